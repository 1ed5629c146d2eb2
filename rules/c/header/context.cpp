// SPDX-License-Identifier: Apache-2.0
// The struct of a context as fields and regions.
#include <clang/AST/RecordLayout.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/contract/platforms.hpp"
#include "ir/contract/validate.hpp"
#include "rules/c/header/reading.hpp"

namespace assay {
namespace {

constexpr unsigned kByteBits = 8;

bool is_number_size(std::uint64_t bytes) {
  return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
}

/// A member that the hook's programs may use.
struct Member {
  const clang::FieldDecl* declaration = nullptr;
  ContextField field;
};

/// The marks of one region, in the order in which the struct names them.
struct Marks {
  std::string name;
  std::vector<std::size_t> begins;  // indices of members
  std::vector<std::size_t> betweens;
  std::vector<std::size_t> ends;
  std::vector<std::size_t> lengths;
};

class ContextReader {
 public:
  ContextReader(HeaderReading& reading, const HookPrototype& hook, Contract& contract)
      : reading_(reading), hook_(hook), contract_(contract) {}

  void run() {
    const clang::ASTRecordLayout& layout = reading_.context.getASTRecordLayout(hook_.context);
    if (layout.getSize().getQuantity() > kMostContextBytes) {
      tell(reading_.findings, ErrorCode::FieldOutOfContext,
           hook_.function->getParamDecl(0)->getSourceRange(),
           fmt::format("the context is a struct of {} bytes, and may have {}",
                       layout.getSize().getQuantity(), kMostContextBytes));
      return;
    }
    contract_.context_size = static_cast<std::uint32_t>(layout.getSize().getQuantity());
    if (const Annotation* bytes = reading_.annotations.find(hook_.function, Word::ContextBytes)) {
      const AnnotationNumber& number = bytes->numbers.front();
      if (number.negative || number.bits == 0 || number.bits > contract_.context_size) {
        tell(reading_.findings, ErrorCode::FieldOutOfContext, bytes->range,
             fmt::format("the context is a struct of {} bytes, and cannot have {}",
                         contract_.context_size, number.bits));
      } else {
        contract_.context_size = static_cast<std::uint32_t>(number.bits);
      }
    }
    read_record(hook_.context, 0);
    // By place; members that begin together in the order of the source.
    const auto key = [](const Member& member) {
      return std::tuple(member.field.offset, member.declaration->getFieldIndex(),
                        std::string_view(member.field.name));
    };
    std::sort(members_.begin(), members_.end(),
              [&key](const Member& left, const Member& right) { return key(left) < key(right); });
    check_places();
    read_regions();
    for (Member& member : members_) contract_.fields.push_back(std::move(member.field));
  }

 private:
  void read_record(const clang::RecordDecl* record, std::uint64_t base) {
    const clang::ASTRecordLayout& layout = reading_.context.getASTRecordLayout(record);
    for (const clang::FieldDecl* declaration : record->fields()) {
      reading_.annotations.use(declaration);
      const std::uint64_t at =
          base + layout.getFieldOffset(declaration->getFieldIndex()) / kByteBits;
      const auto* inner = declaration->getType()->getAs<clang::RecordType>();
      if (declaration->isAnonymousStructOrUnion() && inner != nullptr) {
        read_record(inner->getDecl(), at);
        continue;
      }
      read_member(declaration, at);
    }
  }

  void read_member(const clang::FieldDecl* declaration, std::uint64_t at) {
    if (!is_offered(reading_, declaration, hook_)) return;
    if (reading_.annotations.has(declaration, Word::Padding)) return;
    Member member;
    member.declaration = declaration;
    member.field.name = declaration->getNameAsString();
    member.field.offset = static_cast<std::uint32_t>(at);
    read_flags(reading_, declaration, member.field);
    if (!set_type(member)) return;
    set_access(member);
    members_.push_back(std::move(member));
  }

  bool refuse(const clang::FieldDecl* declaration, std::string_view what,
              ErrorCode code = ErrorCode::AnnotationMisplaced) {
    if (reading_.annotations.is_broken(declaration)) return false;
    tell(reading_.findings, code, declaration->getSourceRange(),
         fmt::format("member {} {}", quoted(declaration), what));
    return false;
  }

