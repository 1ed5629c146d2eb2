// SPDX-License-Identifier: Apache-2.0
// Helpers: constant pointers to functions that hold the helper's number, as the platforms' headers
// declare them.
#include <clang/AST/TypeLoc.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/contract/argument_kinds.hpp"
#include "rules/c/header/reading.hpp"

namespace assay {
namespace {

constexpr std::string_view kNamePrefix = "bpf_";

/// The kind of argument that a word on a parameter means: an address is any number.
ArgKind kind_of(Word role) {
  if (role == Word::Address) return ArgKind::Any;
  for (const ArgKindRow& row : kArgKinds) {
    if (row.word == row_of(role).text) return row.kind;
  }
  internal_fault(__FILE__, __LINE__, "not the role of a parameter");
}

struct ReturnRow {
  Word word;
  ReturnKind kind;
};
constexpr std::array kReturns = {
    ReturnRow{Word::Returns, ReturnKind::Scalar},
    ReturnRow{Word::ReturnsLowHalf, ReturnKind::Scalar},
    ReturnRow{Word::ReturnsArgument, ReturnKind::Argument},
    ReturnRow{Word::ReturnsArgumentOrNull, ReturnKind::ArgumentOrNull},
    ReturnRow{Word::ReturnsValue, ReturnKind::MapValue},
    ReturnRow{Word::ReturnsValueOrNull, ReturnKind::MapValueOrNull},
    ReturnRow{Word::ReturnsMemoryOrNull, ReturnKind::MemoryOrNull},
    ReturnRow{Word::ReturnsSocketOrNull, ReturnKind::SocketOrNull},
    ReturnRow{Word::ReturnsMapOrNull, ReturnKind::InnerMapOrNull},
    ReturnRow{Word::TailCall, ReturnKind::NoReturn},
};

ReturnKind return_kind_of(Word word) {
  for (const ReturnRow& row : kReturns) {
    if (row.word == word) return row.kind;
  }
  internal_fault(__FILE__, __LINE__, "not a word on results");
}

std::optional<std::int64_t> signed_value(const AnnotationNumber& number) {
  if (!number.negative && number.bits > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
  return static_cast<std::int64_t>(number.bits);
}

class HelperReader {
 public:
  HelperReader(HeaderReading& reading, const HookPrototype& hook, const clang::VarDecl* variable)
      : reading_(reading), hook_(hook), variable_(variable) {}

  std::optional<Helper> run() {
    helper_.name = variable_->getNameAsString();
    if (helper_.name.starts_with(kNamePrefix)) helper_.name.erase(0, kNamePrefix.size());
    if (!set_number() || !find_prototype()) return std::nullopt;
    for (std::size_t i = 0; i < parameters_.size(); ++i) set_parameter(i);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (is_buffer(helper_.args.at(i).kind)) set_size(i);
    }
    check_sizes();
    set_return();
    set_effects();
    return std::move(helper_);
  }

 private:
  Diagnostic& complain(ErrorCode code, clang::SourceRange range, std::string sentence) {
    return tell(reading_.findings, code, range, std::move(sentence));
  }
  const Annotation* find(const clang::Decl* declaration, Word word) const {
    return reading_.annotations.find(declaration, word);
  }
  bool says(Word word) const { return reading_.annotations.has(variable_, word); }

  bool set_number() {
    const clang::Expr* value = variable_->getAnyInitializer();
    clang::Expr::EvalResult number;
    if (value != nullptr) value = value->IgnoreParenCasts();
    if (value == nullptr || !value->getType()->isIntegerType() ||
        !value->EvaluateAsInt(number, reading_.context) || number.Val.getInt().isNegative() ||
        number.Val.getInt().getActiveBits() > 32) {
      complain(ErrorCode::AnnotationMisplaced, variable_->getSourceRange(),
               fmt::format("helper {} is not a constant pointer that holds the helper's number",
                           quoted(variable_)));
      return false;
    }
    helper_.id = static_cast<std::uint32_t>(number.Val.getInt().getZExtValue());
    return true;
  }

  bool find_prototype() {
    clang::TypeLoc location = variable_->getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
    if (const auto pointer = location.getAs<clang::PointerTypeLoc>()) {
      const auto function =
          pointer.getPointeeLoc().IgnoreParens().getAs<clang::FunctionProtoTypeLoc>();
      if (function && !function.getTypePtr()->isVariadic() &&
          function.getNumParams() <= helper_.args.size()) {
        for (clang::ParmVarDecl* parameter : function.getParams()) {
          reading_.annotations.use(parameter);
          parameters_.push_back(parameter);
        }
        returns_ = function.getTypePtr()->getReturnType();
        return true;
      }
    }
    complain(ErrorCode::AnnotationMisplaced, variable_->getSourceRange(),
             fmt::format("helper {} is not a pointer to a function of at most five parameters, "
                         "written out here",
                         quoted(variable_)));
    return false;
  }

  // ---- parameters ----

  void set_parameter(std::size_t i) {
    const clang::ParmVarDecl* parameter = parameters_[i];
    Argument& argument = helper_.args.at(i);
    const Annotation* role = reading_.annotations.find(parameter, WordGroup::ParameterRole);
    argument.kind = role == nullptr ? ArgKind::Any : kind_of(role->word);
    if (reading_.annotations.is_broken(parameter)) return;
    const bool is_pointer = parameter->getType()->isPointerType();
    if (role == nullptr && is_pointer) {
      complain(ErrorCode::ContractIncomplete, parameter->getSourceRange(),
               fmt::format("parameter {} of {} is a pointer without a purpose", quoted(parameter),
                           quoted(variable_)));
      return;
    }
    if (!check_type(parameter, argument.kind, role)) return;
    if (!is_pointer && reading_.context.getTypeSize(parameter->getType()) == 32) {
      argument.width = Width::W32;
    }
    argument.address = role != nullptr && role->word == Word::Address;
    if (argument.kind == ArgKind::Scalar) {
      argument.min = bound(*role, 0);
      argument.max = bound(*role, 1);
    }
    if (argument.kind == ArgKind::MapHandle) set_map_kinds(*role);
    if (argument.kind == ArgKind::Context) check_context(parameter, *role);
    set_properties(i);
  }

  /// Numbers are numbers of 32 or 64 bits, everything else is a pointer; what is written is not
  /// constant.
  bool check_type(const clang::ParmVarDecl* parameter, ArgKind kind, const Annotation* role) {
    const clang::QualType type = parameter->getType();
    const bool address = role != nullptr && role->word == Word::Address;
    const bool number = is_number(kind) && !address;
    const std::uint64_t bits = type->isIncompleteType() ? 0 : reading_.context.getTypeSize(type);
    const bool fits =
        number ? type->isIntegerType() && (bits == 32 || bits == 64) : type->isPointerType();
    if (!fits) {
      complain(ErrorCode::AnnotationMisplaced,
               role == nullptr ? parameter->getSourceRange() : role->range,
               fmt::format("parameter {} of {} is not {}", quoted(parameter), quoted(variable_),
                           number ? "a number of 32 or 64 bits" : "a pointer"));
      return false;
    }
    if (!number && is_written(kind) && type->getPointeeType().isConstQualified()) {
      complain(ErrorCode::AnnotationMisplaced, role->range,
               fmt::format("{} writes through {}, which points to constants", quoted(variable_),
                           quoted(parameter)));
      return false;
    }
    return true;
  }

  /// Either any context or the hook's own.
  void check_context(const clang::ParmVarDecl* parameter, const Annotation& role) {
    const clang::QualType pointee = parameter->getType()->getPointeeType();
    const clang::RecordDecl* record = pointee->getAsRecordDecl();
    const bool is_hooks =
        record != nullptr && record->getCanonicalDecl() == hook_.context->getCanonicalDecl();
    if (pointee->isVoidType() || is_hooks) return;
    Diagnostic& message = complain(
        ErrorCode::AnnotationMisplaced, role.range,
        fmt::format("parameter {} of {} is not the context of each hook that has the helper",
                    quoted(parameter), quoted(variable_)));
    note_hook(reading_, message, hook_);
  }

  std::uint64_t bound(const Annotation& range, std::size_t index) {
    const AnnotationNumber& number = range.numbers.at(index);
    if (!number.negative) {
      if (index == 1 && number.bits < range.numbers.front().bits) {
        complain(ErrorCode::AnnotationConflict, range.range, "the range is empty");
      }
      return number.bits;
    }
    complain(ErrorCode::AnnotationMisplaced, range.range,
             "ASSAY_RANGE takes numbers without a sign");
    return 0;
  }

  void set_map_kinds(const Annotation& role) {
    if (says_map_) {
      complain(ErrorCode::AnnotationConflict, role.range,
               fmt::format("{} takes two maps", quoted(variable_)));
    }
    says_map_ = true;
    for (const AnnotationNumber& number : role.numbers) {
      if (number.negative || number.bits > UINT32_MAX) {
        complain(ErrorCode::AnnotationMisplaced, role.range, "no kind of map has such a number");
        return;
      }
      helper_.map_kinds.push_back(static_cast<std::uint32_t>(number.bits));
    }
    std::sort(helper_.map_kinds.begin(), helper_.map_kinds.end());
    if (std::adjacent_find(helper_.map_kinds.begin(), helper_.map_kinds.end()) !=
        helper_.map_kinds.end()) {
      complain(ErrorCode::AnnotationConflict, role.range, "a kind of map is named twice");
    }
  }

  void set_properties(std::size_t i) {
    const clang::ParmVarDecl* parameter = parameters_[i];
    Argument& argument = helper_.args.at(i);
    const bool number = is_number(argument.kind);
    const auto misplaced = [&](const Annotation& said, std::string_view what) {
      complain(ErrorCode::AnnotationMisplaced, said.range,
               fmt::format("{} is for {}", macro_of(row_of(said.word)), what));
    };
    read_flags(reading_, parameter, argument);
    if (const Annotation* said = find(parameter, flag_word(&Argument::nullable))) {
      if (number && !argument.address) misplaced(*said, "a pointer");
    }
    if (const Annotation* said = find(parameter, flag_word(&Argument::constant))) {
      if (!number || argument.address) misplaced(*said, "a number");
    }
    if (const Annotation* said = find(parameter, Word::Bytes)) {
      const bool is_object =
          argument.kind == ArgKind::NewObject || argument.kind == ArgKind::StackObject;
      if (!is_buffer(argument.kind) && !is_object) misplaced(*said, "a buffer");
      if (said->numbers.front().negative || said->numbers.front().bits == 0) {
        misplaced(*said, "a size of at least 1 byte");
      }
      argument.size = said->numbers.front().bits;
    }
    if (const Annotation* said = find(parameter, Word::Released)) {
      if (argument.kind != ArgKind::AllocatedMemory && argument.kind != ArgKind::SocketReference &&
          argument.kind != ArgKind::StackObject) {
        misplaced(*said,
                  "what another helper acquired: ASSAY_RECORD, ASSAY_SOCKET or ASSAY_STACK_OBJECT");
      } else if (helper_.releases >= 0) {
        complain(ErrorCode::AnnotationConflict, said->range,
                 fmt::format("{} releases two things", quoted(variable_)));
      }
      helper_.releases = static_cast<std::int32_t>(i);
    }
    if (argument.kind == ArgKind::Callback)
      helper_.callback_argument = static_cast<std::int32_t>(i);
  }

  // ---- buffers and their sizes ----

  void set_size(std::size_t i) {
    const clang::ParmVarDecl* buffer = parameters_[i];
    if (reading_.annotations.is_broken(buffer)) return;
    const Annotation* first = find(buffer, Word::Bytes);
    bool by_number = first != nullptr;
    std::size_t first_at = i;
    for (std::size_t other = 0; other < parameters_.size(); ++other) {
      const Annotation* size = size_role(other);
      if (size == nullptr || size->strings.front() != buffer->getNameAsString()) continue;
      if (first != nullptr) {
        Diagnostic& message = complain(
            ErrorCode::BufferSizeUnclear, size->range,
            fmt::format("buffer {} of {} has two sizes", quoted(buffer), quoted(variable_)));
        reading_.findings.note(message, first->range, "the other is here");
        return;
      }
      first = size;
      first_at = other;
    }
    if (first == nullptr) {
      if (std::any_of(parameters_.begin(), parameters_.end(), [&](const clang::ParmVarDecl* p) {
            return reading_.annotations.is_broken(p);
          })) {
        return;
      }
      Diagnostic& message =
          complain(ErrorCode::BufferSizeUnclear, buffer->getSourceRange(),
                   fmt::format("buffer {} of {} has no size", quoted(buffer), quoted(variable_)));
      message.suggestion = "put ASSAY_SIZE_OF on the next parameter, or ASSAY_BYTES on the buffer";
    } else if (!by_number && first_at != i + 1) {
      complain(ErrorCode::BufferSizeUnclear, first->range,
               fmt::format("the size of buffer {} is not the parameter after it", quoted(buffer)));
    } else if (!by_number && helper_.args.at(i).nullable &&
               helper_.args.at(first_at).kind != ArgKind::SizeOrZero) {
      complain(ErrorCode::AnnotationConflict, first->range,
               fmt::format("buffer {} may be null, but its size may not be zero", quoted(buffer)));
    }
  }

  const Annotation* size_role(std::size_t i) const {
    const Annotation* role = reading_.annotations.find(parameters_[i], WordGroup::ParameterRole);
    return role != nullptr && is_size(kind_of(role->word)) ? role : nullptr;
  }

  /// Sizes of what is no buffer.
  void check_sizes() {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const Annotation* size = size_role(i);
      if (size == nullptr) continue;
      const auto named = index_of(size->strings.front());
      if (named && (is_buffer(helper_.args.at(*named).kind) ||
                    reading_.annotations.is_broken(parameters_[*named]))) {
        continue;
      }
      complain(ErrorCode::BufferSizeUnclear, size->range,
               fmt::format("'{}' is not a buffer of {}", size->strings.front(), quoted(variable_)));
    }
  }

