// SPDX-License-Identifier: Apache-2.0
// One call of a helper, between the check of its arguments and its effects.
#pragma once

#include <optional>
#include <string_view>

#include "ir/interpreter/machine.hpp"

namespace assay {

/// Arguments that fit the prototype; argument i is register i + 1.
struct HelperCall {
  const Helper& helper;
  std::array<std::uint64_t, 5> values{};  // at the width that the helper reads
  std::array<Extent, 5> memory{};         // memory arguments: what they span; null: size 0
  std::array<Bytes, 5> inputs;            // memory arguments that are read: the bytes
  MapInstance* map = nullptr;             // of the MapHandle argument
  std::optional<HelperResult> queued;     // what the event says that this call gives
};

/// Reads r1 to r5 as the prototype says. Faults: every kind that an argument can cause.
[[nodiscard]] Attempt<HelperCall> check_arguments(Machine& machine, const Helper& helper);

/// What a model gives back: r0, or nothing for a void helper; or the fault.
using Returned = Attempt<std::optional<std::uint64_t>>;

/// The precise model of a helper, or null when only the prototype is known.
using Model = Returned (*)(Machine&, HelperCall&);
[[nodiscard]] Model find_model(std::string_view name);

/// A call of which only the prototype is known: out buffers, result, references, moved packets.
[[nodiscard]] Returned generic_effects(Machine& machine, HelperCall& call);
/// Writes to the out buffers what the prototype promises for that result: queued or random bytes.
void fill_outputs(Machine& machine, HelperCall& call, std::uint64_t r0);
/// A number that the prototype allows, for a call without a queued result.
[[nodiscard]] std::uint64_t choose_scalar(Machine& machine, const HelperCall& call);
/// Whether a call that may fail does, when nothing is queued.
[[nodiscard]] bool chooses_failure(Machine& machine);
/// New memory of `size` bytes that must be released; its address.
[[nodiscard]] std::uint64_t acquire_memory(Machine& machine, std::string_view name,
                                           std::uint64_t size);
/// Ends the reference `address`. Faults: ReferenceNotHeld.
[[nodiscard]] MaybeFault release_reference(Machine& machine, std::uint64_t address);
void add_trace(Machine& machine, TraceEvent event);

// The models, one file a family.
[[nodiscard]] Model find_map_model(std::string_view name);
[[nodiscard]] Model find_memory_model(std::string_view name);
[[nodiscard]] Model find_packet_model(std::string_view name);
[[nodiscard]] Model find_output_model(std::string_view name);

}  // namespace assay
