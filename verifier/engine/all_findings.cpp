// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/all_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/same_fault.hpp"

namespace assay {
namespace {

using Faults = std::map<FaultKey, Finding>;

/// Findings are worth a fraction of what a proof may cost.
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
  for (Finding& f : found.refusals) faults.try_emplace(fault_key(refused.program, f), std::move(f));
  return faults;
}

}  // namespace

std::vector<Finding> in_order(std::vector<Finding> findings) {
  const auto place = [](const Finding& f) { return std::pair(f.slot.value_or(0), f.code); };
  std::ranges::sort(findings, {}, place);
  if (findings.size() <= kMostFindings) return findings;
  findings.resize(kMostFindings);
  findings.back().notes.push_back(
      {std::nullopt, fmt::format("only the first {} findings are listed", kMostFindings)});
  return findings;
}

std::vector<Finding> all_findings(const Refused& refused, std::vector<Finding> told) {
  // Coarse rungs are quick, and see all faults; most programs have no more than was told.
  Faults further;
  bool seen_all = false;
  for (const SearchPlan& plan : refused.ladder) {
    std::optional<Faults> seen = faults_of(refused, plan);
    if (!seen) continue;
    if (seen_all)
      std::erase_if(*seen, [&](const auto& fault) { return !further.contains(fault.first); });
    for (const Finding& f : told) seen->erase(fault_key(refused.program, f));
    further = std::move(*seen);
    seen_all = true;
    if (further.empty()) break;
  }
  for (auto& [key, finding] : further) told.push_back(std::move(finding));
  return in_order(std::move(told));
}

}  // namespace assay
