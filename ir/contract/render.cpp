// SPDX-License-Identifier: Apache-2.0
// A contract as text, for people: `assay contract show`.
#include "ir/contract/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ir/contract/contract.hpp"
#include "ir/contract/digest.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/words.hpp"

namespace assay {

namespace {

using Out = std::back_insert_iterator<std::string>;

void render_fields(const Contract& contract, Out out) {
  fmt::format_to(out, "context: {} bytes\n", contract.context_size);
  for (const ContextField& field : contract.fields) {
    fmt::format_to(out, "  {:>4}:{:<4} {} ({})\n", field.offset, field.size, field.name,
                   field_text(contract, field));
  }
}

/// Where the marks may lie.
std::string marks_text(const Region& region) {
  std::string text = region.may_be_null ? ", may be null" : "";
  if (region.most_reversed() != 0)
    text += fmt::format(", the end up to {} bytes before its begin", region.most_reversed());
  return text;
}

void render_regions(const Contract& contract, Out out) {
  if (contract.regions.empty()) return;
  fmt::format_to(out, "regions:\n");
  for (const Region& region : contract.regions) {
    fmt::format_to(out, "  {}: {} marks, at most {} bytes between two, {}{}{}\n", region.name,
                   region.marks, region.max_size, region.writable ? "read and write" : "read only",
                   marks_text(region), clauses_of(region, ", "));
  }
}

void render_helpers(const Contract& contract, Out out) {
  fmt::format_to(out, "helpers:\n");
  for (const Helper& helper : contract.helpers) {
    fmt::format_to(out, "  {:>6}  {}\n", helper.id, prototype_text(helper));
    for (const std::string& effect : effects_of(contract, helper))
      fmt::format_to(out, "          {}\n", effect);
  }
}

void render_map_kinds(const Contract& contract, Out out) {
  fmt::format_to(out, "map kinds:\n");
  for (const MapKind& kind : contract.map_kinds) {
    const std::string notes = map_kind_text(kind);
    fmt::format_to(out, "  {:>6}  {}{}{}\n", kind.number, kind.name, notes.empty() ? "" : ", ",
                   notes);
  }
}

void render_policy(const Policy& policy, Out out) {
  const auto line = [&out](std::string_view what, bool is_allowed) {
    fmt::format_to(out, "  {}: {}\n", what, is_allowed ? "allowed" : "refused");
  };
  fmt::format_to(out, "policy:\n");
  each_policy(policy, line);
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

void render_executions(const std::vector<Execution>& executions, Out out) {
  if (executions.empty()) return;
  fmt::format_to(out, "ways of execution:\n");
  for (const Execution& way : executions) {
    fmt::format_to(out, "  {}\n", way.name);
    for (const std::string& difference : differences_of(way))
      fmt::format_to(out, "    {}\n", difference);
  }
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
    fmt::format_to(out, "result: any number{}{}\n", contract.result.otherwise.empty() ? "" : "; ",
                   contract.result.otherwise);
  }
  for (const NamedValue& named : contract.names) {
    fmt::format_to(out, "  {} is {} {}\n", named.value, named.name,
                   named.field.empty() ? "as a result" : "in " + named.field);
  }
  render_policy(contract.policy, out);
  render_limits(contract.limits, out);
  render_executions(contract.executions, out);
  render_map_kinds(contract, out);
  render_helpers(contract, out);
  return text;
}

}  // namespace assay
