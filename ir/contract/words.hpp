// SPDX-License-Identifier: Apache-2.0
// Words that the texts made of a contract share: what is shown to people, and C headers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

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
  f("pointers made into numbers", policy.pointer_to_scalar);
  f("pointers stored in shared memory", policy.pointer_leak_to_memory);
  f("pointers returned", policy.pointer_leak_in_result);
  f("uninitialised stack read by helpers", policy.uninitialised_stack_reads_by_helpers);
  f("uninitialised stack read by the program", policy.uninitialised_stack_reads);
  f("misaligned access to the context", !policy.aligned_context);
  f("misaligned access to packets and map values", !policy.strict_alignment);
  f("misaligned access to the stack", !policy.aligned_stack);
  f("legacy packet access", policy.legacy_packet_access);
  f("variables that are written", policy.writable_globals);
  f("changes of read-only data by others", !policy.read_only_data_frozen);
}

}  // namespace assay
