// SPDX-License-Identifier: Apache-2.0
// Enumerations of a header: kinds of map, and named values of results and members. And types whose
// numbers count an array.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ir/base/errors.hpp"
#include "rules/c/header/reading.hpp"

namespace assay {
namespace {

constexpr std::string_view kKindPrefix = "BPF_MAP_TYPE_";

/// The sizes that a word on a kind of map gives.
SizeRule size_rule(HeaderReading& reading, const clang::Decl* declaration, Word word) {
  SizeRule rule;
  const Annotation* said = reading.annotations.find(declaration, word);
  if (said == nullptr) return rule;
  const AnnotationNumber& least = said->numbers[0];
  const AnnotationNumber& most = said->numbers[1];
  if (least.negative || most.negative || most.bits > UINT32_MAX || least.bits > most.bits) {
    tell(reading.findings, ErrorCode::AnnotationConflict, said->range,
         fmt::format("{} takes the least number and the most", macro_of(row_of(word))));
    return rule;
  }
  rule.least = static_cast<std::uint32_t>(least.bits);
  rule.most = static_cast<std::uint32_t>(most.bits);
  return rule;
}

MapKind kind_of(HeaderReading& reading, const clang::EnumConstantDecl* enumerator) {
  MapKind kind;
  kind.name = enumerator->getNameAsString();
  const llvm::APSInt& number = enumerator->getInitVal();
  if (!kind.name.starts_with(kKindPrefix) || number.isNegative() || number.getActiveBits() > 32) {
    tell(reading.findings, ErrorCode::AnnotationMisplaced, enumerator->getSourceRange(),
         fmt::format("{} is not {}... with the number of a kind of map", quoted(enumerator),
                     kKindPrefix));
    return kind;
  }
  kind.number = static_cast<std::uint32_t>(number.getZExtValue());
  kind.name.erase(0, kKindPrefix.size());
  for (char& letter : kind.name) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  read_flags(reading, enumerator, kind);
  read_enumerator(reading, enumerator, Word::Contents, kind.contents);
  read_enumerator(reading, enumerator, Word::ValuesAligned, kind.alignment);
  kind.key_bytes = size_rule(reading, enumerator, Word::KeyBytes);
  kind.value_bytes = size_rule(reading, enumerator, Word::ValueBytes);
  kind.entries = size_rule(reading, enumerator, Word::Entries);
  return kind;
}

/// Bytes of what an enumerator names: a number of the field, or one of its elements; results
/// (empty) and fields of other sizes: as many as a contract's numbers have.
unsigned bytes_of_value(const Contract& contract, const std::string& field) {
  for (const ContextField& other : contract.fields) {
    const std::uint32_t bytes = other.element != 0 ? other.element : other.size;
    if (other.name == field && bytes < sizeof(NamedValue::value)) return bytes;
  }
  return sizeof(NamedValue::value);
}

/// Whether some number of so many bytes, with or without a sign, is this one. Of 64 bits a contract
/// has only those with a sign.
bool fits(const llvm::APSInt& number, unsigned bytes) {
  if (number.isNegative()) return number.getSignificantBits() <= 8 * bytes;
  return number.getActiveBits() <= (bytes < sizeof(NamedValue::value) ? 8 * bytes : 63);
}

/// The enumerators as values of `field` (empty: results).
void add_values(HeaderReading& reading, const clang::EnumDecl* enumeration,
                const std::string& field, Contract& contract) {
  const unsigned bytes = bytes_of_value(contract, field);
  for (const clang::EnumConstantDecl* enumerator : enumeration->enumerators()) {
    const llvm::APSInt& number = enumerator->getInitVal();
    if (!fits(number, bytes)) {
      tell(reading.findings, ErrorCode::AnnotationConflict, enumerator->getSourceRange(),
           fmt::format("{} is {}, which {} cannot be", quoted(enumerator), number_text(number),
                       field.empty() ? "a result" : "'" + field + "'"));
      continue;
    }
    contract.names.push_back({enumerator->getNameAsString(), number.getExtValue(), field});
  }
}

bool is_for(const Annotation& said, std::size_t first, const HookPrototype& hook) {
  return std::find(said.strings.begin() + static_cast<std::ptrdiff_t>(first), said.strings.end(),
                   hook.short_name) != said.strings.end();
}

}  // namespace

void read_map_kinds(HeaderReading& reading, const HookPrototype& hook, Contract& contract) {
  for (const clang::Decl* declaration : reading.annotations.with(Word::MapKind)) {
    reading.annotations.use(declaration);
    if (!is_offered(reading, declaration, hook)) continue;
    MapKind kind = kind_of(reading, llvm::cast<clang::EnumConstantDecl>(declaration));
    if (find_map_kind(contract, kind.number) != nullptr) {
      Diagnostic& message =
          tell(reading.findings, ErrorCode::AnnotationConflict, declaration->getSourceRange(),
               fmt::format("two kinds of map have the number {}", kind.number));
      note_hook(reading, message, hook);
      continue;
    }
    contract.map_kinds.push_back(std::move(kind));
    std::sort(contract.map_kinds.begin(), contract.map_kinds.end(),
              [](const MapKind& left, const MapKind& right) { return left.number < right.number; });
  }
}

void read_named_values(HeaderReading& reading, const HookPrototype& hook, Contract& contract) {
  for (const clang::Decl* declaration : reading.annotations.with(Word::ResultsOf)) {
    reading.annotations.use(declaration);
    const Annotation& said = *reading.annotations.find(declaration, Word::ResultsOf);
    if (is_for(said, 0, hook))
      add_values(reading, llvm::cast<clang::EnumDecl>(declaration), "", contract);
  }
  for (const clang::Decl* declaration : reading.annotations.with(Word::ValuesOf)) {
    reading.annotations.use(declaration);
    const Annotation& said = *reading.annotations.find(declaration, Word::ValuesOf);
    const std::string& field = said.strings.front();
    if (!is_for(said, 1, hook)) continue;
    const auto same = [&field](const ContextField& other) { return other.name == field; };
    if (std::none_of(contract.fields.begin(), contract.fields.end(), same)) {
      Diagnostic& message = tell(reading.findings, ErrorCode::AnnotationUnknown, said.range,
                                 fmt::format("the context has no member '{}'", field));
      note_hook(reading, message, hook);
      continue;
    }
    add_values(reading, llvm::cast<clang::EnumDecl>(declaration), field, contract);
  }
}

void check_index_types(HeaderReading& reading, const std::vector<Contract>& contracts) {
  for (const clang::Decl* declaration : reading.annotations.with(Word::IndexOf)) {
    reading.annotations.use(declaration);
    const Annotation& said = *reading.annotations.find(declaration, Word::IndexOf);
    const std::string& name = said.strings.front();
    bool is_known = false;
    for (const Contract& contract : contracts) {
      for (const ContextField& field : contract.fields) {
        if (field.name != name) continue;
        is_known = true;
        const std::uint64_t count = field.size / std::max(field.element, 1u);
        if (!said.numbers.front().negative && said.numbers.front().bits == count) continue;
        tell(reading.findings, ErrorCode::AnnotationConflict, said.range,
             fmt::format("'{}' has {} elements in the context of {}", name, count, contract.name));
      }
    }
    if (!is_known) {
      tell(reading.findings, ErrorCode::AnnotationUnknown, said.range,
           fmt::format("no context has a member '{}'", name));
    }
  }
}

}  // namespace assay
