// SPDX-License-Identifier: Apache-2.0
// All that is wrong with a program of which one obligation failed.
#pragma once

#include <span>
#include <vector>

#include "verifier/engine/explore.hpp"

namespace assay {

/// A program on which every rung of the ladder failed.
struct Refused {
  const Program& program;
  const Contract& contract;
  const CutPoints& cuts;
  const std::vector<Relevance>& relevance;
  std::span<const SearchPlan> ladder;
  std::uint64_t effort = 0;  // of all rungs together
};

/// What may be spent on further faults in any case: a third of a second, about.
inline constexpr std::uint64_t kLeastEffort = 1'000'000;

/// `told`, which a rung found, and what the rungs find when they go on behind each refusal: what
/// one of them discharges is none. Costs no more than the refusal did, or kLeastEffort.
[[nodiscard]] std::vector<Cause> all_faults(const Refused& refused, std::vector<Cause> told);

}  // namespace assay
