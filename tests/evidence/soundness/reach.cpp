// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/reach.hpp"

namespace assay::soundness {
namespace {

constexpr unsigned kMostOfOneSide = 2;  // questions

Side other_side(const Condition& condition) { return {*condition.jump, !condition.held}; }

}  // namespace

bool Reach::follow_another(const Coverage& coverage) {
  for (const auto& [jump, plan] : coverage.first()) {
    if (coverage.has({jump, true}) && coverage.has({jump, false})) continue;
    if (!followed_.insert(jump).second) continue;
    plan_ = plan;
    path_ = path_of(subject_, plan_, limits_.steps);
    // Where a jump stands in a loop, its first and last time differ most.
    std::map<std::uint64_t, std::pair<std::size_t, std::size_t>> ends;
    for (std::size_t i = 0; i < path_.conditions.size(); ++i) {
      const Condition& c = path_.conditions[i];
      if (!c.jump || coverage.has(other_side(c))) continue;
      ends.try_emplace(*c.jump, i, i).first->second.second = i;
    }
    std::set<std::size_t> order;
    for (const auto& [slot, end] : ends) order.insert({end.first, end.second});
    open_.assign(order.begin(), order.end());
    if (!open_.empty()) return true;
  }
  return false;
}

std::optional<Reach::Aim> Reach::next(const Coverage& coverage, Solving& counts) {
  while (counts.asked < limits_.questions) {
    if (open_.empty() && !follow_another(coverage)) return std::nullopt;
    const std::size_t at = open_.front();
    open_.pop_front();
    const Side side = other_side(path_.conditions[at]);
    if (coverage.has(side) || ++asked_[side] > kMostOfOneSide) continue;
    ++counts.asked;
    const Solved solved = solver_.other_side(path_, at);
    counts.impossible += solved.answer == Answer::None ? 1 : 0;
    if (solved.answer != Answer::Input) continue;
    ++counts.solved;
    Aim aim{side, plan_};
    for (const auto& [key, value] : solved.chosen) aim.plan.chosen[key] = value;
    return aim;
  }
  return std::nullopt;
}

}  // namespace assay::soundness
