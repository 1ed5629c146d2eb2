// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/linear.hpp"

#include "loader/checker/proof/stride.hpp"

namespace assay::checker {
namespace {

uint64_t size_of(int64_t x) {
  const auto word = static_cast<uint64_t>(x);
  return x < 0 ? 0 - word : word;
}

}  // namespace

void Linear::read(const Term& term) {
  static_assert(kTermSymbols <= kLinearSymbols);
  constant = Wide::of(static_cast<int64_t>(term.constant));
  for (uint32_t i = 0; i < term.count; ++i) {
    symbol[i] = term.symbol[i];
    coefficient[i] = static_cast<int64_t>(term.coefficient[i]);
  }
  count = term.count;
}

void Linear::drop(Symbol s) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (symbol[i] == s) continue;
    symbol[kept] = symbol[i];
    coefficient[kept++] = coefficient[i];
  }
  count = kept;
}

bool is_small(Wide constant) { return -Wide::power(100) < constant && constant < Wide::power(100); }

bool same_direction(const Linear& a, const Linear& b) {
  if (a.count != b.count) return false;
  for (uint32_t i = 0; i < a.count; ++i) {
    if (a.symbol[i] != b.symbol[i] || a.coefficient[i] != b.coefficient[i]) return false;
  }
  return true;
}

bool combine(int64_t fa, const Linear& a, int64_t fb, const Linear& b, Linear& out) {
  const auto half_small = [](Wide x) { return -Wide::power(101) < x && x < Wide::power(101); };
  if (!half_small(a.constant) || !half_small(b.constant)) return false;
  if (fa > kMostFactor || fa < -kMostFactor || fb > kMostFactor || fb < -kMostFactor) return false;
  Linear r;
  r.constant = times(a.constant, fa) + times(b.constant, fb);
  if (!is_small(r.constant)) return false;
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < a.count || j < b.count) {
    const bool from_a = j == b.count || (i < a.count && a.symbol[i] <= b.symbol[j]);
    const bool from_b = i == a.count || (j < b.count && b.symbol[j] <= a.symbol[i]);
    const Symbol s = from_a ? a.symbol[i] : b.symbol[j];
    int64_t x = 0;
    int64_t y = 0;
    int64_t c = 0;
    if (from_a && __builtin_mul_overflow(fa, a.coefficient[i++], &x)) return false;
    if (from_b && __builtin_mul_overflow(fb, b.coefficient[j++], &y)) return false;
    if (__builtin_add_overflow(x, y, &c)) return false;
    if (c == 0) continue;
    if (c >= kMostCoefficient || c <= -kMostCoefficient || r.count == kLinearSymbols) return false;
    r.symbol[r.count] = s;
    r.coefficient[r.count++] = c;
  }
  out = r;
  return true;
}

bool negated(const Linear& a, Linear& out) {
  out = a;
  out.constant = -a.constant;
  for (uint32_t i = 0; i < a.count; ++i) {
    if (size_of(a.coefficient[i]) >= static_cast<uint64_t>(kMostCoefficient)) return false;
    out.coefficient[i] = -out.coefficient[i];
  }
  return is_small(out.constant);
}

Linear Linear::tightened() const {
  uint64_t divisor = 0;
  for (uint32_t i = 0; i < count; ++i) divisor = gcd(divisor, size_of(coefficient[i]));
  if (divisor <= 1 || divisor >= static_cast<uint64_t>(kMostCoefficient)) return *this;
  const auto common = static_cast<int64_t>(divisor);
  Linear e = *this;
  for (uint32_t i = 0; i < count; ++i) e.coefficient[i] /= common;
  // sum <= -constant, so sum / common <= floor(-constant / common).
  e.constant = -floor_divided(-constant, Wide::of(common));
  return e;
}

}  // namespace assay::checker