  /// Kind, size and element of a member; false when no field can be made of it.
  bool set_type(Member& member) {
    const clang::FieldDecl* declaration = member.declaration;
    const clang::QualType type = declaration->getType().getCanonicalType();
    const Annotation* role = reading_.annotations.find(declaration, WordGroup::FieldRole);
    if (declaration->isBitField()) return refuse(declaration, "is a bit-field, which has no bytes");
    if (type->isIncompleteArrayType()) {
      return refuse(declaration, "lies past the end of its struct: the array has no length",
                    ErrorCode::FieldOutOfContext);
    }
    if (role != nullptr && role->word == Word::LengthOf) return set_length(member, type, *role);
    if (role != nullptr) return set_pointer(member, type, *role);
    if (type->isPointerType()) {
      return refuse(declaration,
                    "is a pointer without a target: ASSAY_BEGIN, ASSAY_BETWEEN or "
                    "ASSAY_END of a region, or ASSAY_OPAQUE",
                    ErrorCode::ContractIncomplete);
    }
    const auto bytes = [this](clang::QualType of) {
      return static_cast<std::uint64_t>(reading_.context.getTypeSizeInChars(of).getQuantity());
    };
    const clang::ConstantArrayType* array = reading_.context.getAsConstantArrayType(type);
    const clang::QualType element = array == nullptr ? type : array->getElementType();
    if (!element->isIntegerType() || !is_number_size(bytes(element)) || bytes(type) == 0) {
      return refuse(declaration, "is neither a number, nor an array of numbers, nor a pointer");
    }
    member.field.size = static_cast<std::uint32_t>(bytes(type));
    if (array == nullptr) return true;
    const bool plain_bytes = bytes(element) == 1 && !is_number_size(bytes(type));
    member.field.element = plain_bytes ? 0 : static_cast<std::uint32_t>(bytes(element));
    return true;
  }

  bool set_length(Member& member, clang::QualType type, const Annotation& role) {
    const std::uint64_t bits = reading_.context.getTypeSize(type);
    if (!type->isUnsignedIntegerType() || (bits != 32 && bits != 64)) {
      tell(reading_.findings, ErrorCode::AnnotationMisplaced, role.range,
           fmt::format(
               "ASSAY_LENGTH_OF is for an unsigned number of 32 or 64 bits, and {} is not one",
               quoted(member.declaration)));
      broken_regions_.insert(role.strings.front());
      return false;
    }
    member.field.size = static_cast<std::uint32_t>(bits / kByteBits);
    member.field.narrow = false;
    member.field.kind = FieldKind::RegionLength;
    return true;
  }

  bool set_pointer(Member& member, clang::QualType type, const Annotation& role) {
    const bool is_narrow = assay::row_of(hook_.platform).has_narrow_marks &&
                           role.word != Word::Opaque && type->isUnsignedIntegerType() &&
                           reading_.context.getTypeSize(type) == 4 * kByteBits;
    if (!type->isPointerType() && !is_narrow) {
      tell(reading_.findings, ErrorCode::AnnotationMisplaced, role.range,
           fmt::format("{} is for a pointer, and {} is not one", macro_of(row_of(role.word)),
                       quoted(member.declaration)));
      if (!role.strings.empty()) broken_regions_.insert(role.strings.front());
      return false;
    }
    member.field.size = is_narrow ? 4 : 8;
    member.field.narrow = false;
    member.field.kind = role.word == Word::Opaque ? FieldKind::Opaque : FieldKind::RegionMark;
    return true;
  }

  void set_access(Member& member) {
    const clang::FieldDecl* declaration = member.declaration;
    const Annotations& annotations = reading_.annotations;
    if (const Annotation* access = annotations.find(declaration, WordGroup::FieldAccess)) {
      const auto& names = access->strings;
      const bool here = std::find(names.begin(), names.end(), hook_.short_name) != names.end();
      member.field.writable = access->word == Word::Writable || access->word == Word::WriteOnly ||
                              (access->word == Word::WritableIn && here);
      member.field.readable = access->word != Word::WriteOnly;
      if (member.field.kind != FieldKind::Scalar && access->word != Word::ReadOnly) {
        tell(reading_.findings, ErrorCode::AnnotationConflict, access->range,
             fmt::format("{} is set by the platform, and programs cannot write it",
                         quoted(declaration)));
        member.field.writable = false;
        member.field.readable = true;
      }
    }
    if (!annotations.has(declaration, Word::Begin)) refuse_words_of_begins(declaration);
  }

