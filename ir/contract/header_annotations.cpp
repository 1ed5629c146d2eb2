// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/header_annotations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

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

std::string region_words(const Contract& contract, const ContextField& field) {
  const Region& region = contract.regions.at(field.region);
  if (field.mark + 1 == region.marks) return fmt::format(" ASSAY_END({})", region.name);
  if (field.mark != 0) return fmt::format(" ASSAY_BETWEEN({})", region.name);
  std::string text = fmt::format(" ASSAY_BEGIN({}, {})", region.name, region.max_size);
  if (region.writable) text += " ASSAY_REGION_WRITABLE";
  if (region.moved_by_helpers) text += " ASSAY_REGION_MOVES";
  if (region.slack != Region{}.slack) text += fmt::format(" ASSAY_REGION_SLACK({})", region.slack);
  if (!region.may_be_null) text += " ASSAY_REGION_NEVER_NULL";
  if (region.reversed == 0) {
    text += " ASSAY_REGION_ORDERED";
  } else if (region.reversed != Region::kUnordered) {
    text += fmt::format(" ASSAY_REGION_REVERSED_BY({})", region.reversed);
  }
  if (field.may_lie_past_next) text += " ASSAY_MAY_LIE_PAST_NEXT";
  return text;
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
  if (!use.field.narrow) text += " ASSAY_WHOLE";
  if (!use.field.narrow_writes) text += " ASSAY_STORED_WHOLE";
  if (!use.field.narrow_inside) text += " ASSAY_FROM_FIRST_BYTE";
  return text;
}

/// The role of a parameter; empty for any number.
std::string role_of(const HelperUse& use, std::size_t index) {
  const Argument& argument = use.helper.args.at(index);
  switch (argument.kind) {
    case ArgKind::None:
      return "";
    case ArgKind::Any:
      return argument.address ? " ASSAY_ADDRESS" : "";
    case ArgKind::Scalar:
      return fmt::format(" ASSAY_RANGE({}ull, {}ull)", argument.min, argument.max);
    case ArgKind::Context:
      return " ASSAY_CONTEXT";
    case ArgKind::MapHandle: {
      std::string kinds;
      for (const std::uint32_t number : use.helper.map_kinds) {
        const MapKind* kind = find_map_kind(*use.hooks.front(), number);
        ASSAY_CHECK(kind != nullptr, "a helper for a kind of map that its hook does not have");
        kinds += (kinds.empty() ? "" : ", ") + map_kind_enumerator(*kind);
      }
      return kinds.empty() ? " ASSAY_MAP" : fmt::format(" ASSAY_MAP_OF({})", kinds);
    }
    case ArgKind::MapKey:
      return " ASSAY_KEY";
    case ArgKind::MapValueIn:
      return " ASSAY_VALUE_IN";
    case ArgKind::MapValueOut:
      return " ASSAY_VALUE_OUT";
    case ArgKind::ReadMemory:
      return " ASSAY_READS";
    case ArgKind::WriteMemory:
      return " ASSAY_WRITES";
    case ArgKind::ReadWriteMemory:
      return " ASSAY_READS_WRITES";
    case ArgKind::Size:
      return fmt::format(" ASSAY_SIZE_OF({})", use.parameters.at(index - 1));
    case ArgKind::SizeOrZero:
      return fmt::format(" ASSAY_SIZE_OF_OR_ZERO({})", use.parameters.at(index - 1));
    case ArgKind::AllocatedMemory:
      return " ASSAY_RECORD";
    case ArgKind::Callback:
      return " ASSAY_CALLBACK";
    case ArgKind::StackPointer:
      return " ASSAY_STACK_POINTER";
    case ArgKind::SocketReference:
      return " ASSAY_SOCKET";
    case ArgKind::ConstString:
      return " ASSAY_CONST_STRING";
    case ArgKind::OpaqueHandle:
      return " ASSAY_HANDLE";
  }
  internal_fault(__FILE__, __LINE__, "not an argument kind");
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

std::string policy_words(const Policy& policy) {
  std::string allowed;
  std::string demanded;
  const auto add = [](std::string& list, bool is_said, std::string_view name) {
    if (is_said) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", name);
  };
  add(allowed, policy.pointer_to_scalar, "pointer_to_scalar");
  add(allowed, policy.pointer_leak_to_memory, "pointer_leak_to_memory");
  add(allowed, policy.pointer_leak_in_result, "pointer_leak_in_result");
  add(allowed, policy.uninitialised_stack_reads_by_helpers, "uninitialised_stack_reads_by_helpers");
  add(allowed, policy.uninitialised_stack_reads, "uninitialised_stack_reads");
  add(allowed, policy.legacy_packet_access, "legacy_packet_access");
  add(allowed, policy.writable_globals, "writable_globals");
  add(allowed, policy.read_only_data_frozen, "read_only_data_frozen");
  add(demanded, policy.aligned_context, "aligned_context");
  add(demanded, policy.strict_alignment, "strict_alignment");
  add(demanded, policy.aligned_stack, "aligned_stack");
  return (allowed.empty() ? "" : fmt::format("ASSAY_ALLOWS({})\n", allowed)) +
         (demanded.empty() ? "" : fmt::format("ASSAY_DEMANDS({})\n", demanded));
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
  return text + policy_words(contract.policy) +
         fmt::format("int assay_hook_{}({} *ctx);\n", short_name(contract),
                     context_type_of(contract));
}

}  // namespace

bool is_annotated(const ContractList& contracts) {
  return contracts.front()->platform == Platform::Windows;
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
  if (argument.constant) text += " ASSAY_CONSTANT";
  if (argument.nullable) text += " ASSAY_NULLABLE";
  if (use.helper.releases == static_cast<std::int32_t>(index)) text += " ASSAY_RELEASED";
  return text;
}

std::string helper_annotations(const HelperUse& use, bool is_everywhere) {
  if (!is_annotated(use.hooks)) return "";
  const Helper& helper = use.helper;
  std::string text = " ASSAY_HELPER";
  if (!is_everywhere) text += fmt::format(" ASSAY_ONLY_IN({})", quoted_names(use.hooks));
  text += return_word(use);
  text += fill_word(helper.initialises);
  if (helper.return_at_most_argument >= 0) {
    const auto index = static_cast<std::size_t>(helper.return_at_most_argument);
    text += fmt::format(" ASSAY_AT_MOST({})", use.parameters.at(index));
  }
  if (helper.moves_packet) text += " ASSAY_MOVES_PACKET";
  if (helper.acquires) text += " ASSAY_ACQUIRES";
  if (helper.writes_map) text += " ASSAY_WRITES_MAP";
  if (!helper.packet_arguments) text += " ASSAY_NO_PACKET_ARGUMENTS";
  return text;
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
  if (kind.lookup_from_program) text += " ASSAY_LOOKED_UP";
  if (kind.direct_value) text += " ASSAY_ADDRESSED";
  if (kind.holds_maps) text += " ASSAY_HOLDS_MAPS";
  if (kind.holds_programs) text += " ASSAY_HOLDS_PROGRAMS";
  if (!kind.value_shared) text += " ASSAY_UNSHARED";
  if (kind.never_null_in_range) text += " ASSAY_NEVER_NULL";
  if (kind.lookup_writes_key) text += " ASSAY_LOOKUP_WRITES_KEY";
  return text + size_words("ASSAY_KEY_BYTES", kind.key_bytes) +
         size_words("ASSAY_VALUE_BYTES", kind.value_bytes);
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
