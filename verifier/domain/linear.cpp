// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/linear.hpp"

#include <algorithm>
#include <numeric>

namespace assay {
namespace {

constexpr std::int64_t kCoefficientLimit = std::int64_t{1} << 62;
constexpr Int128 kConstantLimit = Int128{1} << 100;
/// As large as the coefficient of the highest byte of a 32-bit word. Two constants below twice the
/// limit above, each times this, fit into 128 bits.
constexpr std::int64_t kFactorLimit = std::int64_t{1} << 24;

}  // namespace

LinearExpr LinearExpr::constant(Int128 value) {
  LinearExpr e;
  e.constant_ = value;
  return e;
}

LinearExpr LinearExpr::reading(const Term& term) {
  static_assert(Term::kCapacity <= kCapacity);
  LinearExpr e;
  e.constant_ = static_cast<std::int64_t>(term.constant_part());
  for (const Monomial& m : term.monomials()) {
    e.terms_[e.count_++] = {m.symbol, static_cast<std::int64_t>(m.coefficient)};
  }
  return e;
}

LinearExpr LinearExpr::plus(Int128 constant) const {
  LinearExpr e = *this;
  e.constant_ += constant;
  return e;
}

std::optional<LinearExpr> LinearExpr::combine(std::int64_t factor_a, const LinearExpr& a,
                                              std::int64_t factor_b, const LinearExpr& b) {
  const auto small = [](Int128 v, Int128 limit) { return v > -limit && v < limit; };
  const auto usable = [](std::int64_t f) { return f >= -kFactorLimit && f <= kFactorLimit; };
  std::optional<LinearExpr> result;  // where it is returned: a copy costs as much as the sum
  if (!usable(factor_a) || !usable(factor_b) || !small(a.constant_, 2 * kConstantLimit) ||
      !small(b.constant_, 2 * kConstantLimit))
    return result;
  const Int128 constant = factor_a * a.constant_ + factor_b * b.constant_;
  if (!small(constant, kConstantLimit)) return result;
  LinearExpr& out = result.emplace();
  out.constant_ = constant;
  std::uint8_t count = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.count_ || j < b.count_) {
    const bool take_a = j == b.count_ || (i < a.count_ && a.terms_[i].symbol <= b.terms_[j].symbol);
    const bool take_b = !take_a || (j < b.count_ && b.terms_[j].symbol == a.terms_[i].symbol);
    const Symbol symbol = take_a ? a.terms_[i].symbol : b.terms_[j].symbol;
    std::int64_t from_a = 0;
    std::int64_t from_b = 0;
    std::int64_t c = 0;
    if ((take_a && __builtin_mul_overflow(factor_a, a.terms_[i++].coefficient, &from_a)) ||
        (take_b && __builtin_mul_overflow(factor_b, b.terms_[j++].coefficient, &from_b)) ||
        __builtin_add_overflow(from_a, from_b, &c) || c >= kCoefficientLimit ||
        c <= -kCoefficientLimit || (c != 0 && count == kCapacity)) {
      result.reset();
      return result;
    }
    if (c != 0) out.terms_[count++] = {symbol, c};
  }
  out.count_ = count;
  return result;
}

LinearExpr LinearExpr::tightened() const {
  std::int64_t common = 0;
  for (const LinearTerm& t : terms()) common = std::gcd(common, t.coefficient);
  if (common <= 1) return *this;
  LinearExpr e = *this;
  for (LinearTerm& t : std::span(e.terms_).first(count_)) t.coefficient /= common;
  // sum <= -constant, so sum / common <= floor(-constant / common).
  const Int128 quotient = constant_ / common;
  e.constant_ = constant_ % common > 0 ? quotient + 1 : quotient;
  return e;
}

std::int64_t LinearExpr::largest_coefficient() const {
  std::int64_t most = 0;
  for (const LinearTerm& t : terms())
    most = std::max(most, t.coefficient < 0 ? -t.coefficient : t.coefficient);
  return most;
}

bool LinearExpr::same_direction(const LinearExpr& other) const {
  return std::ranges::equal(terms(), other.terms());
}

}  // namespace assay
