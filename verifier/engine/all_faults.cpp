// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/all_faults.hpp"

#include <algorithm>
#include <utility>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/same_fault.hpp"

namespace assay {
namespace {

/// They are worth a fraction of what a proof may cost.
SearchPlan going_on(SearchPlan plan) {
  plan.on_refusal = OnRefusal::GoOn;
  plan.max_states = std::min<std::size_t>(plan.max_states, 4000);
  plan.max_steps = std::min<std::uint64_t>(plan.max_steps, 100000);
  plan.max_parts = std::min<std::size_t>(plan.max_parts, 200000);
  plan.max_work = std::min<std::uint64_t>(plan.max_work, 300000);
  return plan;
}

/// The faults that a rung sees; nothing where it reaches its limit before it has seen all.
std::optional<Faults> faults_of(const Refused& refused, const SearchPlan& plan) {
  SymbolSupply symbols;
  Deducer deducer;
  const Environment env{refused.program, refused.contract, symbols, nullptr, nullptr, &deducer};
  SearchResult found = search_invariants(env, refused.cuts, going_on(plan));
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
  for (const SearchPlan& plan : refused.ladder) {
    std::optional<Faults> seen = faults_of(refused, plan);
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
