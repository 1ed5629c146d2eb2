// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/header_annotations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/enumerators.hpp"
#include "ir/contract/platforms.hpp"
#include "ir/contract/schema.hpp"
#include "ir/contract/words.hpp"

namespace assay {

namespace {

std::string_view short_name(const Contract& contract) {
  return std::string_view(contract.name).substr(contract.name.rfind('/') + 1);
}

/// `"process", "bind"`.
std::string quoted_names(const ContractList& hooks) {
  std::string text;
  for (const Contract* hook : hooks)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", short_name(*hook));
  return text;
}

std::string quoted_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", word);
  return text;
}

/// A number of C that has no literal where it is the least.
std::string signed_literal(std::int64_t value) {
  if (value == INT64_MIN) return fmt::format("{}LL - 1", INT64_MIN + 1);
  return value >= INT32_MIN && value <= INT32_MAX ? std::to_string(value)
                                                  : fmt::format("{}LL", value);
}

/// The words for facts that are true or false.
template <class Owner>
std::string flag_words(const Owner& owner) {
  std::string text;
  schema::each_flag<Owner>([&](const auto& row) {
    if (!row.flag.word.empty() && owner.*row.member == row.flag.says)
      text += " " + annotation_macro(row.flag.word);
  });
  return text;
}

std::string region_words(const Contract& contract, const ContextField& field) {
  const Region& region = contract.regions.at(field.region);
  if (field.mark + 1 == region.marks) return fmt::format(" ASSAY_END({})", region.name);
  if (field.mark != 0) return fmt::format(" ASSAY_BETWEEN({})", region.name);
  std::string text = fmt::format(" ASSAY_BEGIN({}, {})", region.name, region.max_size);
  text += flag_words(region);
  if (region.slack != Region{}.slack) text += fmt::format(" ASSAY_REGION_SLACK({})", region.slack);
  if (region.reversed == 0) {
    text += " ASSAY_REGION_ORDERED";
  } else if (region.reversed != Region::kUnordered) {
    text += fmt::format(" ASSAY_REGION_REVERSED_BY({})", region.reversed);
  }
  ContextField pointer = field;
  pointer.narrow = true;  // that it is whole goes without saying
  return text + flag_words(pointer);
}

std::string access_words(const MemberUse& use) {
  std::string text;
  if (use.writers.empty()) {
    text = " ASSAY_READ_ONLY";
  } else if (use.writers.size() != use.holders.size()) {
    text = fmt::format(" ASSAY_WRITABLE_IN({})", quoted_names(use.writers));
  } else {
    text = use.field.readable ? " ASSAY_WRITABLE" : " ASSAY_WRITE_ONLY";
  }
  return text + flag_words(use.field);
}

/// The kinds of map that a helper takes, as an annotation lists them.
std::string kinds_of(const HelperUse& use) {
  std::string kinds;
  for (const std::uint32_t number : use.helper.map_kinds) {
    const MapKind* kind = find_map_kind(*use.hooks.front(), number);
    ASSAY_CHECK(kind != nullptr, "a helper for a kind of map that its hook does not have");
    kinds += (kinds.empty() ? "" : ", ") + map_kind_enumerator(*kind);
  }
  return kinds;
}

/// The role of a parameter; empty for any number.
std::string role_of(const HelperUse& use, std::size_t index) {
  const Argument& argument = use.helper.args.at(index);
  if (argument.kind == ArgKind::None) return "";
  if (argument.kind == ArgKind::Any) return argument.address ? " ASSAY_ADDRESS" : "";
  const std::string macro = " " + annotation_macro(row_of(argument.kind).word);
  if (argument.kind == ArgKind::Scalar)
    return fmt::format("{}({}ull, {}ull)", macro, argument.min, argument.max);
  if (is_size(argument.kind)) return fmt::format("{}({})", macro, use.parameters.at(index - 1));
  if (argument.kind == ArgKind::MapHandle && !use.helper.map_kinds.empty())
    return fmt::format("{}_OF({})", macro, kinds_of(use));
  return macro;
}

std::string return_word(const HelperUse& use) {
  const Helper& helper = use.helper;
  switch (helper.returns) {
    case ReturnKind::Scalar:
      if (helper.result_width == Width::W32) {
        return fmt::format(" ASSAY_RETURNS_LOW_HALF({}, {})", signed_literal(helper.return_min),
                           signed_literal(helper.return_max));
      }
      if (helper.return_min == INT64_MIN && helper.return_max == INT64_MAX) return "";
      return fmt::format(" ASSAY_RETURNS({}, {})", signed_literal(helper.return_min),
                         signed_literal(helper.return_max));
    case ReturnKind::Argument:
      return fmt::format(" ASSAY_RETURNS_ARGUMENT({})",
                         use.parameters.at(helper.returned_argument));
    case ReturnKind::MapValueOrNull:
      return " ASSAY_RETURNS_VALUE_OR_NULL";
    case ReturnKind::MapValue:
      return " ASSAY_RETURNS_VALUE";
    case ReturnKind::MemoryOrNull:
      return fmt::format(" ASSAY_RETURNS_MEMORY_OR_NULL({})",
                         use.parameters.at(helper.size_argument));
    case ReturnKind::SocketOrNull:
      return " ASSAY_RETURNS_SOCKET_OR_NULL";
    case ReturnKind::InnerMapOrNull:
      return " ASSAY_RETURNS_MAP_OR_NULL";
    case ReturnKind::Void:
      return helper.tail_call ? " ASSAY_TAIL_CALL" : "";
    case ReturnKind::NoReturn:
      return " ASSAY_TAIL_CALL";
    case ReturnKind::ArgumentOrNull:
      return fmt::format(" ASSAY_RETURNS_ARGUMENT_OR_NULL({})",
                         use.parameters.at(helper.returned_argument));
  }
  internal_fault(__FILE__, __LINE__, "not a return kind");
}

std::string_view fill_word(Initialises how) {
  switch (how) {
    case Initialises::All:
      return "";
    case Initialises::AllOnSuccess:
      return " ASSAY_FILLS_ON_SUCCESS";
    case Initialises::ResultBytes:
      return " ASSAY_FILLS_RESULT_BYTES";
    case Initialises::Unknown:
      return " ASSAY_FILLS_UNKNOWN";
  }
  internal_fault(__FILE__, __LINE__, "not an initialisation");
}

std::string size_words(std::string_view word, const SizeRule& rule) {
  if (rule == SizeRule{}) return "";
  const std::string most = rule.most == ~0u ? "~0u" : std::to_string(rule.most);
  return fmt::format(" {}({}, {})", word, rule.least, most);
}

/// The rules that the annotation lists, on a line of their own.
std::string policy_words(const Policy& policy, std::string_view word) {
  std::string list;
  schema::each_flag<Policy>([&](const auto& row) {
    if (row.flag.word == word && policy.*row.member == row.flag.says)
      list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", row.name);
  });
  return list.empty() ? "" : fmt::format("{}({})\n", annotation_macro(word), list);
}

std::string result_word(const ReturnRange& result) {
  if (!result.checked && result.otherwise.empty()) return "ASSAY_ANY_RESULT";
  if (!result.checked) return fmt::format("ASSAY_OTHER_RESULTS(\"{}\")", result.otherwise);
  return fmt::format("{}({}, {})", result.low32 ? "ASSAY_RESULT" : "ASSAY_RESULT64",
                     signed_literal(result.min), signed_literal(result.max));
}

std::string prototype(const Contract& contract) {
  const Limits& limits = contract.limits;
  std::string text = fmt::format("\n/// What the programs of {} look like.\nASSAY_HOOK(\"{}\")",
                                 contract.name, contract.name);
  if (!contract.platform_version.empty())
    text += fmt::format(" ASSAY_PLATFORM_VERSION(\"{}\")", contract.platform_version);
  if (!contract.section_prefixes.empty())
    text += fmt::format(" ASSAY_SECTIONS({})", quoted_words(contract.section_prefixes));
  if (contract.context_types.size() > 1) text += " ASSAY_ALSO_BY_TAG";
  if (!contract.variant_of.empty())
    text += fmt::format(" ASSAY_VARIANT_OF(\"{}\")", contract.variant_of);
  text += fmt::format("\n{} ASSAY_LIMITS({}, {}, {}, {})\n", result_word(contract.result),
                      limits.stack_bytes_per_frame, limits.call_depth, limits.tail_calls,
                      limits.instruction_budget);
  if (limits.stack_bytes_per_chain != 0 || limits.stack_bytes_with_tail_calls != 0) {
    text += fmt::format("ASSAY_CHAIN_STACK({}, {})\n", limits.stack_bytes_per_chain,
                        limits.stack_bytes_with_tail_calls);
  }
  return text + policy_words(contract.policy, "allows") + policy_words(contract.policy, "demands") +
         fmt::format("int assay_hook_{}({} *ctx);\n", short_name(contract),
                     context_type_of(contract));
}

}  // namespace

