// SPDX-License-Identifier: Apache-2.0
// Placing the context and the contract's regions, at the start and when a helper moves them.
#pragma once

#include "ir/interpreter/machine.hpp"

namespace assay {

/// Begins the machine's memory anew with the event's inputs: regions, then the context, and the
/// entry's frame, of which the bytes are left as they are. Where inputs are of the sizes of those
/// of the run before, they lie where those lay. Requires that the event fits the contract.
void lay_out_inputs(Machine& machine);

/// A block for the frame at that depth, the entry's at 0; it may have no bytes.
[[nodiscard]] MemoryBlock& make_frame(Machine& machine, std::size_t depth);

/// A kernel object that has an address and may not be accessed; the address.
std::uint64_t make_opaque_object(Machine& machine, const std::string& name);

/// New contents for a region that moves: the old block dies, marks point into the new one.
struct MovedRegion {
  Bytes bytes;
  std::vector<std::uint64_t> inner_marks;  // offsets, as in RegionInput
};
void move_region(Machine& machine, std::size_t region, MovedRegion moved);
/// The present contents and inner marks of a region.
[[nodiscard]] MovedRegion region_contents(const Machine& machine, std::size_t region);
/// The region that is the packet, if the contract has one (Region::moved_by_helpers).
[[nodiscard]] std::optional<std::size_t> packet_region(const Contract& contract);

}  // namespace assay
