// SPDX-License-Identifier: Apache-2.0
// Inputs with which a run takes a side of a jump that no run of the program took yet.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "evidence/soundness/solve.hpp"

namespace assay::soundness {

/// What came of solving for one program.
struct Solving {
  std::uint64_t missing = 0;     // sides that no run took, of jumps that some run executed
  std::uint64_t asked = 0;       // questions to the solver
  std::uint64_t impossible = 0;  // no input goes the same way and takes the side then
  std::uint64_t solved = 0;      // an input was found
  std::uint64_t reached = 0;     // and its run took the side
};

/// One side of the jump at a slot.
struct Side {
  std::uint64_t jump = 0;
  bool taken = false;
  friend auto operator<=>(const Side&, const Side&) = default;
};

/// The sides that runs took.
class Coverage {
 public:
  /// A run of `plan` came to the side's jump and took that side.
  void add(const Side& side, const RunPlan& plan) {
    taken_.insert(side);
    first_.try_emplace(side.jump, plan);
  }
  [[nodiscard]] bool has(const Side& side) const { return taken_.contains(side); }
  /// The first run that came to each jump.
  [[nodiscard]] const std::map<std::uint64_t, RunPlan>& first() const { return first_; }

 private:
  std::set<Side> taken_;
  std::map<std::uint64_t, RunPlan> first_;
};

/// Looks for the next run, as long as there are sides to ask for and questions left.
class Reach {
 public:
  struct Limits {
    std::uint32_t questions = 0;
    std::uint64_t steps = 0;  // of a run that is followed
  };
  struct Aim {
    Side side;
    RunPlan plan;
  };

  Reach(const Subject& subject, const Limits& limits) : subject_(subject), limits_(limits) {}

  /// A run that takes a side which `coverage` lacks, if Z3 is right. Counts what it asked.
  [[nodiscard]] std::optional<Aim> next(const Coverage& coverage, Solving& counts);

 private:
  [[nodiscard]] bool follow_another(const Coverage& coverage);

  const Subject& subject_;
  Limits limits_;
  BranchSolver solver_;
  std::set<std::uint64_t> followed_;  // jumps whose first run was followed
  std::map<Side, unsigned> asked_;
  RunPlan plan_;
  Path path_;                     // of plan_
  std::deque<std::size_t> open_;  // conditions of the path to ask about
};

}  // namespace assay::soundness
