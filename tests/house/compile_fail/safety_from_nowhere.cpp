// SPDX-License-Identifier: Apache-2.0
// Only check_invariants() says that invariants are safe: without it there are none to prove.
#include "verifier/proof/proof.hpp"

bool use(const assay::Environment& env, const assay::CutPoints& cuts) {
#ifdef ASSAY_MUST_NOT_COMPILE
  assay::SafeInvariants safe;
  return safe.invariants().states.empty();
#else
  return std::holds_alternative<assay::SafeInvariants>(
      assay::check_invariants(env, cuts, assay::Invariants{}, 1));
#endif
}