  std::optional<std::size_t> index_of(const std::string& name) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (parameters_[i]->getNameAsString() == name) return i;
    }
    return std::nullopt;
  }

  // ---- result and effects ----

  void set_return() {
    if (reading_.annotations.is_broken(variable_)) return;
    const Annotation* said = reading_.annotations.find(variable_, WordGroup::HelperReturn);
    if (returns_->isIntegerType() && !set_result_width()) return;
    if (said == nullptr) {
      if (returns_->isVoidType()) {
        helper_.returns = ReturnKind::Void;
      } else if (!returns_->isIntegerType()) {
        complain(ErrorCode::ContractIncomplete, variable_->getSourceRange(),
                 fmt::format("helper {} does not state what its result is", quoted(variable_)));
      }
      return;
    }
    helper_.tail_call = said->word == Word::TailCall;
    if (helper_.tail_call && returns_->isVoidType()) {
      helper_.returns = ReturnKind::Void;
      return;
    }
    const bool is_range = said->word == Word::Returns || said->word == Word::ReturnsLowHalf;
    const bool is_number = is_range || helper_.tail_call;
    if (is_number ? !returns_->isIntegerType() : !returns_->isPointerType()) {
      complain(ErrorCode::AnnotationMisplaced, said->range,
               fmt::format("{} is for {}, which {} does not return", macro_of(row_of(said->word)),
                           is_number ? "a number" : "a pointer", quoted(variable_)));
      return;
    }
    helper_.returns = return_kind_of(said->word);
    if (said->word == Word::Returns && helper_.result_width != Width::W64) {
      complain(
          ErrorCode::AnnotationMisplaced, said->range,
          fmt::format("{} is for a result of 64 bits; say {} of {}", macro_of(row_of(said->word)),
                      macro_of(row_of(Word::ReturnsLowHalf)), quoted(variable_)));
      return;
    }
    if (said->word == Word::ReturnsLowHalf) set_low_half();
    if (is_range) set_return_range(*said);
    if (said->word == Word::ReturnsArgument || said->word == Word::ReturnsArgumentOrNull)
      helper_.returned_argument = parameter_named(*said).value_or(0);
    if (said->word == Word::ReturnsMemoryOrNull) {
      helper_.size_argument = parameter_named(*said).value_or(0);
    }
  }

  void set_low_half() {
    helper_.result_width = Width::W32;
    helper_.return_min = INT32_MIN;
    helper_.return_max = INT32_MAX;
  }

  /// A C function sets as much of the register as its result has bits; whoever judges the result,
  /// by its sign or by its range, sees no more of it.
  bool set_result_width() {
    const std::uint64_t result_bits = reading_.context.getTypeSize(returns_);
    if (result_bits == 32) set_low_half();
    if (result_bits == 32 || result_bits == 64) return true;
    complain(ErrorCode::AnnotationMisplaced, variable_->getSourceRange(),
             fmt::format("the result of {} is not a number of 32 or 64 bits", quoted(variable_)));
    return false;
  }

  void set_return_range(const Annotation& said) {
    const auto least = signed_value(said.numbers[0]);
    const auto most = signed_value(said.numbers[1]);
    const auto fits = [&](std::int64_t value) {
      return helper_.result_width == Width::W64 || (value >= INT32_MIN && value <= INT32_MAX);
    };
    if (!least || !most || !fits(*least) || !fits(*most)) {
      complain(ErrorCode::AnnotationMisplaced, said.range,
               fmt::format("{} takes {}-bit numbers with a sign", macro_of(row_of(said.word)),
                           bits(helper_.result_width)));
      return;
    }
    if (*least > *most) complain(ErrorCode::AnnotationConflict, said.range, "the range is empty");
    helper_.return_min = *least;
    helper_.return_max = *most;
  }

  std::optional<std::uint32_t> parameter_named(const Annotation& said) {
    const auto index = index_of(said.strings.front());
    if (index) return static_cast<std::uint32_t>(*index);
    complain(ErrorCode::AnnotationMisplaced, said.range,
             fmt::format("{} has no parameter '{}'", quoted(variable_), said.strings.front()));
    return std::nullopt;
  }

  void set_effects() {
    if (says(Word::FillsOnSuccess)) helper_.initialises = Initialises::AllOnSuccess;
    if (says(Word::FillsResultBytes)) helper_.initialises = Initialises::ResultBytes;
    if (says(Word::FillsUnknown)) helper_.initialises = Initialises::Unknown;
    read_flags(reading_, variable_, helper_);
    read_enumerator(reading_, variable_, Word::Model, helper_.model);
    if (const Annotation* said = find(variable_, Word::AtMost)) {
      const auto index = parameter_named(*said);
      if (index) helper_.return_at_most_argument = static_cast<std::int32_t>(*index);
    }
  }

  HeaderReading& reading_;
  const HookPrototype& hook_;
  const clang::VarDecl* variable_;
  std::vector<const clang::ParmVarDecl*> parameters_;
  clang::QualType returns_;
  Helper helper_;
  bool says_map_ = false;
};

}  // namespace

void read_helpers(HeaderReading& reading, const HookPrototype& hook, Contract& contract) {
  std::map<std::uint32_t, const clang::Decl*> by_number;
  for (const clang::Decl* declaration : reading.annotations.with(Word::Helper)) {
    reading.annotations.use(declaration);
    const auto* variable = llvm::cast<clang::VarDecl>(declaration);
    if (!is_offered(reading, declaration, hook)) continue;
    std::optional<Helper> helper = HelperReader(reading, hook, variable).run();
    if (!helper) continue;
    const auto [known, is_new] = by_number.emplace(helper->id, declaration);
    if (!is_new) {
      Diagnostic& message =
          tell(reading.findings, ErrorCode::AnnotationConflict, variable->getSourceRange(),
               fmt::format("two helpers have the number {}", helper->id));
      reading.findings.note(message, known->second->getSourceRange(), "the other is here");
      note_hook(reading, message, hook);
      continue;
    }
    contract.helpers.push_back(std::move(*helper));
  }
  std::sort(contract.helpers.begin(), contract.helpers.end(),
            [](const Helper& left, const Helper& right) { return left.id < right.id; });
}

}  // namespace assay
