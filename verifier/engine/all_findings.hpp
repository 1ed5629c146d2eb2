// SPDX-License-Identifier: Apache-2.0
// All that is wrong with a program of which one obligation failed.
#pragma once

#include <span>
#include <vector>

#include "verifier/engine/explore.hpp"

namespace assay {

/// The most findings of one program that are told.
inline constexpr std::size_t kMostFindings = 20;

/// A program on which every rung of the ladder failed.
struct Refused {
  const Program& program;
  const Contract& contract;
  const CutPoints& cuts;
  std::span<const SearchPlan> ladder;
};

/// `told`, which a rung found, and what the rungs find when they go on behind each refusal: what
/// one of them discharges is none. At most kMostFindings, in the order of the code.
[[nodiscard]] std::vector<Finding> all_findings(const Refused& refused, std::vector<Finding> told);

/// The findings, at most kMostFindings, in the order of the code.
[[nodiscard]] std::vector<Finding> in_order(std::vector<Finding> findings);

}  // namespace assay
