// SPDX-License-Identifier: Apache-2.0
#include "rules/c/header/words.hpp"

#include <algorithm>
#include <array>

#include "ir/base/check.hpp"
#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/words.hpp"

namespace assay {
namespace {

constexpr std::uint8_t bit(Target target) { return static_cast<std::uint8_t>(target); }

constexpr std::uint8_t kHook = bit(Target::Hook);
constexpr std::uint8_t kField = bit(Target::Field);
constexpr std::uint8_t kHelper = bit(Target::Helper);
constexpr std::uint8_t kParameter = bit(Target::Parameter);
constexpr std::uint8_t kKind = bit(Target::Kind);
constexpr std::uint8_t kValues = bit(Target::Values);
constexpr std::uint8_t kNumber = bit(Target::Number);

constexpr std::array kWritten = {
    WordRow{Word::Hook, "hook", kHook, "s"},
    WordRow{Word::PlatformVersion, "platform_version", kHook, "s"},
    WordRow{Word::Sections, "sections", kHook, "s*"},
    WordRow{Word::AlsoByTag, "also_by_tag", kHook, ""},
    WordRow{Word::VariantOf, "variant_of", kHook, "s"},
    WordRow{Word::ContextBytes, "context_bytes", kHook, "i"},
    WordRow{Word::Result, "result", kHook, "ii", WordGroup::HookResult},
    WordRow{Word::Result64, "result64", kHook, "ii", WordGroup::HookResult},
    WordRow{Word::AnyResult, "any_result", kHook, "", WordGroup::HookResult},
    WordRow{Word::OtherResults, "other_results", kHook, "s", WordGroup::HookResult},
    WordRow{Word::Limits, "limits", kHook, "iiii"},
    WordRow{Word::ChainStack, "chain_stack", kHook, "ii"},
    WordRow{Word::Allows, "allows", kHook, "s*"},
    WordRow{Word::Demands, "demands", kHook, "s*"},

    WordRow{Word::Begin, "begin", kField, "si", WordGroup::FieldRole},
    WordRow{Word::Between, "between", kField, "s", WordGroup::FieldRole},
    WordRow{Word::End, "end", kField, "s", WordGroup::FieldRole},
    WordRow{Word::LengthOf, "length_of", kField, "s", WordGroup::FieldRole},
    WordRow{Word::Opaque, "opaque", kField, "", WordGroup::FieldRole},
    WordRow{Word::Padding, "padding", kField, "", WordGroup::FieldRole},
    WordRow{Word::ReadOnly, "read_only", kField, "", WordGroup::FieldAccess},
    WordRow{Word::Writable, "writable", kField, "", WordGroup::FieldAccess},
    WordRow{Word::WriteOnly, "write_only", kField, "", WordGroup::FieldAccess},
    WordRow{Word::WritableIn, "writable_in", kField, "s*", WordGroup::FieldAccess},
    WordRow{Word::RegionSlack, "region_slack", kField, "i"},
    WordRow{Word::RegionOrdered, "region_ordered", kField, "", WordGroup::RegionOrder},
    WordRow{Word::RegionReversedBy, "region_reversed_by", kField, "i", WordGroup::RegionOrder},

    WordRow{Word::Helper, "helper", kHelper, ""},
    WordRow{Word::Returns, "returns", kHelper, "ii", WordGroup::HelperReturn},
    WordRow{Word::ReturnsLowHalf, "returns_low_half", kHelper, "ii", WordGroup::HelperReturn},
    WordRow{Word::ReturnsArgument, "returns_argument", kHelper, "s", WordGroup::HelperReturn},
    WordRow{Word::ReturnsArgumentOrNull, "returns_argument_or_null", kHelper, "s",
            WordGroup::HelperReturn},
    WordRow{Word::ReturnsValue, "returns_value", kHelper, "", WordGroup::HelperReturn},
    WordRow{Word::ReturnsValueOrNull, "returns_value_or_null", kHelper, "",
            WordGroup::HelperReturn},
    WordRow{Word::ReturnsMemoryOrNull, "returns_memory_or_null", kHelper, "s",
            WordGroup::HelperReturn},
    WordRow{Word::ReturnsSocketOrNull, "returns_socket_or_null", kHelper, "",
            WordGroup::HelperReturn},
    WordRow{Word::ReturnsMapOrNull, "returns_map_or_null", kHelper, "", WordGroup::HelperReturn},
    WordRow{Word::TailCall, "tail_call", kHelper, "", WordGroup::HelperReturn},
    WordRow{Word::AtMost, "at_most", kHelper, "s"},
    WordRow{Word::FillsOnSuccess, "fills_on_success", kHelper, "", WordGroup::HelperFill},
    WordRow{Word::FillsResultBytes, "fills_result_bytes", kHelper, "", WordGroup::HelperFill},
    WordRow{Word::FillsUnknown, "fills_unknown", kHelper, "", WordGroup::HelperFill},
    WordRow{Word::Model, "model", kHelper, "s"},

    WordRow{Word::Bytes, "bytes", kParameter, "i"},
    WordRow{Word::Address, "address", kParameter, "", WordGroup::ParameterRole},
    WordRow{Word::Released, "released", kParameter, ""},

    WordRow{Word::MapKind, "map_kind", kKind, ""},
    WordRow{Word::KeyBytes, "key_bytes", kKind, "ii"},
    WordRow{Word::ValueBytes, "value_bytes", kKind, "ii"},
    WordRow{Word::Entries, "entries", kKind, "ii"},
    WordRow{Word::Contents, "contents", kKind, "s"},
    WordRow{Word::ValuesAligned, "values_aligned", kKind, "s"},

    WordRow{Word::ResultsOf, "results_of", kValues, "ss*"},
    WordRow{Word::ValuesOf, "values_of", kValues, "sss*"},

    WordRow{Word::IndexOf, "index_of", kNumber, "si"},

    WordRow{Word::OnlyIn, "only_in", kField | kHelper | kKind, "ss*"},
};

static_assert(kWritten.size() == static_cast<std::size_t>(Word::FirstOfTables));

/// Calls f(row) for each word of the contract's tables, which number the words.
template <class F>
constexpr void each_word_of_tables(F&& f) {
  for (const ArgKindRow& row : kArgKinds) {
    if (row.kind == ArgKind::None || row.kind == ArgKind::Any) continue;
    f(WordRow{{}, row.word, kParameter, row.takes, WordGroup::ParameterRole});
  }
  const auto flags = [&f]<class Owner>(std::uint8_t targets) {
    schema::each_flag<Owner>([&](const auto& row) {
      if (!row.flag.word.empty()) f(WordRow{{}, row.flag.word, targets, ""});
    });
  };
  flags.template operator()<ContextField>(kField);
  flags.template operator()<Region>(kField);
  flags.template operator()<Helper>(kHelper);
  flags.template operator()<Argument>(kParameter);
  flags.template operator()<MapKind>(kKind);
}

constexpr std::size_t count_words_of_tables() {
  std::size_t count = 0;
  each_word_of_tables([&count](const WordRow&) { ++count; });
  return count;
}

constexpr std::array kRows = [] {
  std::array<WordRow, kWritten.size() + count_words_of_tables()> rows{};
  std::copy(kWritten.begin(), kWritten.end(), rows.begin());
  std::size_t at = kWritten.size();
  each_word_of_tables([&](const WordRow& row) {
    rows[at] = row;
    rows[at].word = static_cast<Word>(at);
    ++at;
  });
  return rows;
}();

constexpr std::array kTargets = {Target::Hook, Target::Field,  Target::Helper, Target::Parameter,
                                 Target::Kind, Target::Values, Target::Number};

}  // namespace

const WordRow* find_word(std::string_view text) {
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [text](const WordRow& other) { return other.text == text; });
  return row == kRows.end() ? nullptr : row;
}

