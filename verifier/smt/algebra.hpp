// SPDX-License-Identifier: Apache-2.0
// Solver terms as an algebra of ir/semantics: what instructions mean, as bit-vector terms.
#pragma once

#include <cstdint>

#include "ir/semantics/algebra.hpp"
#include "verifier/smt/word.hpp"

namespace assay {

/// Words of N bits. Division by zero gives an unconstrained word.
template <unsigned N>
class Z3Algebra {
 public:
  using Word = Z3Word<N>;
  using Bool = Z3Bool;

  explicit Z3Algebra(Terms& home) : home_(&home) {}

  [[nodiscard]] unsigned word_bits() const { return N; }
  [[nodiscard]] Word constant(std::uint64_t value) const {
    return {*home_, Word::of(value).in(*home_)};
  }
  [[nodiscard]] Word add(const Word& x, const Word& y) const { return x + y; }
  [[nodiscard]] Word sub(const Word& x, const Word& y) const { return x - y; }
  [[nodiscard]] Word mul(const Word& x, const Word& y) const { return x * y; }
  [[nodiscard]] Word udiv(const Word& x, const Word& y) const { return assay::udiv(x, y); }
  [[nodiscard]] Word urem(const Word& x, const Word& y) const { return assay::umod(x, y); }
  [[nodiscard]] Word sdiv(const Word& x, const Word& y) const { return assay::sdiv(x, y); }
  [[nodiscard]] Word srem(const Word& x, const Word& y) const {
    return unless_undefined(*home_, y, z3::srem(x.in(*home_), y.in(*home_)));
  }
  [[nodiscard]] Word bit_and(const Word& x, const Word& y) const { return x & y; }
  [[nodiscard]] Word bit_or(const Word& x, const Word& y) const { return x | y; }
  [[nodiscard]] Word bit_xor(const Word& x, const Word& y) const { return x ^ y; }
  [[nodiscard]] Word shl(const Word& x, const Word& k) const { return assay::shl(x, k); }
  [[nodiscard]] Word lshr(const Word& x, const Word& k) const { return assay::lshr(x, k); }
  [[nodiscard]] Word ashr(const Word& x, const Word& k) const { return assay::ashr(x, k); }
  [[nodiscard]] Word low(const Word& x, unsigned n) const {
    if (n == N) return x;
    return {*home_, z3::zext(x.in(*home_).extract(n - 1, 0), N - n)};
  }
  [[nodiscard]] Word sign_extend(const Word& x, unsigned n) const {
    if (n == N) return x;
    return {*home_, z3::sext(x.in(*home_).extract(n - 1, 0), N - n)};
  }
  [[nodiscard]] Bool equal(const Word& x, const Word& y) const { return x == y; }
  [[nodiscard]] Bool unsigned_less(const Word& x, const Word& y) const { return ult(x, y); }
  [[nodiscard]] Bool signed_less(const Word& x, const Word& y) const { return slt(x, y); }
  [[nodiscard]] Bool logical_not(const Bool& b) const { return !b; }
  [[nodiscard]] Word select(const Bool& b, const Word& x, const Word& y) const {
    return assay::select(b, x, y);
  }

 private:
  Terms* home_;
};
static_assert(Algebra<Z3Algebra<64>>);

}  // namespace assay
