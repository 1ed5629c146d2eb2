// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/replay.hpp"

#include <algorithm>

namespace assay {

void Replay::use(std::span<const DeductionStep> steps) {
  steps_ = steps;
  at(0);
}

void Replay::at(std::uint32_t moment) {
  const auto now = std::ranges::equal_range(steps_, moment, {}, &DeductionStep::moment);
  now_ = {now.begin(), now.end()};
}

std::span<const Combination> Replay::combinations(const Knowledge& /*knowledge*/,
                                                  const LinearExpr& expr, Int128 /*goal*/) {
  asked_.clear();
  for (const DeductionStep& step : now_) {
    if (step.because.expr().same_direction(expr)) asked_.push_back(step.because);
  }
  return asked_;
}

}  // namespace assay