const WordRow& row_of(Word word) {
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [word](const WordRow& other) { return other.word == word; });
  ASSAY_CHECK(row != kRows.end(), "a word without a row");
  return *row;
}

bool may_stand_on(const WordRow& row, Target target) { return (row.targets & bit(target)) != 0; }

std::string_view target_text(Target target) {
  switch (target) {
    case Target::Nothing:
      return "a declaration of another kind";
    case Target::Hook:
      return "a hook's prototype";
    case Target::Field:
      return "a member of a context";
    case Target::Helper:
      return "a helper";
    case Target::Parameter:
      return "a helper's parameter";
    case Target::Kind:
      return "a kind of map";
    case Target::Values:
      return "an enumeration of named values";
    case Target::Number:
      return "a type of numbers";
  }
  internal_fault(__FILE__, __LINE__, "not a target");
}

std::string targets_text(const WordRow& row) {
  std::string text;
  for (const Target target : kTargets) {
    if (!may_stand_on(row, target)) continue;
    text += (text.empty() ? "" : " or ") + std::string(target_text(target));
  }
  return text;
}

std::vector<std::string> words_of(Target target) {
  std::vector<std::string> words;
  for (const WordRow& row : kRows) {
    if (may_stand_on(row, target)) words.emplace_back(row.text);
  }
  return words;
}

std::string macro_of(const WordRow& row) { return annotation_macro(row.text); }

}  // namespace assay
