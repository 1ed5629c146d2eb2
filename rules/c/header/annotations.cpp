// SPDX-License-Identifier: Apache-2.0
#include "rules/c/header/annotations.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "rules/c/walk.hpp"

namespace assay {
namespace {

struct TargetRow {
  clang::Decl::Kind kind;
  Target target;
};
constexpr std::array kTargetRows = {
    TargetRow{clang::Decl::Function, Target::Hook},
    TargetRow{clang::Decl::Field, Target::Field},
    TargetRow{clang::Decl::Var, Target::Helper},
    TargetRow{clang::Decl::ParmVar, Target::Parameter},
    TargetRow{clang::Decl::EnumConstant, Target::Kind},
    TargetRow{clang::Decl::Enum, Target::Values},
    TargetRow{clang::Decl::Typedef, Target::Number},
};

Target target_of(const clang::Decl* declaration) {
  for (const TargetRow& row : kTargetRows) {
    if (row.kind == declaration->getKind()) return row.target;
  }
  return Target::Nothing;
}

/// The string that an argument is, or nothing.
std::optional<std::string> string_of(const clang::Expr* argument) {
  const auto* literal = llvm::dyn_cast<clang::StringLiteral>(argument->IgnoreParenImpCasts());
  if (literal == nullptr || !literal->isOrdinary()) return std::nullopt;
  return literal->getString().str();
}

/// The number that an argument is, or nothing.
std::optional<AnnotationNumber> annotation_number(const clang::ASTContext& context,
                                                  const clang::Expr* argument) {
  clang::Expr::EvalResult value;
  if (argument->isValueDependent() || !argument->getType()->isIntegerType() ||
      !argument->EvaluateAsInt(value, context)) {
    return std::nullopt;
  }
  const llvm::APSInt number = value.Val.getInt();
  const bool fits =
      number.isNegative() ? number.getSignificantBits() <= 64 : number.getActiveBits() <= 64;
  if (!fits) return std::nullopt;
  return AnnotationNumber{number.isNegative() ? static_cast<std::uint64_t>(number.getSExtValue())
                                              : number.getZExtValue(),
                          number.isNegative()};
}

/// What a word takes, in words: "a name and a number".
std::string arguments_text(const WordRow& row) {
  const bool open = row.arguments.ends_with('*');
  std::string text;
  for (const char kind : row.arguments) {
    if (kind == '*') continue;
    text += fmt::format("{}a {}", text.empty() ? "" : ", ", kind == 's' ? "string" : "number");
  }
  if (text.empty()) return "nothing";
  return open ? text + ", and more of them" : text;
}

bool both_are_marks(Word left, Word right) {
  const auto is_mark = [](Word word) {
    return word == Word::Begin || word == Word::Between || word == Word::End;
  };
  return is_mark(left) && is_mark(right);
}

/// What two annotations of one declaration contradict each other by.
ErrorCode conflict_code(Word left, Word right) {
  if (both_are_marks(left, right)) return ErrorCode::FieldOverlap;
  return ErrorCode::AnnotationConflict;
}

}  // namespace

Diagnostic& tell(Findings& findings, ErrorCode code, clang::SourceRange range,
                 std::string sentence) {
  Diagnostic& message = findings.add(code, range, std::move(sentence));
  message.notes.clear();
  return message;
}

/// Of one declaration after the other.
class AnnotationReader {
 public:
  AnnotationReader(clang::ASTContext& context, Annotations& read, Findings& findings)
      : context_(context), read_(read), findings_(findings) {}

  void read(const clang::Decl* declaration) {
    if (!declaration->hasAttrs() || read_.by_declaration_.contains(declaration)) return;
    std::vector<Annotation> found;
    for (const clang::Attr* attribute : declaration->getAttrs()) {
      const auto* annotate = llvm::dyn_cast<clang::AnnotateAttr>(attribute);
      if (annotate == nullptr || annotate->isInherited()) continue;
      auto annotation = read(declaration, annotate);
      const bool is_sound = annotation && add(found, std::move(*annotation));
      if (!is_sound) read_.broken_.insert(declaration);
    }
    if (found.empty()) return;
    read_.by_declaration_.emplace(declaration, std::move(found));
    read_.order_.push_back(declaration);
  }

