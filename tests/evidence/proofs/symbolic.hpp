// SPDX-License-Identifier: Apache-2.0
// Abstract values of which nothing is known, and what it means to be a member of one.
#pragma once

#include <string>
#include <vector>

#include "theorem.hpp"
#include "verifier/domain/scalar_alu.hpp"
#include "verifier/domain/scalar_lattice.hpp"
#include "verifier/domain/scalar_refine.hpp"
#include "verifier/smt/word.hpp"

namespace assay::proofs {

template <class W>
[[nodiscard]] View<W> any_view(Terms& home, const std::string& name) {
  const auto word = [&](const char* part) { return W::unknown(home, name + part); };
  return {{word(".must"), word(".may")},
          {word(".umin"), word(".umax")},
          {word(".smin"), word(".smax")}};
}
template <class W>
[[nodiscard]] Z3Bool is_member(const View<W>& v, const W& x) {
  return contains(v.known, x) & in_range(v.u, x) & in_range(v.s, x);
}

template <unsigned N>
using SymbolicScalar = BasicScalar<Z3Word<N>, Z3Word<N / 2>>;
/// Without a congruence, of which the solver is told nothing (docs/proofs.md).
template <unsigned N>
[[nodiscard]] SymbolicScalar<N> any_scalar(Terms& home, const std::string& name) {
  using H = Z3Word<N / 2>;
  SymbolicScalar<N> v;
  v.full = any_view<Z3Word<N>>(home, name);
  const View<H> low = any_view<H>(home, name + ".low");
  v.low_u = low.u;
  v.low_s = low.s;
  return v;
}
template <unsigned N>
[[nodiscard]] Z3Bool is_member(const SymbolicScalar<N>& v, const Z3Word<N>& x) {
  const auto low = truncate<Z3Word<N / 2>>(x);
  return is_member(v.full, x) & in_range(v.low_u, low) & in_range(v.low_s, low);
}

/// x is a member of v: a claim for each component, which the solver finds easier than all at once.
template <class W>
void claim_member(std::vector<Claim>& claims, const std::string& name,
                  const std::vector<Z3Bool>& premises, const View<W>& v, const W& x) {
  claims.push_back({name + " known bits", premises, contains(v.known, x)});
  claims.push_back({name + " unsigned range", premises, in_range(v.u, x)});
  claims.push_back({name + " signed range", premises, in_range(v.s, x)});
}

/// Every choice of signs of the words.
template <class W>
[[nodiscard]] std::vector<Z3Bool> by_signs(const std::vector<W>& words) {
  std::vector<Z3Bool> cases;
  for (std::size_t choice = 0; choice < std::size_t{1} << words.size(); ++choice) {
    Z3Bool one = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Z3Bool is_negative = negative(words[i]);
      one = one & ((choice >> i & 1) != 0 ? is_negative : !is_negative);
    }
    cases.push_back(one);
  }
  return cases;
}
/// x is zero, or its highest set bit is the k-th.
template <class W>
[[nodiscard]] std::vector<Z3Bool> by_highest_bit(const W& x) {
  std::vector<Z3Bool> cases{x == zero<W>()};
  for (unsigned k = 0; k < W::bits; ++k) cases.push_back(lshr(x, k) == W::of(1));
  return cases;
}

}  // namespace assay::proofs
