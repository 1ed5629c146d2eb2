// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/paired_terms.hpp"

#include <algorithm>
#include <tuple>

namespace assay {
namespace {

/// What a state holds at one place, on both sides.
struct Met {
  Term a;
  Term b;
  std::uint64_t weight = 0;  // how many steps of how many symbols
  std::uint64_t apart = 0;   // the distance of two that differ by a constant
  std::size_t order = 0;     // of meeting, among what is alike
};

std::uint64_t magnitude(std::uint64_t c) {
  return static_cast<std::int64_t>(c) < 0 ? std::uint64_t{0} - c : c;
}

Met weighed(const Term& a, const Term& b) {
  Met out{a, b, 0, 0, 0};
  for (const Term* t : {&a, &b}) {
    for (const Monomial& m : t->monomials())
      out.weight += std::min<std::uint64_t>(magnitude(m.coefficient), 1u << 20) + 1;
  }
  const auto delta = Term::combine(a, ~std::uint64_t{0}, b);
  if (delta && delta->is_constant()) out.apart = magnitude(delta->constant_part());
  return out;
}

}  // namespace

void PairedTerms::anchor(const Term& a, const Term& b) {
  if (a == b && a.monomials().size() == 1) anchors_.push_back(a.monomials().front().symbol);
}

void PairedTerms::pair_simple_first(std::span<const std::pair<Term, Term>> met) {
  std::vector<Met> all;
  for (const auto& [a, b] : met) {
    if (a == b) continue;
    all.push_back(weighed(a, b));
    all.back().order = all.size();
  }
  std::ranges::sort(all, {}, [](const Met& m) { return std::tuple(m.weight, m.apart, m.order); });
  for (const Met& m : all) {
    const Term is = pair(m.a, m.b);
    if (is.monomials().size() > 1) sums_.push_back({m.a, m.b, is});
  }
}

/// What both terms have of the anchors.
Term PairedTerms::anchored_part(const Term& a, const Term& b) const {
  Term out;
  for (const Monomial& m : a.monomials()) {
    const bool anchor = std::ranges::find(anchors_, m.symbol) != anchors_.end();
    if (!anchor || b.coefficient_of(m.symbol) != m.coefficient) continue;
    out = *Term::combine(out, m.coefficient, Term::of(m.symbol));
  }
  return out;
}

void PairedTerms::use(const Term& term) {
  for (const Monomial& m : term.monomials()) {
    const bool known =
        std::ranges::any_of(pairs_, [&](const TermPair& p) { return p.symbol == m.symbol; });
    if (!known) pairs_.push_back({m.symbol, Term::of(m.symbol), Term::of(m.symbol), false});
  }
}

Term PairedTerms::pair(const Term& a, const Term& b) {
  if (a == b) {
    use(a);
    return a;
  }
  const Term common = anchored_part(a, b);
  if (!common.is_constant()) {
    const Term rest = pair(*Term::combine(a, ~std::uint64_t{0}, common),
                           *Term::combine(b, ~std::uint64_t{0}, common));
    use(common);
    if (const auto whole = Term::combine(rest, 1, common)) return *whole;
  }
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (!pairs_[i].fresh) continue;
    if (const auto known = by_pair(a, b, TermPair(pairs_[i]))) return *known;
  }
  if (const auto sum = by_simpler_rest(a, b)) return *sum;
  const Symbol symbol = supply_.fresh();
  pairs_.push_back({symbol, a, b, true});
  return Term::of(symbol);
}

/// (a, b) as a multiple of one pair and a rest that has fewer symbols on both sides: an address
/// that is twice one index and twice another.
std::optional<Term> PairedTerms::by_simpler_rest(const Term& a, const Term& b) {
  const std::size_t size = a.monomials().size() + b.monomials().size();
  for (const TermPair& p : std::vector<TermPair>(pairs_)) {
    if (!p.fresh || (p.a.is_constant() && p.b.is_constant())) continue;
    const bool by_a = !p.a.is_constant();
    const Monomial lead = (by_a ? p.a : p.b).monomials().front();
    const auto mine = static_cast<std::int64_t>((by_a ? a : b).coefficient_of(lead.symbol));
    const auto theirs = static_cast<std::int64_t>(lead.coefficient);
    if (mine == 0 || theirs == -1 || mine % theirs != 0) continue;
    const auto c = static_cast<std::uint64_t>(mine / theirs);
    const auto rest_a = Term::combine(a, std::uint64_t{0} - c, p.a);
    const auto rest_b = Term::combine(b, std::uint64_t{0} - c, p.b);
    if (!rest_a || !rest_b || rest_a->monomials().size() + rest_b->monomials().size() >= size)
      continue;
    if (const auto sum = Term::combine(pair(*rest_a, *rest_b), c, Term::of(p.symbol))) return sum;
  }
  return std::nullopt;
}

/// (a, b) as c * pair + rest, with one rest for both sides.
std::optional<Term> PairedTerms::by_pair(const Term& a, const Term& b, const TermPair& known) {
  const auto try_factor = [&](std::uint64_t c) -> std::optional<Term> {
    if (c == 0) return std::nullopt;
    const auto rest_a = Term::combine(a, std::uint64_t{0} - c, known.a);
    const auto rest_b = Term::combine(b, std::uint64_t{0} - c, known.b);
    if (!rest_a || !rest_b || !(*rest_a == *rest_b)) return std::nullopt;
    const auto sum = Term::combine(*rest_a, c, Term::of(known.symbol));
    if (!sum) return std::nullopt;
    use(*rest_a);
    return sum;
  };
  const auto delta = Term::combine(a, ~std::uint64_t{0}, b);
  const auto step = Term::combine(known.a, ~std::uint64_t{0}, known.b);
  if (!delta || !step) return std::nullopt;
  if (step->is_constant() && delta->is_constant()) {
    const auto d = static_cast<std::int64_t>(delta->constant_part());
    const auto s = static_cast<std::int64_t>(step->constant_part());
    if (s == 0 || s == -1 || d % s != 0)
      return s == -1 ? try_factor(std::uint64_t{0} - static_cast<std::uint64_t>(d)) : std::nullopt;
    return try_factor(static_cast<std::uint64_t>(d / s));
  }
  if (!step->monomials().empty()) {
    const Monomial lead = step->monomials()[0];
    const auto mine = static_cast<std::int64_t>(delta->coefficient_of(lead.symbol));
    const auto theirs = static_cast<std::int64_t>(lead.coefficient);
    if (theirs == 0 || theirs == -1 || mine % theirs != 0) {
      return theirs == -1 ? try_factor(std::uint64_t{0} - static_cast<std::uint64_t>(mine))
                          : std::nullopt;
    }
    return try_factor(static_cast<std::uint64_t>(mine / theirs));
  }
  return std::nullopt;
}

}  // namespace assay
