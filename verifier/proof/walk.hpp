// SPDX-License-Identifier: Apache-2.0
// Walks the loop-free code from one state to the next cut points, along every branch.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "ir/program/flow_graph.hpp"
#include "verifier/proof/invariant.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {

/// The flow graphs of all functions, by first slot; made once per program.
class CutPoints {
 public:
  [[nodiscard]] static Result<CutPoints> of(const Program& program);
  /// States are kept here: a cut point of the flow graph, or where a call returns to.
  [[nodiscard]] bool is_cut(std::uint32_t slot) const { return flow_.at(slot).cut_point; }
  /// The slot in its function's graph, without successors; its cut points are those of is_cut().
  [[nodiscard]] const SlotFlow& flow_at(std::uint32_t slot) const { return flow_.at(slot); }

 private:
  std::vector<SlotFlow> flow_;
};

/// A state that reached a cut point, and how many instructions the path to it executed.
struct Arrival {
  State state;
  std::uint32_t slot = 0;
  std::uint64_t instructions = 0;
};

struct WalkResult {
  std::vector<Arrival> arrivals;   // in a fixed order: fall-through before target
  std::vector<Unmet> unmet;        // at most one a path
  std::uint64_t longest_exit = 0;  // most instructions of a path that ends the program
  std::uint64_t instructions = 0;  // transfer functions applied
  bool too_long = false;           // the limit of steps was reached; nothing may be concluded
};

/// What follows the instruction at a slot, as advance() says it.
using Executor =
    std::function<std::optional<std::uint32_t>(const Environment&, State&, std::uint32_t, Step&)>;
/// Walks from `from`. `max_steps` bounds the transfers (branches without merges multiply). Moments,
/// which env.advisor is told of: the n-th transfer of the walk is moment n, from 1, and the a-th
/// arrival (from 0) moment `instructions` + 1 + a. What a search has beside `advance` reads
/// instructions for it alone: proofs rest on walk_from().
[[nodiscard]] WalkResult walk(const Environment& env, const CutPoints& cuts, Successor from,
                              std::uint64_t max_steps, const Executor& executor = advance);

/// The walk from an invariant. Its new symbols are numbered from env.symbols' next, which stays as
/// it was, so that each walk from it is the same.
[[nodiscard]] WalkResult walk_from(const Environment& env, const CutPoints& cuts,
                                   const Invariant& from, std::uint64_t max_steps);
/// The moment of the arrival with that index.
[[nodiscard]] std::uint32_t moment_of_arrival(const WalkResult& walked, std::size_t arrival);

}  // namespace assay
