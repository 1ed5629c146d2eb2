// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/reached.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "evidence/soundness/claims.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::kernel {
namespace {

struct Walked {
  std::set<std::uint32_t> slots;
  std::set<std::pair<std::uint32_t, std::uint32_t>> steps;  // from slot to slot
};

/// The node that the walk goes on with: the invariant's, where a path ends at one. Nothing where
/// the claims are too large to follow.
std::optional<std::uint32_t> resolved(soundness::Claims& claims, std::uint32_t index) {
  const auto target = claims.node(index).target;
  return target ? claims.root(*target) : index;
}

std::optional<Walked> walked(soundness::Claims& claims) {
  const auto first = resolved(claims, claims.entry());
  if (!first) return std::nullopt;
  Walked out;
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> open{*first};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    if (!seen.insert(index).second) continue;
    const std::uint32_t slot = claims.node(index).slot;
    out.slots.insert(slot);
    for (const std::uint32_t arrived : claims.node(index).next) {
      const auto next = resolved(claims, arrived);
      if (!next) return std::nullopt;
      out.steps.emplace(slot, claims.node(*next).slot);
      open.push_back(*next);
    }
  }
  return out;
}

}  // namespace

bool leaves_claims(const Program& program, const Contract& contract,
                   std::span<const std::uint32_t> path) {
  const Verification verification = verify(program, contract, {});
  if (!verification.accepted()) return false;
  soundness::Claims claims(program, contract,
                           verification.acceptance()->proofs().back().claims().invariants);
  const auto taken = walked(claims);
  if (!taken) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!taken->slots.contains(path[i])) return true;
    if (i > 0 && !taken->steps.contains({path[i - 1], path[i]})) return true;
  }
  return false;
}

}  // namespace assay::kernel
