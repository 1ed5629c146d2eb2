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

template <class Step>
bool Replay::is_recorded(const Step& step) const {
  return std::ranges::any_of(now_, [&](const DeductionStep& known) {
    const Step* same = std::get_if<Step>(&known.step);
    return same != nullptr && *same == step;
  });
}

bool Replay::spreads_on() { return is_recorded(SpreadOn{candidates_++}); }

bool Replay::extends_itself(LinkKind kind, const Term& term) {
  return is_recorded(OwnExtension{kind, term});
}

}  // namespace assay
