// SPDX-License-Identifier: Apache-2.0
// What the code from a slot on may still use, by slot: registers and frame bytes that may be read
// (liveness), and those whose numbers decide something (a branch, an address, a size, the result).
// Backward data flow (Kildall 1973).
//
// Only the search uses it. Forgetting what is still read leads to a refusal, never to acceptance;
// what decides nothing may be joined without loss.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/isa/uses.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/stack.hpp"
#include "verifier/engine/frame_addresses.hpp"

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
/// `deciding_bytes` alone. Keeps what the loops of a function share, so that one costs no more than
/// its own slots.
class LoopControl {
 public:
  LoopControl(const Program& program, const Contract& contract);
  /// `members` are the slots of the loop, ascending (loop_members).
  [[nodiscard]] Relevance of(std::uint32_t head, const std::vector<std::uint32_t>& members);

 private:
  const Program& program_;
  const Contract& contract_;
  std::map<std::size_t, std::vector<TrackedRegisters>> tracked_;  // by function
  std::vector<Relevance> relevance_;  // of the loop being asked for, by slot; else nothing
};

/// Some byte of [offset, offset + size) from the frame's top is in the set.
[[nodiscard]] bool touches(const FrameBytes& bytes, std::int64_t offset, std::int64_t size);

}  // namespace assay
