// SPDX-License-Identifier: Apache-2.0
// The states of a proof in groups, as its measures break its loops: each strongly connected part of
// the graph is a group, and what its measure leaves of it are the groups inside.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/proof/proof.hpp"
#include "verifier/proof/ranking.hpp"

namespace assay {

inline constexpr std::uint32_t kNoParent = ~std::uint32_t{0};

struct NestedGroup {
  std::uint32_t parent = kNoParent;  // which stands before it
  const Measure* measure = nullptr;  // null: no edge stays inside
};
struct Nesting {
  /// Those beside one another in topological order.
  std::vector<NestedGroup> groups;
  std::vector<std::uint32_t> innermost;  // group, by state
};

/// Of claims that were proved, and the graph that the final pass walked of them.
[[nodiscard]] Nesting nesting_of(const SafeInvariants& safe, const std::vector<Measure>& measures,
                                 Replay& replay);

}  // namespace assay
