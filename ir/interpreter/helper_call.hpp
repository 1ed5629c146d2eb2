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

/// The effects of a model: every argument fits the prototype, whose kinds are the model's own.
using Model = Returned (*)(Machine&, HelperCall&);
/// The effects of that model; of `Prototype` generic_effects().
[[nodiscard]] Model find_model(HelperModel model);

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
[[nodiscard]] Returned map_lookup(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_update(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_delete(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_lookup_and_delete(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_push(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_pop(Machine& machine, HelperCall& call);
[[nodiscard]] Returned map_peek(Machine& machine, HelperCall& call);
[[nodiscard]] Returned tail_call(Machine& machine, HelperCall& call);
[[nodiscard]] Returned loop(Machine& machine, HelperCall& call);
[[nodiscard]] Returned for_each(Machine& machine, HelperCall& call);
[[nodiscard]] Returned copy_memory(Machine& machine, HelperCall& call);
[[nodiscard]] Returned compare_memory(Machine& machine, HelperCall& call);
[[nodiscard]] Returned fill_memory(Machine& machine, HelperCall& call);
[[nodiscard]] Returned copy_text(Machine& machine, HelperCall& call);
[[nodiscard]] Returned append_text(Machine& machine, HelperCall& call);
[[nodiscard]] Returned text_size(Machine& machine, HelperCall& call);
[[nodiscard]] Returned clock_reading(Machine& machine, HelperCall& call);
[[nodiscard]] Returned random_number(Machine& machine, HelperCall& call);
[[nodiscard]] Returned load_bytes(Machine& machine, HelperCall& call);
[[nodiscard]] Returned move_head(Machine& machine, HelperCall& call);
[[nodiscard]] Returned move_tail(Machine& machine, HelperCall& call);
[[nodiscard]] Returned move_meta(Machine& machine, HelperCall& call);
[[nodiscard]] Returned output(Machine& machine, HelperCall& call);
[[nodiscard]] Returned submit_record(Machine& machine, HelperCall& call);
[[nodiscard]] Returned print(Machine& machine, HelperCall& call);

}  // namespace assay
