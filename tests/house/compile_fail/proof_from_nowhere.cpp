// SPDX-License-Identifier: Apache-2.0
// Only prove() makes a Proof, so that nothing else can accept a program.
#include "verifier/proof/proof.hpp"

bool use(assay::SafeInvariants safe) {
#ifdef ASSAY_MUST_NOT_COMPILE
  const assay::Acceptance acceptance(assay::Proof(std::move(safe), {}, 1));
  return acceptance.worst_case() == 1;
#else
  return std::holds_alternative<assay::Proof>(assay::prove(std::move(safe), {}, 1));
#endif
}
