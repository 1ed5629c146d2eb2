// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/inclusion_gaps.hpp"

#include <algorithm>
#include <utility>

namespace assay {

InclusionGaps inclusion_gaps(const State& target, const State& source) {
  InclusionGaps out;
  auto map = match_values(target, source);
  if (!map) return out;
  out.values_match = true;
  out.map = std::move(*map);
  const Knowledge& claims = target.knowledge;
  const Correspondence both{claims, source.knowledge, out.map};
  for (const SymbolFacts& s : claims.symbols()) {
    if (!both.has_facts(s)) out.facts.push_back(s.symbol);
  }
  for (const SymbolFacts& s : claims.symbols()) {
    if (!both.has_link(s)) out.links.push_back(s.symbol);
  }
  for (const LinearExpr& bound : claims.bounds()) {
    if (!both.has_bound(bound)) out.bounds.push_back(bound);
  }
  for (const ExcludedWord& e : claims.exclusions().all()) {
    if (!both.has_exclusion(e)) out.exclusions.push_back(e);
  }
  return out;
}

bool same_skeleton(const State& a, const State& b) {
  return same_shape(a, b) &&
         std::ranges::equal(a.resources, b.resources, {}, &Resource::id, &Resource::id);
}

}  // namespace assay
