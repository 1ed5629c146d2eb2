// SPDX-License-Identifier: Apache-2.0
// The order: join and widening include both sides, meet keeps what both have, and what the
// inclusion accepts is included.
#include <span>
#include <string>
#include <utility>

#include "symbolic.hpp"
#include "verifier/engine/scalar_widen.hpp"

namespace assay::proofs {
namespace {

template <unsigned N>
struct Pair {
  using W = Z3Word<N>;
  explicit Pair(Terms& home)
      : a(any_view<W>(home, "a")), b(any_view<W>(home, "b")), x(W::unknown(home, "x")) {}
  View<W> a, b;
  W x;
};

template <unsigned N>
std::vector<Claim> join_claims(Terms& home) {
  const Pair<N> p(home);
  std::vector<Claim> claims;
  claim_member(claims, "of the left", {is_member(p.a, p.x)}, join(p.a, p.b), p.x);
  claim_member(claims, "of the right", {is_member(p.b, p.x)}, join(p.a, p.b), p.x);
  return claims;
}
template <unsigned N>
std::vector<Claim> meet_claims(Terms& home) {
  const Pair<N> p(home);
  std::vector<Claim> claims;
  claim_member(claims, "of both", {is_member(p.a, p.x), is_member(p.b, p.x)}, meet(p.a, p.b), p.x);
  return claims;
}
template <unsigned N>
std::vector<Claim> inclusion_claims(Terms& home) {
  const Pair<N> p(home);
  return {
      {"known bits",
       {included(p.a.known, p.b.known), contains(p.a.known, p.x)},
       contains(p.b.known, p.x)},
      {"unsigned range",
       {range_included(p.a.u, p.b.u), in_range(p.a.u, p.x)},
       in_range(p.b.u, p.x)},
      {"signed range", {range_included(p.a.s, p.b.s), in_range(p.a.s, p.x)}, in_range(p.b.s, p.x)}};
}

/// Branches on values: claimed on every path.
template <class Body>
std::vector<Claim> on_paths(Terms& home, const Body& body) {
  std::vector<Claim> claims;
  home.on_every_path([&] {
    for (Claim claim : body()) {
      claim.premises.emplace_back(home, home.path());
      claims.push_back(std::move(claim));
    }
  });
  return claims;
}

/// Ends go to one of any two thresholds; the list of thresholds is walked one by one.
template <unsigned N>
std::vector<Claim> widen_claims(Terms& home) {
  using W = Z3Word<N>;
  const Pair<N> p(home);
  const W thresholds[] = {W::unknown(home, "t0"), W::unknown(home, "t1")};
  const std::span<const W> all(thresholds);
  std::vector<Claim> claims;
  const auto add = [&](std::vector<Claim> more) {
    claims.insert(claims.end(), more.begin(), more.end());
  };
  add(on_paths(home, [&] {
    const auto wide = widen_known(p.a, p.b);
    return std::vector<Claim>{{"known, old", {contains(p.a.known, p.x)}, contains(wide, p.x)},
                              {"known, next", {contains(p.b.known, p.x)}, contains(wide, p.x)}};
  }));
  const auto side = [&](const auto& old, const auto& next) {
    add(on_paths(home, [&] {
      const auto wide = widen(old, next, std::span<const W>());
      return std::vector<Claim>{{"range, old", {in_range(old, p.x)}, in_range(wide, p.x)},
                                {"range, next", {in_range(next, p.x)}, in_range(wide, p.x)}};
    }));
  };
  side(p.a.u, p.b.u);
  side(p.a.s, p.b.s);
  const auto ends = [&](const auto& old, const auto& next) {
    using R = std::remove_cvref_t<decltype(old)>;
    add(on_paths(home, [&] {
      const W low = widen_low<R>(old.lo, next.lo, R{}.lo, all);
      return std::vector<Claim>{{"low end", {}, !(R::less(old.lo, low) | R::less(next.lo, low))}};
    }));
    add(on_paths(home, [&] {
      const W high = widen_high<R>(old.hi, next.hi, R{}.hi, all);
      return std::vector<Claim>{
          {"high end", {}, !(R::less(high, old.hi) | R::less(high, next.hi))}};
    }));
  };
  ends(p.a.u, p.b.u);
  ends(p.a.s, p.b.s);
  return claims;
}

template <class Make64, class Make32>
void add_both(Library& library, const std::string& name, Make64 at64, Make32 at32) {
  library.push_back(symbolic({"lattice", name, "64"}, 64, "", at64));
  library.push_back(symbolic({"lattice", name, "32"}, 32, "", at32));
}

}  // namespace

void add_lattice(Library& library) {
  add_both(library, "join", join_claims<64>, join_claims<32>);
  add_both(library, "meet", meet_claims<64>, meet_claims<32>);
  add_both(library, "inclusion", inclusion_claims<64>, inclusion_claims<32>);
  add_both(library, "widening", widen_claims<64>, widen_claims<32>);
}

}  // namespace assay::proofs
