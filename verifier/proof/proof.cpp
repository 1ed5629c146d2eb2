// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/proof.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "verifier/proof/ranking.hpp"
#include "verifier/proof/replay.hpp"

namespace assay {

Proof::Proof(SafeInvariants&& safe, std::vector<Measure> measures, std::uint64_t worst_case)
    : claims_{std::move(safe.invariants_), std::move(measures)},
      worst_case_(worst_case),
      basis_(std::move(safe.basis_)),
      first_fresh_(safe.first_fresh_) {}

std::variant<Proof, NoProof> prove(SafeInvariants&& safe, std::vector<Measure> measures,
                                   std::uint64_t budget) {
  Replay replay;
  safe.advise(&replay);
  const auto worst = check_termination(safe.invariants(), safe.graph(), measures, replay);
  safe.advise(nullptr);
  // A cost that is saturated is more than any budget.
  constexpr std::uint64_t kSaturated = ~std::uint64_t{0};
  if (!worst || *worst > budget || *worst == kSaturated) return NoProof{worst};
  return Proof(std::move(safe), std::move(measures), *worst);
}

void Acceptance::add(Acceptance others) {
  std::ranges::move(others.proofs_, std::back_inserter(proofs_));
}

std::uint64_t Acceptance::worst_case() const {
  return std::ranges::max(proofs_, {}, &Proof::worst_case).worst_case();
}

Basis Acceptance::basis() const {
  Basis all;
  for (const Proof& proof : proofs_) all.add(proof.basis());
  return all;
}

}  // namespace assay