  void refuse_words_of_begins(const clang::FieldDecl* declaration) {
    std::vector<Word> words = {flag_word(&ContextField::may_lie_past_next), Word::RegionSlack,
                               Word::RegionOrdered, Word::RegionReversedBy};
    schema::each_flag<Region>([&](const auto& row) {
      if (!row.flag.word.empty()) words.push_back(flag_word(row.member));
    });
    for (const Word word : words) {
      const Annotation* said = reading_.annotations.find(declaration, word);
      if (said == nullptr) continue;
      tell(reading_.findings, ErrorCode::AnnotationMisplaced, said->range,
           fmt::format("{} is for a member with ASSAY_BEGIN", macro_of(row_of(word))));
    }
  }

  /// Members inside the context, none over another. The members are in order.
  void check_places() {
    const Member* widest = nullptr;
    for (const Member& member : members_) {
      const std::uint64_t end = std::uint64_t{member.field.offset} + member.field.size;
      if (end > contract_.context_size) {
        refuse(member.declaration,
               fmt::format("ends at byte {}, past the {} bytes of the context", end,
                           contract_.context_size),
               ErrorCode::FieldOutOfContext);
      }
      if (widest != nullptr && member.field.offset < widest->field.offset + widest->field.size) {
        Diagnostic& message =
            tell(reading_.findings, ErrorCode::FieldOverlap, member.declaration->getSourceRange(),
                 fmt::format("member {} overlaps {}", quoted(member.declaration),
                             quoted(widest->declaration)));
        reading_.findings.note(message, widest->declaration->getSourceRange(), "which lies here");
        note_hook(reading_, message, hook_);
        message.suggestion = "put ASSAY_ONLY_IN on each, or ASSAY_PADDING on one";
      }
      if (widest == nullptr || end > std::uint64_t{widest->field.offset} + widest->field.size) {
        widest = &member;
      }
    }
  }

  void read_regions() {
    std::vector<Marks> regions;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const FieldKind kind = members_[i].field.kind;
      if (kind != FieldKind::RegionMark && kind != FieldKind::RegionLength) continue;
      const Annotation* role =
          reading_.annotations.find(members_[i].declaration, WordGroup::FieldRole);
      const std::string& name = role->strings.front();
      auto known = std::find_if(regions.begin(), regions.end(),
                                [&name](const Marks& marks) { return marks.name == name; });
      if (known == regions.end()) {
        regions.emplace_back().name = name;
        known = std::prev(regions.end());
      }
      std::vector<std::size_t>& list = role->word == Word::Begin      ? known->begins
                                       : role->word == Word::Between  ? known->betweens
                                       : role->word == Word::LengthOf ? known->lengths
                                                                      : known->ends;
      list.push_back(i);
    }
    for (const Marks& marks : regions) read_region(marks);
  }

  void read_region(const Marks& marks) {
    check_one(marks.begins, marks.name, "begin");
    check_one(marks.ends, marks.name, "end");
    check_one(marks.lengths, marks.name, "length");
    const bool no_begin = marks.begins.empty();
    if (!no_begin && !(marks.ends.empty() && marks.lengths.empty())) {
      add_region(marks);
      return;
    }
    if (broken_regions_.contains(marks.name)) return;
    std::size_t at = members_.size();  // the first that belongs to the region
    for (const auto* list : {&marks.begins, &marks.betweens, &marks.ends, &marks.lengths}) {
      if (!list->empty()) at = std::min(at, list->front());
    }
    Diagnostic& message = tell(
        reading_.findings, ErrorCode::RegionIncomplete,
        reading_.annotations.find(members_[at].declaration, WordGroup::FieldRole)->range,
        fmt::format("region '{}' has no {}", marks.name, no_begin ? "begin" : "end, nor a length"));
    note_hook(reading_, message, hook_);
  }

