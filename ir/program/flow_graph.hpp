// SPDX-License-Identifier: Apache-2.0
// Control flow inside one function, by slot: predecessors, cut points, and a weak topological
// order.
//
// The order is Bourdoncle's (Efficient chaotic iteration strategies with widenings, 1993): every
// cycle of the function passes a head, and a component's slots stand together behind its head.
// Components are taken apart to kDeepestLoops levels; the slots of one that is deeper still stand
// in the order of their numbers, and each that a jump back leads to is a head. The order only
// steers the engine; that cut points break every cycle is checked by the final pass itself.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Most levels of loops inside loops that the order tells apart. Each level walks its slots once.
inline constexpr std::uint32_t kDeepestLoops = 64;

/// Facts on one slot of a function, indexed by slot - Function::begin.
struct SlotFlow {
  std::vector<std::uint32_t> successors;  // slots; a call's successor is the slot behind it
  std::uint32_t predecessors = 0;
  bool reachable = false;
  bool loop_head = false;
  bool cut_point = false;        // a loop head, a merge, or far behind the last
  std::uint32_t position = 0;    // in the weak topological order
  std::uint32_t loop_depth = 0;  // how many components hold the slot
};

struct FlowGraph {
  std::uint32_t begin = 0;
  std::vector<SlotFlow> slots;
  std::vector<std::uint32_t> order;  // the reachable slots, by position
  [[nodiscard]] const SlotFlow& at(std::uint32_t slot) const { return slots.at(slot - begin); }
  [[nodiscard]] SlotFlow& at(std::uint32_t slot) { return slots.at(slot - begin); }
};

/// The graph of program.functions[function]. Errors: FallsOffEnd (a reachable slot runs over the
/// function's end), JumpOutOfProgram (a jump leaves the function or enters a 16-byte instruction).
/// The message names the slot.
[[nodiscard]] Result<FlowGraph> flow_graph(const Program& program, std::size_t function);

/// The slots of the component that the loop head begins, itself included, in ascending order.
[[nodiscard]] std::vector<std::uint32_t> loop_members(const FlowGraph& graph, std::uint32_t head);

}  // namespace assay
