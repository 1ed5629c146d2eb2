// SPDX-License-Identifier: Apache-2.0
// Reduction: what the parts of a value tell each other takes no member away.
#include <string>

#include "symbolic.hpp"

namespace assay::proofs {
namespace {

template <unsigned N>
std::vector<Claim> sign_claims(Terms& home) {
  const auto v = any_view<Z3Word<N>>(home, "v");
  const auto x = Z3Word<N>::unknown(home, "x");
  View<Z3Word<N>> after = v;
  exchange_signs(after);
  std::vector<Claim> claims;
  claim_member(claims, "member stays in", {is_member(v, x)}, after, x);
  for (Claim& claim : claims) claim.cases = by_signs<Z3Word<N>>({x});
  return claims;
}

template <unsigned N>
std::vector<Claim> prefix_claims(Terms& home) {
  using W = Z3Word<N>;
  const auto v = any_view<W>(home, "v");
  const auto x = W::unknown(home, "x");
  return {{"prefix",
           {in_range(v.u, x)},
           contains(common_prefix(v.u.lo, v.u.hi), x),
           by_highest_bit(v.u.lo ^ v.u.hi)}};
}

/// The nearest member of a tnum, by the highest bit at which the bound leaves it.
template <unsigned N>
std::vector<Claim> nearest_claims(Terms& home) {
  using W = Z3Word<N>;
  const auto t = any_view<W>(home, "t").known;
  const auto x = W::unknown(home, "x");
  const auto bound = W::unknown(home, "bound");
  const Nearest<W> up = first_at_least(t, bound);
  const Nearest<W> down = last_at_most(t, bound);
  const auto leave_up = by_highest_bit((t.must | (bound & t.may)) ^ bound);
  const auto leave_down = by_highest_bit((~t.may | (~bound & ~t.must)) ^ ~bound);
  return {
      {"first at least", {contains(t, x), ule(bound, x)}, up.found & ule(up.value, x), leave_up},
      {"last at most",
       {contains(t, x), ule(x, bound)},
       down.found & ule(x, down.value),
       leave_down}};
}

template <unsigned N>
std::vector<Claim> trim_claims(Terms& home) {
  const auto v = any_view<Z3Word<N>>(home, "v");
  const auto x = Z3Word<N>::unknown(home, "x");
  const std::vector<Z3Bool> premises{in_range(v.u, x), contains(v.known, x)};
  return {{"trimmed", premises, in_range(trim(v.u, v.known), x)}};
}

/// Signed bounds are trimmed as unsigned ones of words with the sign bit flipped.
template <unsigned N>
std::vector<Claim> bias_claims(Terms& home) {
  using W = Z3Word<N>;
  const auto v = any_view<W>(home, "v");
  const auto x = W::unknown(home, "x");
  const W top = sign_bit<W>();
  const Tnum<W> flipped{(v.known.must & ~top) | (~v.known.may & top),
                        (v.known.may & ~top) | (~v.known.must & top)};
  return {{"biased", {in_range(v.s, x)}, in_range(biased(v.s), x ^ top)},
          {"unbiased", {in_range(v.u, x ^ top)}, in_range(unbiased(v.u), x)},
          {"flipped bits", {contains(v.known, x)}, contains(flipped, x ^ top)}};
}

/// A whole round, and the whole reduction.
template <unsigned N>
std::vector<Claim> round_claims(Terms& home) {
  const auto v = any_view<Z3Word<N>>(home, "v");
  const auto x = Z3Word<N>::unknown(home, "x");
  View<Z3Word<N>> after = v;
  exchange(after);
  std::vector<Claim> claims;
  claim_member(claims, "member stays in", {is_member(v, x)}, after, x);
  return claims;
}
template <unsigned N>
std::vector<Claim> reduce_claims(Terms& home) {
  const auto v = any_view<Z3Word<N>>(home, "v");
  const auto x = Z3Word<N>::unknown(home, "x");
  std::vector<Claim> claims;
  claim_member(claims, "member stays in", {is_member(v, x)}, reduce(v), x);
  return claims;
}

template <unsigned N>
std::vector<Claim> bound_low_claims(Terms& home) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const auto v = any_view<W>(home, "v");
  const auto low = any_view<H>(home, "low");
  const auto x = W::unknown(home, "x");
  const H low_x = truncate<H>(x);
  View<H> by_u = low;
  View<H> by_s = low;
  bound_low(by_u, v.u.lo, v.u.hi);
  bound_low(by_s, v.s.lo, v.s.hi);
  std::vector<Claim> claims;
  claim_member(claims, "unsigned", {is_member(low, low_x), in_range(v.u, x)}, by_u, low_x);
  claim_member(claims, "signed", {is_member(low, low_x), in_range(v.s, x)}, by_s, low_x);
  return claims;
}
template <unsigned N>
std::vector<Claim> round_to_low_claims(Terms& home) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const auto r = any_view<W>(home, "v").u;
  const auto low = any_view<H>(home, "low").u;
  const auto x = W::unknown(home, "x");
  return {{"rounded",
           {in_range(r, x), in_range(low, truncate<H>(x))},
           in_range(round_to_low(r, low), x)}};
}
/// Extensions of a half, and what a sign-extended whole learns from its half.
template <unsigned N>
std::vector<Claim> extension_claims(Terms& home) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const auto low = any_view<H>(home, "low");
  const auto v = any_view<W>(home, "v");
  const auto h = H::unknown(home, "h");
  const auto x = W::unknown(home, "x");
  std::vector<Claim> claims;
  claim_member(claims, "zero-extended", {is_member(low, h)}, zext_view<W>(low), zext<W>(h));
  claim_member(claims, "sign-extended", {is_member(low, h)}, sext_view<W>(low), sext<W>(h));
  claims.push_back(
      {"low bits", {contains(v.known, x)}, contains(low_bits<H>(v.known), truncate<H>(x))});
  return claims;
}
template <unsigned N>
std::vector<Claim> halves_claims(Terms& home) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const auto v = any_view<W>(home, "v");
  const auto low = any_view<H>(home, "low");
  const auto x = W::unknown(home, "x");
  View<W> whole = v;
  View<H> half = low;
  exchange_halves(whole, half);
  const std::vector<Z3Bool> premises{is_member(v, x), is_member(low, truncate<H>(x))};
  std::vector<Claim> claims;
  claim_member(claims, "whole", premises, whole, x);
  claim_member(claims, "half", premises, half, truncate<H>(x));
  return claims;
}

