// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/reached.hpp"

#include <set>

#include "evidence/soundness/claims.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::kernel {

bool may_be_reached(const Program& program, const Contract& contract, std::uint32_t slot) {
  const Verification verification = verify(program, contract, {});
  if (!verification.accepted()) return true;
  soundness::Claims claims(program, contract,
                           verification.acceptance()->proofs().back().claims().invariants);
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> open{claims.entry()};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    if (!seen.insert(index).second) continue;
    const soundness::ClaimNode& node = claims.node(index);
    if (node.target) {
      const auto root = claims.root(*node.target);
      if (!root) return true;  // too large to follow
      open.push_back(*root);
      continue;
    }
    if (node.slot == slot) return true;
    open.insert(open.end(), node.next.begin(), node.next.end());
  }
  return false;
}

}  // namespace assay::kernel
