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
  candidates_ = 0;
}

std::span<const Combination> Replay::combinations(const Knowledge& /*knowledge*/,
                                                  const LinearExpr& expr, Int128 /*goal*/) {
  asked_.clear();
  for (const DeductionStep& step : now_) {
    const auto* named = std::get_if<Combination>(&step.step);
    if (named != nullptr && named->expr().same_direction(expr)) asked_.push_back(*named);
  }
  return asked_;
}

bool Replay::spreads_on() {
  const SpreadOn next{candidates_++};
  return std::ranges::any_of(now_, [&](const DeductionStep& step) {
    const auto* spread = std::get_if<SpreadOn>(&step.step);
    return spread != nullptr && *spread == next;
  });
}

}  // namespace assay