/// At both widths at which the domain runs it.
template <class Make64, class Make32>
void add_both(Library& library, const std::string& name, Make64 at64, Make32 at32) {
  library.push_back(symbolic({"product", name, "64"}, 64, "", at64));
  library.push_back(symbolic({"product", name, "32"}, 32, "", at32));
}

}  // namespace

void add_product(Library& library) {
  add_both(library, "signs and ranges", sign_claims<64>, sign_claims<32>);
  add_both(library, "prefix to bits", prefix_claims<64>, prefix_claims<32>);
  add_both(library, "bits to bounds", nearest_claims<64>, nearest_claims<32>);
  library.push_back(symbolic({"product", "bits to bounds", "64"}, 16, "trim", trim_claims<16>));
  add_both(library, "signed as unsigned", bias_claims<64>, bias_claims<32>);
  library.push_back(symbolic({"product", "one round", "64"}, 8, "", round_claims<8>));
  library.push_back(symbolic({"product", "one round", "64"}, 16, "", round_claims<16>));
  library.push_back(symbolic({"product", "reduction of a view", "64"}, 4, "", reduce_claims<4>));
  library.push_back(symbolic({"product", "reduction of a view", "64"}, 8, "", reduce_claims<8>));
  library.push_back(symbolic({"product", "whole to half", "64"}, 64, "", bound_low_claims<64>));
  library.push_back(symbolic({"product", "half to whole", "64"}, 64, "", round_to_low_claims<64>));
  library.push_back(symbolic({"product", "extensions", "64"}, 64, "", extension_claims<64>));
  library.push_back(symbolic({"product", "halves, one exchange", "64"}, 8, "", halves_claims<8>));
}

}  // namespace assay::proofs
