// SPDX-License-Identifier: Apache-2.0
// The path of one concrete run: which conditions on its inputs it met, in order.
//
// The naive machine runs, and beside it goes, for each register and byte, the expression of the
// inputs that it came from. An expression is believed only while its value is the machine's; what
// has none (atomic operations, what helpers make of their arguments) is the number of this run. An
// address that depends on inputs is pinned: that it is this one becomes a condition.
#pragma once

#include <optional>
#include <span>

#include "evidence/soundness/expressions.hpp"
#include "evidence/soundness/world.hpp"

namespace assay::soundness {

/// What is run.
struct Subject {
  const Program& program;
  const Contract& contract;
  const std::vector<std::uint64_t>& interesting;
  std::span<const std::uint8_t> code;
};

/// The comparison `compare` of x and y; some input has a part in them.
struct Condition {
  std::optional<std::uint64_t> jump;  // its slot in the program; nothing: a pinned address
  oracle::Slot compare;
  Traced x, y;
  bool held = false;  // the jump was taken
};

struct Path {
  Expressions expressions;
  std::vector<Condition> conditions;
};

/// The path of the run of `plan`, or its beginning: at most `most_steps` instructions.
[[nodiscard]] Path path_of(const Subject& subject, const RunPlan& plan, std::uint64_t most_steps);

}  // namespace assay::soundness
