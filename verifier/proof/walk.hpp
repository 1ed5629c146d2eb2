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
  [[nodiscard]] bool is_cut(std::uint32_t slot) const { return flags_.at(slot).cut; }
  [[nodiscard]] bool is_loop_head(std::uint32_t slot) const { return flags_.at(slot).loop_head; }
  /// Position of the slot in its function's weak topological order.
  [[nodiscard]] std::uint32_t position(std::uint32_t slot) const {
    return flags_.at(slot).position;
  }

 private:
  struct Flags {
    bool cut = false;
    bool loop_head = false;
    std::uint32_t position = 0;
  };
  std::vector<Flags> flags_;
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

/// Walks from `state` at `slot`. `max_steps` bounds the transfers (branches without merges
/// multiply). Moments, which env.advisor is told of: the n-th transfer of the walk is moment n,
/// from 1, and the a-th arrival (from 0) moment `instructions` + 1 + a.
[[nodiscard]] WalkResult walk(const Environment& env, const CutPoints& cuts, State state,
                              std::uint32_t slot, std::uint64_t max_steps);

/// The walk from an invariant. Its new symbols are numbered from env.symbols' next, which stays as
/// it was, so that each walk from it is the same.
[[nodiscard]] WalkResult walk_from(const Environment& env, const CutPoints& cuts,
                                   const Invariant& from, std::uint64_t max_steps);
/// The moment of the arrival with that index.
[[nodiscard]] std::uint32_t moment_of_arrival(const WalkResult& walked, std::size_t arrival);

/// What follows the instruction at a slot; the walk takes it as advance() would have said it.
using Executor = std::function<std::optional<std::uint32_t>(State&, std::uint32_t, Step&)>;
/// The same walk with another reading of instructions. Not for proofs, which rest on `execute`.
[[nodiscard]] WalkResult walk_by(const Executor& executor, const Environment& env,
                                 const CutPoints& cuts, Successor from, std::uint64_t max_steps);

}  // namespace assay
