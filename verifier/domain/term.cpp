// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/term.hpp"

#include <algorithm>

namespace assay {

std::optional<Term> Term::combine(const Term& a, std::uint64_t factor, const Term& b) {
  Term out;
  out.constant_ = a.constant_ + factor * b.constant_;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.count_ || j < b.count_) {
    Monomial next{};
    if (j == b.count_ || (i < a.count_ && a.monomials_[i].symbol < b.monomials_[j].symbol)) {
      next = a.monomials_[i++];
    } else if (i == a.count_ || b.monomials_[j].symbol < a.monomials_[i].symbol) {
      next = {b.monomials_[j].symbol, factor * b.monomials_[j].coefficient};
      ++j;
    } else {
      next = {a.monomials_[i].symbol,
              a.monomials_[i].coefficient + factor * b.monomials_[j].coefficient};
      ++i;
      ++j;
    }
    if (next.coefficient == 0) continue;
    if (out.count_ == kCapacity) return std::nullopt;
    out.monomials_[out.count_++] = next;
  }
  return out;
}

Term Term::plus(std::uint64_t constant) const {
  Term out = *this;
  out.constant_ += constant;
  return out;
}

Term Term::times(std::uint64_t factor) const {
  Term out;
  out.constant_ = constant_ * factor;
  for (const Monomial& m : monomials()) {
    const std::uint64_t c = m.coefficient * factor;
    if (c != 0) out.monomials_[out.count_++] = {m.symbol, c};
  }
  return out;
}

std::optional<Term> Term::substitute(Symbol symbol, const Term& by) const {
  const std::uint64_t c = coefficient_of(symbol);
  if (c == 0) return *this;
  const auto without = combine(*this, std::uint64_t{0} - c, Term::of(symbol));
  return combine(*without, c, by);
}

bool Term::operator==(const Term& other) const {
  return constant_ == other.constant_ && std::ranges::equal(monomials(), other.monomials());
}

}  // namespace assay