  void check_one(const std::vector<std::size_t>& members, std::string_view name,
                 std::string_view what) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      const clang::FieldDecl* second = members_[members[i]].declaration;
      Diagnostic& message = tell(reading_.findings, ErrorCode::FieldOverlap,
                                 reading_.annotations.find(second, WordGroup::FieldRole)->range,
                                 fmt::format("region '{}' has two members for its {}", name, what));
      reading_.findings.note(message, members_[members.front()].declaration->getSourceRange(),
                             "the other is here");
      note_hook(reading_, message, hook_);
    }
  }

  void add_region(const Marks& marks) {
    const clang::FieldDecl* begin = members_[marks.begins.front()].declaration;
    const Annotation* role = reading_.annotations.find(begin, Word::Begin);
    Region region;
    region.name = marks.name;
    region.marks = static_cast<std::uint32_t>(marks.betweens.size()) + 2;
    region.max_size = positive(*role);
    read_flags(reading_, begin, region);
    if (const Annotation* slack = reading_.annotations.find(begin, Word::RegionSlack)) {
      region.slack = positive(*slack);
      if (region.slack > kMostSlack) {
        tell(reading_.findings, ErrorCode::AnnotationMisplaced, slack->range,
             fmt::format("ASSAY_REGION_SLACK is at most {}", kMostSlack));
        region.slack = kMostSlack;
      }
    }
    if (region.max_size > region.slack) {
      tell(reading_.findings, ErrorCode::AnnotationConflict, role->range,
           fmt::format("region '{}' may have {} bytes, which is more than its slack of {}",
                       region.name, region.max_size, region.slack));
    }
    set_order(marks, begin, region);
    const auto number = static_cast<std::uint32_t>(contract_.regions.size());
    std::vector<std::size_t> order = {marks.begins.front()};
    order.insert(order.end(), marks.betweens.begin(), marks.betweens.end());
    if (!marks.ends.empty()) order.push_back(marks.ends.front());
    for (std::size_t mark = 0; mark < order.size(); ++mark) {
      members_[order[mark]].field.region = number;
      members_[order[mark]].field.mark = static_cast<std::uint32_t>(mark);
    }
    if (!marks.lengths.empty())
      set_region_of_length(members_[marks.lengths.front()], region, number);
    contract_.regions.push_back(std::move(region));
  }

  /// How far marks may be out of order: a length is never negative; else only what is said holds.
  void set_order(const Marks& marks, const clang::FieldDecl* begin, Region& region) {
    const Annotation* said = reading_.annotations.find(begin, WordGroup::RegionOrder);
    const bool ordered = said != nullptr && said->word == Word::RegionOrdered;
    if (ordered || !marks.lengths.empty()) region.reversed = 0;
    if (said == nullptr || ordered) return;
    if (!marks.lengths.empty()) {
      tell(reading_.findings, ErrorCode::AnnotationConflict, said->range,
           fmt::format("region '{}' has a length, which is never negative", region.name));
      return;
    }
    region.reversed = positive(*said);
  }

  void set_region_of_length(Member& member, const Region& region, std::uint32_t number) {
    member.field.region = number;
    const std::uint64_t most = member.field.size == 4 ? UINT32_MAX : UINT64_MAX;
    if (region.max_size <= most / (region.marks - 1)) return;
    tell(reading_.findings, ErrorCode::AnnotationConflict,
         reading_.annotations.find(member.declaration, Word::LengthOf)->range,
         fmt::format("the length of region '{}' may be {} bytes, which {} cannot hold", region.name,
                     region.max_size * (region.marks - 1), quoted(member.declaration)));
  }

  /// The one number of an annotation, which must be at least 1.
  std::uint64_t positive(const Annotation& annotation) {
    const AnnotationNumber& number = annotation.numbers.front();
    if (!number.negative && number.bits != 0) return number.bits;
    tell(reading_.findings, ErrorCode::AnnotationMisplaced, annotation.range,
         fmt::format("{} needs a number of bytes that is at least 1",
                     macro_of(row_of(annotation.word))));
    return 1;
  }

  HeaderReading& reading_;
  const HookPrototype& hook_;
  Contract& contract_;
  std::vector<Member> members_;
  std::set<std::string> broken_regions_;  // with a member that was refused
};

}  // namespace

void read_context(HeaderReading& reading, const HookPrototype& hook, Contract& contract) {
  ContextReader(reading, hook, contract).run();
}

}  // namespace assay
