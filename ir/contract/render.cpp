// SPDX-License-Identifier: Apache-2.0
// A contract as text, for people: `assay contract show`.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ir/contract/contract.hpp"
#include "ir/contract/digest.hpp"
#include "ir/contract/words.hpp"

namespace assay {

namespace {

using Out = std::back_insert_iterator<std::string>;

std::string_view argument_type(ArgKind kind) {
  switch (kind) {
    case ArgKind::None:
      return "";
    case ArgKind::Any:
      return "any";
    case ArgKind::Scalar:
      return "number";
    case ArgKind::Context:
      return "context";
    case ArgKind::MapHandle:
      return "map";
    case ArgKind::MapKey:
      return "const key *";
    case ArgKind::MapValueIn:
      return "const value *";
    case ArgKind::MapValueOut:
      return "out value *";
    case ArgKind::ReadMemory:
      return "const void *";
    case ArgKind::WriteMemory:
      return "out void *";
    case ArgKind::ReadWriteMemory:
      return "inout void *";
    case ArgKind::Size:
      return "size";
    case ArgKind::SizeOrZero:
      return "size or 0";
    case ArgKind::AllocatedMemory:
      return "acquired void *";
    case ArgKind::Callback:
      return "function";
    case ArgKind::StackPointer:
      return "stack *";
    case ArgKind::SocketReference:
      return "socket";
    case ArgKind::ConstString:
      return "const string";
    case ArgKind::OpaqueHandle:
      return "opaque";
  }
  internal_fault(__FILE__, __LINE__, "not an argument kind");
}

bool is_number(ArgKind kind) {
  return kind == ArgKind::Any || kind == ArgKind::Scalar || kind == ArgKind::Size ||
         kind == ArgKind::SizeOrZero;
}

std::string argument_text(const Argument& argument) {
  std::string text(argument_type(argument.kind));
  if (is_number(argument.kind) && argument.width != Width::W64)
    text += fmt::format(":{}", bits(argument.width));
  if (argument.size != 0) text += fmt::format("[{} bytes]", argument.size);
  if (argument.kind == ArgKind::Scalar && (argument.min != 0 || argument.max != ~0ull)) {
    text += fmt::format(" in [{}, {}]", argument.min, argument.max);
  }
  if (argument.constant) text = "constant " + text;
  if (argument.nullable) text += " or null";
  return text;
}

std::string range_text(std::int64_t min, std::int64_t max) {
  if (min == INT64_MIN && max == INT64_MAX) return "number";
  return fmt::format("number in [{}, {}]", min, max);
}

std::string result_text(const Helper& helper) {
  switch (helper.returns) {
    case ReturnKind::Scalar:
      return range_text(helper.return_min, helper.return_max);
    case ReturnKind::MapValueOrNull:
      return "value * or null";
    case ReturnKind::MapValue:
      return "value *";
    case ReturnKind::MemoryOrNull:
      return fmt::format("void *[argument {}] or null", helper.size_argument + 1);
    case ReturnKind::SocketOrNull:
      return "socket or null";
    case ReturnKind::InnerMapOrNull:
      return "map or null";
    case ReturnKind::Void:
      return helper.tail_call ? "nothing, and only where it fails" : "nothing";
    case ReturnKind::NoReturn:
      return "nothing on success, else a negative number";
  }
  internal_fault(__FILE__, __LINE__, "not a return kind");
}

bool keeps_packet_out(const Contract& contract, const Helper& helper) {
  const auto takes_memory = [](const Argument& argument) {
    return argument.kind == ArgKind::ReadMemory || argument.kind == ArgKind::WriteMemory ||
           argument.kind == ArgKind::ReadWriteMemory;
  };
  return !helper.packet_arguments &&
         std::any_of(contract.regions.begin(), contract.regions.end(),
                     [](const Region& region) { return region.moved_by_helpers; }) &&
         std::any_of(helper.args.begin(), helper.args.end(), takes_memory);
}

/// What a call does beside returning; one line an effect.
void render_effects(const Contract& contract, const Helper& helper, Out out) {
  const auto line = [&out](std::string_view text) {
    if (!text.empty()) fmt::format_to(out, "          {}\n", text);
  };
  if (!helper.map_kinds.empty()) line("maps: " + map_kind_names(contract, helper));
  if (writes_memory(helper)) line(initialises_text(helper.initialises));
  if (helper.return_at_most_argument >= 0) {
    line(fmt::format("the result is at most argument {}", helper.return_at_most_argument + 1));
  }
  if (helper.moves_packet) line("moves the packet: pointers into it die");
  if (keeps_packet_out(contract, helper)) line("memory arguments may not lie in the packet");
  if (helper.acquires) line("the result must be released on every path");
  if (helper.releases >= 0) line(fmt::format("releases argument {}", helper.releases + 1));
  if (helper.writes_map) line("writes the map");
  if (helper.callback_argument >= 0)
    line(fmt::format("calls argument {} back", helper.callback_argument + 1));
}

void render_fields(const Contract& contract, Out out) {
  fmt::format_to(out, "context: {} bytes\n", contract.context_size);
  for (const ContextField& field : contract.fields) {
    std::string note = field.writable ? "read and write" : "read only";
    if (!field.readable) note = field.writable ? "write only" : "not accessible";
    if (!field.narrow) note += ", whole";
    if (field.narrow && !field.narrow_inside) note += ", from its first byte";
    if (field.may_lie_past_next) note += ", or one byte past the next mark";
    if (field.narrow && field.writable && !field.narrow_writes) note += ", stored whole";
    switch (field.kind) {
      case FieldKind::Scalar:
        break;
      case FieldKind::RegionMark:
        note += fmt::format(", mark {} of {}", field.mark, contract.regions.at(field.region).name);
        break;
      case FieldKind::RegionLength:
        note += fmt::format(", length of {}", contract.regions.at(field.region).name);
        break;
      case FieldKind::Opaque:
        note += ", opaque pointer";
        break;
    }
    fmt::format_to(out, "  {:>4}:{:<4} {} ({})\n", field.offset, field.size, field.name, note);
  }
}

void render_regions(const Contract& contract, Out out) {
  if (contract.regions.empty()) return;
  fmt::format_to(out, "regions:\n");
  for (const Region& region : contract.regions) {
    fmt::format_to(out, "  {}: {} marks, at most {} bytes between two, {}{}\n", region.name,
                   region.marks, region.max_size, region.writable ? "read and write" : "read only",
                   region.moved_by_helpers ? ", moved by some helpers" : "");
  }
}

void render_helpers(const Contract& contract, Out out) {
  fmt::format_to(out, "helpers:\n");
  for (const Helper& helper : contract.helpers) {
    std::string arguments;
    for (const Argument& argument : helper.args) {
      if (argument.kind == ArgKind::None) break;
      arguments += (arguments.empty() ? "" : ", ") + argument_text(argument);
    }
    fmt::format_to(out, "  {:>6}  {}({}) -> {}\n", helper.id, helper.name, arguments,
                   result_text(helper));
    render_effects(contract, helper, out);
  }
}

/// What a rule demands, or nothing where every size will do.
std::string size_rule(const SizeRule& rule) {
  if (rule.most == 0) return "of no bytes";
  if (rule.least == rule.most) return fmt::format("of {} bytes", rule.least);
  if (rule.most != ~0u) return fmt::format("of {} to {} bytes", rule.least, rule.most);
  return rule.least == 0 ? "" : fmt::format("of at least {} byte(s)", rule.least);
}

void render_map_kinds(const Contract& contract, Out out) {
  fmt::format_to(out, "map kinds:\n");
  for (const MapKind& kind : contract.map_kinds) {
    std::string notes;
    const auto note = [&notes](std::string_view text) { notes += fmt::format(", {}", text); };
    if (!kind.lookup_from_program) note("no look-up");
    if (kind.direct_value) note("values addressed directly");
    if (kind.holds_maps) note("holds maps");
    if (kind.holds_programs) note("holds programs");
    if (kind.never_null_in_range) note("look-up with a constant key in range never fails");
    if (const auto text = size_rule(kind.key_bytes); !text.empty()) note("key " + text);
    if (const auto text = size_rule(kind.value_bytes); !text.empty()) note("value " + text);
    if (kind.most_of_both != ~0u)
      note(fmt::format("key and value of at most {} bytes", kind.most_of_both));
    if (kind.needed_flags != 0) note(fmt::format("flags {:#x}", kind.needed_flags));
    fmt::format_to(out, "  {:>6}  {}{}\n", kind.number, kind.name, notes);
  }
}

void render_policy(const Policy& policy, Out out) {
  const auto line = [&out](std::string_view what, bool is_allowed) {
    fmt::format_to(out, "  {}: {}\n", what, is_allowed ? "allowed" : "refused");
  };
  fmt::format_to(out, "policy:\n");
  line("pointers made into numbers", policy.pointer_to_scalar);
  line("pointers stored in shared memory", policy.pointer_leak_to_memory);
  line("pointers returned", policy.pointer_leak_in_result);
  line("uninitialised stack read by helpers", policy.uninitialised_stack_reads_by_helpers);
  line("uninitialised stack read by the program", policy.uninitialised_stack_reads);
  line("misaligned access to the context", !policy.aligned_context);
  line("misaligned access to packets and map values", !policy.strict_alignment);
  line("misaligned access to the stack", !policy.aligned_stack);
  line("legacy packet access", policy.legacy_packet_access);
  line("variables that are written", policy.writable_globals);
}

void render_limits(const Limits& limits, Out out) {
  fmt::format_to(out, "limits:\n  stack: {} bytes a frame", limits.stack_bytes_per_frame);
  if (limits.stack_bytes_per_chain != 0) {
    fmt::format_to(out, ", {} bytes a call chain", limits.stack_bytes_per_chain);
  }
  if (limits.stack_bytes_with_tail_calls != 0) {
    fmt::format_to(out, ", {} with tail calls", limits.stack_bytes_with_tail_calls);
  }
  fmt::format_to(out, "\n  frames: {}\n  tail calls: {}\n  instructions: {}\n", limits.call_depth,
                 limits.tail_calls, limits.instruction_budget);
}

void render_choice(const Contract& contract, Out out) {
  const auto list = [&out](std::string_view title, const std::vector<std::string>& words) {
    if (words.empty()) return;
    fmt::format_to(out, "{}:", title);
    for (const std::string& word : words) fmt::format_to(out, " {}", word);
    fmt::format_to(out, "\n");
  };
  fmt::format_to(out, "contract {}\nplatform: {}{}{}\n", contract.name,
                 platform_name(contract.platform), contract.platform_version.empty() ? "" : " ",
                 contract.platform_version);
  fmt::format_to(out, "digest: {}\n", to_text(contract_digest(contract)));
  if (!contract.variant_of.empty()) fmt::format_to(out, "variant of: {}\n", contract.variant_of);
  list("sections", contract.section_prefixes);
  list("context types", contract.context_types);
}

}  // namespace

std::string render_contract(const Contract& contract) {
  std::string text;
  const Out out = std::back_inserter(text);
  render_choice(contract, out);
  render_fields(contract, out);
  render_regions(contract, out);
  if (contract.result.checked) {
    fmt::format_to(out, "result: in [{}, {}]{}\n", contract.result.min, contract.result.max,
                   contract.result.low32 ? " as a 32-bit number" : "");
  } else {
    fmt::format_to(out, "result: any number\n");
  }
  for (const NamedValue& named : contract.names) {
    fmt::format_to(out, "  {} is {} {}\n", named.value, named.name,
                   named.field.empty() ? "as a result" : "in " + named.field);
  }
  render_policy(contract.policy, out);
  render_limits(contract.limits, out);
  render_map_kinds(contract, out);
  render_helpers(contract, out);
  return text;
}

}  // namespace assay
