// SPDX-License-Identifier: Apache-2.0
// Each function takes its type apart by name, so that a member that is added to the contract does
// not compile here before somebody has decided whether proofs rest on it.
#include "ir/contract/digest.hpp"

#include <fmt/format.h>

#include <concepts>
#include <type_traits>

namespace assay {

namespace {

/// The form's version: it changes when the same facts are written in another way.
constexpr std::string_view kForm = "assay contract 1";

/// Lines "name value". A list is its length and its elements, so that no two contracts share a
/// text.
class Facts {
 public:
  Facts() { text_ += fmt::format("{}\n", kForm); }

  template <class Value>
    requires std::integral<Value>
  void fact(std::string_view name, Value value) {
    text_ += fmt::format("{} {:d}\n", name, value);
  }
  template <class Value>
    requires std::is_enum_v<Value>
  void fact(std::string_view name, Value value) {
    fact(name, static_cast<std::underlying_type_t<Value>>(value));
  }
  /// Words have no newline in any contract; their length says where they end all the same.
  void word(std::string_view name, std::string_view value) {
    text_ += fmt::format("{} {} {}\n", name, value.size(), value);
  }
  template <class List, class Each>
  void list(std::string_view name, const List& values, Each each) {
    fact(name, values.size());
    for (const auto& value : values) each(*this, value);
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_field(Facts& out, const ContextField& field) {
  const auto& [name, offset, size, kind, readable, writable, narrow, narrow_writes, narrow_inside,
               region, mark, may_lie_past_next, element, source] = field;
  static_cast<void>(name);     // for people
  static_cast<void>(element);  // how C declares it
  static_cast<void>(source);   // for people, here and below
  out.fact("field.offset", offset);
  out.fact("field.size", size);
  out.fact("field.kind", kind);
  out.fact("field.readable", readable);
  out.fact("field.writable", writable);
  out.fact("field.narrow", narrow);
  out.fact("field.narrow_writes", narrow_writes);
  out.fact("field.narrow_inside", narrow_inside);
  out.fact("field.region", region);
  out.fact("field.mark", mark);
  out.fact("field.may_lie_past_next", may_lie_past_next);
}

void add_region(Facts& out, const Region& region) {
  const auto& [name, marks, max_size, writable, slack, moved_by_helpers, may_be_null, reversed,
               source] = region;
  static_cast<void>(name);  // for people
  static_cast<void>(source);
  out.fact("region.marks", marks);
  out.fact("region.max_size", max_size);
  out.fact("region.writable", writable);
  out.fact("region.slack", slack);
  out.fact("region.moved_by_helpers", moved_by_helpers);
  out.fact("region.may_be_null", may_be_null);
  out.fact("region.reversed", reversed);
}

void add_argument(Facts& out, const Argument& argument) {
  const auto& [kind, nullable, width, min, max, size, constant, address] = argument;
  static_cast<void>(address);  // how C declares it
  out.fact("argument.kind", kind);
  out.fact("argument.nullable", nullable);
  out.fact("argument.width", width);
  out.fact("argument.min", min);
  out.fact("argument.max", max);
  out.fact("argument.size", size);
  out.fact("argument.constant", constant);
}

void add_helper(Facts& out, const Helper& helper) {
  const auto& [id, name, args, returns, return_min, return_max, result_width, returned_argument,
               size_argument, map_kinds, initialises, moves_packet, acquires, releases, tail_call,
               writes_map, callback_argument, packet_arguments, return_at_most_argument, source] =
      helper;
  static_cast<void>(name);  // for people
  static_cast<void>(source);
  out.fact("helper.id", id);
  out.list("helper.args", args, add_argument);
  out.fact("helper.returns", returns);
  out.fact("helper.return_min", return_min);
  out.fact("helper.return_max", return_max);
  out.fact("helper.result_width", result_width);
  out.fact("helper.returned_argument", returned_argument);
  out.fact("helper.size_argument", size_argument);
  out.list("helper.map_kinds", map_kinds,
           [](Facts& facts, std::uint32_t kind) { facts.fact("kind", kind); });
  out.fact("helper.initialises", initialises);
  out.fact("helper.moves_packet", moves_packet);
  out.fact("helper.acquires", acquires);
  out.fact("helper.releases", releases);
  out.fact("helper.tail_call", tail_call);
  out.fact("helper.writes_map", writes_map);
  out.fact("helper.callback_argument", callback_argument);
  out.fact("helper.packet_arguments", packet_arguments);
  out.fact("helper.return_at_most_argument", return_at_most_argument);
}

void add_sizes(Facts& out, const SizeRule& rule) {
  const auto& [least, most] = rule;
  out.fact("sizes.least", least);
  out.fact("sizes.most", most);
}

void add_map_kind(Facts& out, const MapKind& kind) {
  const auto& [number, name, direct_value, lookup_from_program, holds_maps, holds_programs,
               value_shared, never_null_in_range, lookup_writes_key, key_bytes, value_bytes,
               most_of_both, needed_flags, source] = kind;
  static_cast<void>(name);  // for people
  static_cast<void>(source);
  out.fact("map.number", number);
  out.fact("map.direct_value", direct_value);
  out.fact("map.lookup_from_program", lookup_from_program);
  out.fact("map.holds_maps", holds_maps);
  out.fact("map.holds_programs", holds_programs);
  out.fact("map.value_shared", value_shared);
  out.fact("map.never_null_in_range", never_null_in_range);
  out.fact("map.lookup_writes_key", lookup_writes_key);
  add_sizes(out, key_bytes);
  add_sizes(out, value_bytes);
  out.fact("map.most_of_both", most_of_both);
  out.fact("map.needed_flags", needed_flags);
}

void add_result(Facts& out, const ReturnRange& result) {
  const auto& [checked, min, max, low32, otherwise, source] = result;
  static_cast<void>(otherwise);  // for people
  static_cast<void>(source);
  out.fact("result.checked", checked);
  out.fact("result.min", min);
  out.fact("result.max", max);
  out.fact("result.low32", low32);
}

void add_policy(Facts& out, const Policy& policy) {
  const auto& [pointer_to_scalar, pointer_leak_to_memory, pointer_leak_in_result,
               uninitialised_stack_reads_by_helpers, uninitialised_stack_reads, aligned_context,
               strict_alignment, aligned_stack, legacy_packet_access, writable_globals,
               read_only_data_frozen, source] = policy;
  static_cast<void>(source);
  out.fact("policy.pointer_to_scalar", pointer_to_scalar);
  out.fact("policy.pointer_leak_to_memory", pointer_leak_to_memory);
  out.fact("policy.pointer_leak_in_result", pointer_leak_in_result);
  out.fact("policy.uninitialised_stack_reads_by_helpers", uninitialised_stack_reads_by_helpers);
  out.fact("policy.uninitialised_stack_reads", uninitialised_stack_reads);
  out.fact("policy.aligned_context", aligned_context);
  out.fact("policy.strict_alignment", strict_alignment);
  out.fact("policy.aligned_stack", aligned_stack);
  out.fact("policy.legacy_packet_access", legacy_packet_access);
  out.fact("policy.writable_globals", writable_globals);
  out.fact("policy.read_only_data_frozen", read_only_data_frozen);
}

void add_limits(Facts& out, const Limits& limits) {
  const auto& [stack_bytes_per_frame, stack_bytes_per_chain, stack_bytes_with_tail_calls,
               call_depth, tail_calls, instruction_budget, source] = limits;
  static_cast<void>(source);
  out.fact("limits.stack_bytes_per_frame", stack_bytes_per_frame);
  out.fact("limits.stack_bytes_per_chain", stack_bytes_per_chain);
  out.fact("limits.stack_bytes_with_tail_calls", stack_bytes_with_tail_calls);
  out.fact("limits.call_depth", call_depth);
  out.fact("limits.tail_calls", tail_calls);
  out.fact("limits.instruction_budget", instruction_budget);
}

void add_execution(Facts& out, const Execution& execution) {
  const auto& [name, frames, frame_step, exchange32_extends_sign, fetch_loses_r0,
               le_keeps_upper_bits] = execution;
  static_cast<void>(name);  // for people
  out.fact("execution.frames", frames);
  out.fact("execution.frame_step", frame_step);
  out.fact("execution.exchange32_extends_sign", exchange32_extends_sign);
  out.fact("execution.fetch_loses_r0", fetch_loses_r0);
  out.fact("execution.le_keeps_upper_bits", le_keeps_upper_bits);
}

}  // namespace

std::string canonical_facts(const Contract& contract) {
  const auto& [name, platform, platform_version, source, section_prefixes, context_types,
               variant_of, context_size, context_reach, fields, regions, helpers, map_kinds, result,
               names, policy, limits, executions] = contract;
  static_cast<void>(name);              // for people
  static_cast<void>(section_prefixes);  // chooses the contract, as the next two do
  static_cast<void>(context_types);
  static_cast<void>(variant_of);
  static_cast<void>(names);  // for people
  static_cast<void>(source);
  Facts out;
  out.fact("platform", platform);
  out.word("platform_version", platform_version);
  out.fact("context_size", context_size);
  out.fact("context_reach", context_reach);
  out.list("fields", fields, add_field);
  out.list("regions", regions, add_region);
  out.list("helpers", helpers, add_helper);
  out.list("map_kinds", map_kinds, add_map_kind);
  add_result(out, result);
  add_policy(out, policy);
  add_limits(out, limits);
  out.list("executions", executions, add_execution);
  return out.take();
}

Sha256 contract_digest(const Contract& contract) { return sha256(canonical_facts(contract)); }

}  // namespace assay