 private:
  std::optional<Annotation> read(const clang::Decl* declaration,
                                 const clang::AnnotateAttr* attribute) {
    const Target target = target_of(declaration);
    const std::string_view spelt = attribute->getAnnotation();
    const bool is_ours = spelt.starts_with(kAnnotationPrefix);
    const std::string_view text = is_ours ? spelt.substr(kAnnotationPrefix.size()) : spelt;
    const WordRow* row = is_ours ? find_word(text) : nullptr;
    if (row == nullptr) {
      Diagnostic& message =
          tell(findings_, ErrorCode::AnnotationUnknown, attribute->getRange(),
               fmt::format("the annotation '{}' on {} is unknown", spelt, target_text(target)));
      const std::string near = nearest_word(std::string(text), words_of(target));
      if (!near.empty()) {
        message.suggestion = fmt::format("did you mean {}?", macro_of(*find_word(near)));
      }
      return std::nullopt;
    }
    if (!may_stand_on(*row, target)) {
      tell(findings_, ErrorCode::AnnotationMisplaced, attribute->getRange(),
           fmt::format("{} is for {}, and this is {}", macro_of(*row), targets_text(*row),
                       target_text(target)));
      return std::nullopt;
    }
    return with_arguments(*row, attribute);
  }

  std::optional<Annotation> with_arguments(const WordRow& row,
                                           const clang::AnnotateAttr* attribute) {
    Annotation made;
    made.word = row.word;
    made.range = attribute->getRange();
    const bool open = row.arguments.ends_with('*');
    const std::size_t kinds = row.arguments.size() - (open ? 1 : 0);
    std::size_t count = 0;
    bool fits = true;
    for (const clang::Expr* argument : attribute->args()) {
      if (count >= kinds && !open) fits = false;
      if (!fits) break;
      const char kind = row.arguments[std::min(count, kinds - 1)];
      if (kind == 's') {
        const auto text = string_of(argument);
        fits = text.has_value() && !text->empty();
        if (fits) made.strings.push_back(*text);
      } else {
        const auto number = annotation_number(context_, argument);
        fits = number.has_value();
        if (fits) made.numbers.push_back(*number);
      }
      ++count;
    }
    // The last kind of an open list may be missing.
    if (count < kinds - (open ? 1 : 0)) fits = false;
    if (fits) return made;
    tell(findings_, ErrorCode::AnnotationMisplaced, made.range,
         fmt::format("{} takes {}", macro_of(row), arguments_text(row)));
    return std::nullopt;
  }

  /// Adds it, unless it repeats or contradicts one that is there; then false.
  bool add(std::vector<Annotation>& found, Annotation annotation) {
    const WordRow& row = row_of(annotation.word);
    for (const Annotation& other : found) {
      const bool again = other.word == annotation.word;
      if (!again && (row.group == WordGroup::None || row_of(other.word).group != row.group)) {
        continue;
      }
      Diagnostic& message = tell(
          findings_, conflict_code(other.word, annotation.word), annotation.range,
          again ? fmt::format("{} is given twice", macro_of(row))
                : fmt::format("{} contradicts {}", macro_of(row), macro_of(row_of(other.word))));
      findings_.note(message, other.range, "the other is here");
      return false;
    }
    found.push_back(std::move(annotation));
    return true;
  }

  clang::ASTContext& context_;
  Annotations& read_;
  Findings& findings_;
};

Annotations::Annotations(clang::ASTContext& context, Findings& findings) {
  AnnotationReader reader(context, *this, findings);
  walk(context,
       {.declaration = [&](const clang::Decl* each) { reader.read(each); }, .statement = nullptr});
}

const Annotation* Annotations::find(const clang::Decl* declaration, Word word) const {
  const auto found = by_declaration_.find(declaration);
  if (found == by_declaration_.end()) return nullptr;
  const auto annotation =
      std::find_if(found->second.begin(), found->second.end(),
                   [word](const Annotation& other) { return other.word == word; });
  return annotation == found->second.end() ? nullptr : &*annotation;
}

const Annotation* Annotations::find(const clang::Decl* declaration, WordGroup group) const {
  const auto found = by_declaration_.find(declaration);
  if (found == by_declaration_.end()) return nullptr;
  const auto annotation =
      std::find_if(found->second.begin(), found->second.end(),
                   [group](const Annotation& other) { return row_of(other.word).group == group; });
  return annotation == found->second.end() ? nullptr : &*annotation;
}

std::vector<const clang::Decl*> Annotations::with(Word word) const {
  std::vector<const clang::Decl*> found;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(found),
               [&](const clang::Decl* declaration) { return has(declaration, word); });
  return found;
}

void Annotations::tell_unused(Findings& findings) const {
  for (const clang::Decl* declaration : order_) {
    if (used_.contains(declaration)) continue;
    const Annotation& first = by_declaration_.at(declaration).front();
    const Target target = target_of(declaration);
    std::string_view why = "no hook's prototype takes a struct with this member";
    if (target == Target::Parameter) why = "this is not a parameter of a helper";
    if (target == Target::Helper) why = "ASSAY_HELPER is missing";
    if (target == Target::Hook) why = "ASSAY_HOOK is missing";
    if (target == Target::Kind) why = "ASSAY_MAP_KIND is missing";
    tell(findings, ErrorCode::AnnotationMisplaced, first.range,
         fmt::format("{} has no meaning here: {}", macro_of(row_of(first.word)), why));
  }
}

}  // namespace assay
