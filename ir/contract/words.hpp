// SPDX-License-Identifier: Apache-2.0
// Words that the texts made of a contract share: what is shown to people, and C headers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/contract/schema.hpp"

namespace assay {

/// A helper's name as headers for sensors spell it: "bpf_map_lookup_elem".
[[nodiscard]] std::string name_in_c(std::string_view helper);
/// How much of the buffer that a helper takes is written; empty: all of it.
[[nodiscard]] std::string_view initialises_text(Initialises how);
/// Whether a buffer or map value of the caller's is written by the helper alone.
[[nodiscard]] bool writes_memory(const Helper& helper);
/// The names of the kinds that the helper's map may have, separated by commas.
[[nodiscard]] std::string map_kind_names(const Contract& contract, const Helper& helper);

/// What may be done with a field, and what it points to.
[[nodiscard]] std::string field_text(const Contract& contract, const ContextField& field);
/// "skb_load_bytes(context, any:32, out void *, size:32) -> number in [-2147483648, 0]".
[[nodiscard]] std::string prototype_text(const Helper& helper);
/// What a call does beside returning, one sentence an effect.
[[nodiscard]] std::vector<std::string> effects_of(const Contract& contract, const Helper& helper);
/// What differs from a kind of map that is looked up and takes any sizes; empty: nothing.
[[nodiscard]] std::string map_kind_text(const MapKind& kind);
/// What the policy allows.
[[nodiscard]] std::string allowed_text(const Policy& policy);
[[nodiscard]] std::string limits_text(const Limits& limits);

/// Calls f(words, whether it is allowed) for each rule of a policy.
template <class F>
void each_policy(const Policy& policy, F&& f) {
  schema::each_flag<Policy>(
      [&](const auto& row) { f(row.flag.clause, schema::is_shown(row, policy)); });
}

/// The clauses of the facts that are true or false, each with `before` in front of it.
template <class Owner>
[[nodiscard]] std::string clauses_of(const Owner& owner, std::string_view before) {
  std::string text;
  schema::each_flag<Owner>([&](const auto& row) {
    if (schema::is_shown(row, owner)) text += std::string(before) += row.flag.clause;
  });
  return text;
}

/// The macro that spells a word of annotated headers: "ASSAY_BEGIN".
[[nodiscard]] std::string annotation_macro(std::string_view word);

}  // namespace assay