bool is_annotated(const ContractList& contracts) {
  return row_of(contracts.front()->platform).annotates_header;
}

std::string member_annotations(const MemberUse& use) {
  if (!is_annotated(use.sharing)) return "";
  std::string text;
  switch (use.field.kind) {
    case FieldKind::Scalar:
      text = access_words(use);
      break;
    case FieldKind::RegionMark:
      text = region_words(*use.holders.front(), use.field);
      break;
    case FieldKind::RegionLength:
      text = fmt::format(" ASSAY_LENGTH_OF({})",
                         use.holders.front()->regions.at(use.field.region).name);
      break;
    case FieldKind::Opaque:
      text = " ASSAY_OPAQUE";
      break;
  }
  if (use.holders.size() != use.sharing.size())
    text += fmt::format(" ASSAY_ONLY_IN({})", quoted_names(use.holders));
  return text;
}

std::string parameter_annotations(const HelperUse& use, std::size_t index) {
  if (!is_annotated(use.hooks)) return "";
  const Argument& argument = use.helper.args.at(index);
  std::string text = role_of(use, index);
  if (argument.size != 0) text += fmt::format(" ASSAY_BYTES({})", argument.size);
  text += flag_words(argument);
  if (use.helper.releases == static_cast<std::int32_t>(index)) text += " ASSAY_RELEASED";
  return text;
}

