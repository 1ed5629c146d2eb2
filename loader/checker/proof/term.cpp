// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/term.hpp"

namespace assay::checker {

bool operator==(const Term& a, const Term& b) {
  if (a.constant != b.constant || a.count != b.count) return false;
  for (uint32_t i = 0; i < a.count; ++i) {
    if (a.symbol[i] != b.symbol[i] || a.coefficient[i] != b.coefficient[i]) return false;
  }
  return true;
}

void Term::drop(uint32_t position) {
  --count;
  for (uint32_t i = position; i < count; ++i) {
    symbol[i] = symbol[i + 1];
    coefficient[i] = coefficient[i + 1];
  }
  symbol[count] = 0;
  coefficient[count] = 0;
}

void Term::multiply(uint64_t factor) {
  constant *= factor;
  for (uint32_t i = count; i-- > 0;) {
    coefficient[i] *= factor;
    if (coefficient[i] == 0) drop(i);
  }
}

bool combine(const Term& a, uint64_t factor, const Term& b, Term& out) {
  Term r;
  r.constant = a.constant + factor * b.constant;
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < a.count || j < b.count) {
    const bool from_a = j == b.count || (i < a.count && a.symbol[i] <= b.symbol[j]);
    const bool from_b = i == a.count || (j < b.count && b.symbol[j] <= a.symbol[i]);
    const Symbol s = from_a ? a.symbol[i] : b.symbol[j];
    uint64_t c = 0;
    if (from_a) c += a.coefficient[i++];
    if (from_b) c += factor * b.coefficient[j++];
    if (c == 0) continue;
    if (r.count == kTermSymbols) return false;
    r.symbol[r.count] = s;
    r.coefficient[r.count++] = c;
  }
  out = r;
  return true;
}

bool substitute(const Term& in, Symbol symbol, const Term& by, Term& out) {
  const uint64_t c = in.of_symbol(symbol);
  Term without = in;
  for (uint32_t i = 0; i < without.count; ++i) {
    if (without.symbol[i] == symbol) without.drop(i);
  }
  return combine(without, c, by, out);
}

bool divide(const Term& term, int64_t factor, Term& out) {
  if (factor == 0) return false;
  if (factor == -1) {
    out = term;
    out.multiply(kMinusOne);
    return true;
  }
  const auto k = static_cast<int64_t>(term.constant);
  if (k % factor != 0) return false;
  Term r = term;
  r.constant = static_cast<uint64_t>(k / factor);
  for (uint32_t i = 0; i < term.count; ++i) {
    const auto c = static_cast<int64_t>(term.coefficient[i]);
    if (c % factor != 0) return false;
    r.coefficient[i] = static_cast<uint64_t>(c / factor);
  }
  out = r;
  return true;
}

}  // namespace assay::checker
