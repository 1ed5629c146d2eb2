// SPDX-License-Identifier: Apache-2.0
// The words of an annotated hook header: where each may stand, and what it takes. The macros of
// include/assay/bpf/assay_contract.h spell them; docs/hook-headers.md tells what they mean.
//
// Knows nothing of Clang.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/schema.hpp"

namespace assay {

enum class Word : std::uint8_t {
  // of a hook's prototype
  Hook,
  PlatformVersion,
  Sections,
  AlsoByTag,
  VariantOf,
  ContextBytes,
  Result,
  Result64,
  AnyResult,
  OtherResults,
  Limits,
  ChainStack,
  Allows,
  Demands,
  // of a member of a context
  Begin,
  Between,
  End,
  LengthOf,
  Opaque,
  Padding,
  ReadOnly,
  Writable,
  WriteOnly,
  WritableIn,
  RegionSlack,
  RegionOrdered,
  RegionReversedBy,
  // of a helper
  Helper,
  Returns,
  ReturnsLowHalf,
  ReturnsArgument,
  ReturnsArgumentOrNull,
  ReturnsValue,
  ReturnsValueOrNull,
  ReturnsMemoryOrNull,
  ReturnsSocketOrNull,
  ReturnsMapOrNull,
  TailCall,
  AtMost,
  FillsOnSuccess,
  FillsResultBytes,
  FillsUnknown,
  Model,
  // of a helper's parameter
  Bytes,
  Address,
  Released,
  // of an enumerator that names a kind of map
  MapKind,
  KeyBytes,
  ValueBytes,
  Entries,
  Contents,
  ValuesAligned,
  // of an enumeration of named values
  ResultsOf,
  ValuesOf,
  // of a type of numbers in content
  IndexOf,
  // of members, helpers and kinds of map
  OnlyIn,
  // and, from here on, those of the contract's own tables: first kinds of arguments, then facts of
  // the schema that are true or false
  FirstOfTables,
};

/// A kind of declaration; bits, because a word may suit several.
enum class Target : std::uint8_t {
  Nothing = 0,
  Hook = 1,
  Field = 2,
  Helper = 4,
  Parameter = 8,
  Kind = 16,
  Values = 32,
  Number = 64,
};

/// Words of one group exclude each other on one declaration.
enum class WordGroup : std::uint8_t {
  None,
  HookResult,
  FieldRole,    // what a member is
  FieldAccess,  // what a program may do with it
  RegionOrder,  // how far its marks may be out of order
  HelperReturn,
  HelperFill,
  ParameterRole,
};

struct WordRow {
  Word word{};
  std::string_view text;       // as the annotation spells it, behind "assay."
  std::uint8_t targets = 0;    // bits of Target
  std::string_view arguments;  // 's' a string, 'i' a number; "*" after the last: any number of them
  WordGroup group = WordGroup::None;
};

/// The prefix of every annotation that is Assay's.
inline constexpr std::string_view kAnnotationPrefix = "assay.";

/// The row of that spelling (without the prefix), or null.
[[nodiscard]] const WordRow* find_word(std::string_view text);
/// The word that says a fact that is true or false: `flag_word(&Argument::nullable)`. A fact
/// without a word is a fault.
template <class Owner>
[[nodiscard]] Word flag_word(bool Owner::* fact) {
  std::string_view text;
  schema::each_flag<Owner>([&](const auto& row) {
    if (row.member == fact) text = row.flag.word;
  });
  const WordRow* row = find_word(text);
  ASSAY_CHECK(row != nullptr, "a fact without a word");
  return row->word;
}

[[nodiscard]] const WordRow& row_of(Word word);
[[nodiscard]] bool may_stand_on(const WordRow& row, Target target);
/// What kind of declaration it is, with an article: "a member of a context".
[[nodiscard]] std::string_view target_text(Target target);
/// The kinds of declaration that the word is for, in words.
[[nodiscard]] std::string targets_text(const WordRow& row);
/// The words that suit `target`, for suggestions.
[[nodiscard]] std::vector<std::string> words_of(Target target);
/// How the macro that spells the word begins: "ASSAY_BEGIN".
[[nodiscard]] std::string macro_of(const WordRow& row);

}  // namespace assay