std::string helper_annotations(const HelperUse& use, std::size_t platform_hooks) {
  if (!is_annotated(use.hooks)) return "";
  const Helper& helper = use.helper;
  std::string text = " ASSAY_HELPER";
  if (use.hooks.size() != platform_hooks)
    text += fmt::format(" ASSAY_ONLY_IN({})", quoted_names(use.hooks));
  text += return_word(use);
  text += fill_word(helper.initialises);
  if (helper.return_at_most_argument >= 0) {
    const auto index = static_cast<std::size_t>(helper.return_at_most_argument);
    text += fmt::format(" ASSAY_AT_MOST({})", use.parameters.at(index));
  }
  if (helper.model != HelperModel::Prototype)
    text += fmt::format(" ASSAY_MODEL(\"{}\")", schema::word_of(helper.model));
  return text + flag_words(helper);
}

std::string map_kind_annotations(const MapKind& kind, const ContractList& contracts) {
  if (!is_annotated(contracts)) return "";
  ContractList having;
  std::copy_if(
      contracts.begin(), contracts.end(), std::back_inserter(having),
      [&kind](const Contract* hook) { return find_map_kind(*hook, kind.number) != nullptr; });
  std::string text = " ASSAY_MAP_KIND";
  if (having.size() != contracts.size())
    text += fmt::format(" ASSAY_ONLY_IN({})", quoted_names(having));
  if (kind.contents != MapContents::None)
    text += fmt::format(" ASSAY_CONTENTS(\"{}\")", schema::word_of(kind.contents));
  if (kind.alignment != ValueAlignment::None)
    text += fmt::format(" ASSAY_VALUES_ALIGNED(\"{}\")", schema::word_of(kind.alignment));
  return text + flag_words(kind) + size_words("ASSAY_KEY_BYTES", kind.key_bytes) +
         size_words("ASSAY_VALUE_BYTES", kind.value_bytes) +
         size_words("ASSAY_ENTRIES", kind.entries);
}

std::string values_annotation(const std::string& field, const ContractList& hooks) {
  if (!is_annotated(hooks)) return "";
  const std::string names = quoted_names(hooks);
  if (field.empty()) return fmt::format(" ASSAY_RESULTS_OF({})", names);
  return fmt::format(" ASSAY_VALUES_OF({}, {})", field, names);
}

std::string hook_prototypes(const ContractList& contracts) {
  if (!is_annotated(contracts)) return "";
  std::string text =
      "\n// ---- hooks ----\n\n"
      "// Prototypes for people and for `assay contract extract`; nothing is called so.\n";
  for (const Contract* contract : contracts) text += prototype(*contract);
  return text;
}

std::string map_kind_enumerator(const MapKind& kind) {
  std::string name = "BPF_MAP_TYPE_";
  for (const char letter : kind.name)
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return name;
}

}  // namespace assay
