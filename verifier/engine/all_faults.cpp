// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/all_faults.hpp"

#include <algorithm>
#include <utility>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/same_fault.hpp"

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

/// The faults that a rung sees; nothing where it reaches its limit before it has seen all. Takes
/// what that costs from `left`.
std::optional<Faults> faults_of(const Refused& refused, const SearchPlan& plan,
                                std::uint64_t& left) {
  SymbolSupply symbols;
  Deducer deducer;
  const Environment env{refused.program, refused.contract, symbols, nullptr, nullptr, &deducer};
  const SearchPlan limited = going_on(plan, left);
  SearchResult found = search_invariants(env, refused.cuts, refused.relevance, limited, deducer);
  left -= std::min(left, found.effort);
  if (!found.complete) return std::nullopt;
  Faults faults;
  for (Unmet& unmet : found.unmet)
    faults.try_emplace(fault_key(refused.program, unmet), std::move(unmet));
  return faults;
}

}  // namespace

std::vector<Cause> all_faults(const Refused& refused, std::vector<Cause> told) {
  // Coarse rungs are quick, and see all faults; most programs have no more than was told.
  Faults further;
  bool seen_all = false;
  std::uint64_t left = std::max(refused.effort, kLeastEffort);
  for (const SearchPlan& plan : refused.ladder) {
    std::optional<Faults> seen = faults_of(refused, plan, left);
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
