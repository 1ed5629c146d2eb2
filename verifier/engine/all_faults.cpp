// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/all_faults.hpp"

#include <algorithm>
#include <utility>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/same_fault.hpp"
#include "verifier/engine/tried.hpp"

namespace assay {
namespace {

/// They are worth a fraction of what a proof may cost, and no more than is left.
SearchPlan going_on(SearchPlan plan, std::uint64_t left) {
  plan.on_refusal = OnRefusal::GoOn;
  plan.max_states = std::min<std::size_t>(plan.max_states, 4000);
  plan.max_steps = std::min<std::uint64_t>({plan.max_steps, 100000, left / kWorkOfAStep});
  plan.max_parts = std::min<std::size_t>(plan.max_parts, 200000);
  plan.max_work = std::min<std::uint64_t>({plan.max_work, 300000, left});
  return plan;
}

/// Runs the rungs behind the refusals, one after another.
class GoingOn {
 public:
  explicit GoingOn(const Refused& refused)
      : refused_(refused), left_(std::max(refused.effort, kLeastEffort)) {}

  /// The faults that a rung sees; nothing where it reaches its limit before it has seen all, or has
  /// nothing to see that the one before it did not.
  std::optional<Faults> faults_of(const SearchPlan& rung) {
    const SearchPlan plan = going_on(rung, left_);
    if (last_ && repeats(plan, *last_)) return std::nullopt;
    SymbolSupply symbols;
    Deducer deducer;
    const Environment env{refused_.program, refused_.contract, symbols, nullptr, nullptr, &deducer};
    SearchResult found = search_invariants(env, refused_.cuts, refused_.relevance, plan, deducer);
    left_ -= std::min(left_, found.effort);
    last_ = Tried{plan, found.choices, found.complete};
    if (!found.complete) return std::nullopt;
    Faults faults;
    for (Unmet& unmet : found.unmet)
      faults.try_emplace(fault_key(refused_.program, unmet), std::move(unmet));
    return faults;
  }

 private:
  const Refused& refused_;
  std::uint64_t left_;  // of what all of them together may cost
  std::optional<Tried> last_;
};

}  // namespace

std::vector<Cause> all_faults(const Refused& refused, std::vector<Cause> told) {
  // Coarse rungs are quick, and see all faults; most programs have no more than was told.
  Faults further;
  bool seen_all = false;
  GoingOn rungs(refused);
  for (const SearchPlan& plan : refused.ladder) {
    std::optional<Faults> seen = rungs.faults_of(plan);
    if (!seen) continue;
    if (seen_all)
      std::erase_if(*seen, [&](const auto& fault) { return !further.contains(fault.first); });
    for (const Cause& cause : told) seen->erase(fault_key(refused.program, cause));
    further = std::move(*seen);
    seen_all = true;
    if (further.empty()) break;
  }
  for (auto& [key, unmet] : further) told.emplace_back(std::move(unmet));
  return told;
}

}  // namespace assay
