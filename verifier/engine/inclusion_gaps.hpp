// SPDX-License-Identifier: Apache-2.0
// What keeps one state from including another.
#pragma once

#include <vector>

#include "verifier/domain/inclusion.hpp"

namespace assay {

/// What of `target` does not follow from `source`, so that a merge can take it back.
struct InclusionGaps {
  bool values_match = false;  // false: the values themselves differ, and the rest is empty
  SymbolMap map;
  std::vector<Symbol> facts;       // symbols of the target whose facts do not follow
  std::vector<Symbol> links;       // symbols of the target whose link does not follow
  std::vector<LinearExpr> bounds;  // bounds of the target that do not follow
  std::vector<ExcludedWord> exclusions;
};
[[nodiscard]] InclusionGaps inclusion_gaps(const State& target, const State& source);

/// The two states, both tidy, have the same call chain and hold the same resources, so that they
/// may be joined. (An inclusion asks for less: it pairs resources by the values that point to
/// them, since only the search tidies.)
[[nodiscard]] bool same_skeleton(const State& a, const State& b);

}  // namespace assay
