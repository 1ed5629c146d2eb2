// SPDX-License-Identifier: Apache-2.0
// Asks Z3 for inputs with which a run goes another way at one of its branches. What an instruction
// means is written here once more, in terms of the solver and from RFC 9669: nothing of ir/ or
// verifier/ is used. A wrong answer costs a run that does not go where it should, and is counted.
#pragma once

#include <memory>
#include <optional>

#include "evidence/soundness/path.hpp"

namespace assay::soundness {

enum class Answer : std::uint8_t {
  Input,
  None,     // no input goes the same way and then the other one
  Unknown,  // the solver gave up
};

struct Solved {
  Answer answer = Answer::Unknown;
  Chosen chosen;  // Input: what differs from the run
};

/// The solver of one program. Its limit is a count of the solver's work, so that the same question
/// has the same answer on every machine; time limits it, too, in case the count does not.
class BranchSolver {
 public:
  BranchSolver();
  ~BranchSolver();
  BranchSolver(const BranchSolver&) = delete;
  BranchSolver& operator=(const BranchSolver&) = delete;

  /// Inputs that meet all conditions of the path before number `condition`, and not that one.
  [[nodiscard]] Solved other_side(const Path& path, std::size_t condition);

 private:
  struct Home;
  std::unique_ptr<Home> home_;  // made for the first question
};

}  // namespace assay::soundness
