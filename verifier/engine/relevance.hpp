// SPDX-License-Identifier: Apache-2.0
// What the code from a slot on may still use, by slot: registers and frame bytes that may be read
// (liveness), and those whose numbers decide something (a branch, an address, a size, the result).
// Backward data flow (Kildall 1973).
//
// Only the search uses it. Forgetting what is still read leads to a refusal, never to acceptance;
// what decides nothing may be joined without loss.
#pragma once

#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/isa/uses.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/stack.hpp"

namespace assay {

struct Relevance {
  RegSet live;
  RegSet deciding;
  FrameBytes live_bytes;
  FrameBytes deciding_bytes;
  bool operator==(const Relevance&) const = default;
};

/// Before the instruction at each slot of the program. Unreachable slots: nothing.
[[nodiscard]] std::vector<Relevance> relevance_of(const Program& program, const Contract& contract);

/// What decides, before the head of a loop, which way runs go inside it: `deciding` and
/// `deciding_bytes` alone. `members` are the slots of the loop, ascending (loop_members).
[[nodiscard]] Relevance loop_control_of(const Program& program, const Contract& contract,
                                        std::uint32_t head,
                                        const std::vector<std::uint32_t>& members);

/// Some byte of [offset, offset + size) from the frame's top is in the set.
[[nodiscard]] bool touches(const FrameBytes& bytes, std::int64_t offset, std::int64_t size);

}  // namespace assay
