// SPDX-License-Identifier: Apache-2.0
// The algebra of machine integers: the interpreter's words, and small words for exhaustive tests.
#pragma once

#include <bit>
#include <cstdint>

#include "ir/base/check.hpp"
#include "ir/semantics/algebra.hpp"

namespace assay {

/// Words of N bits (1 to 64, a power of two) held zero-extended in 64. Division by zero gives 0.
class Concrete {
 public:
  using Word = std::uint64_t;
  using Bool = bool;

  constexpr Concrete() = default;
  explicit Concrete(unsigned word_bits) : word_bits_(word_bits) {
    ASSAY_CHECK(std::has_single_bit(word_bits) && word_bits <= 64, "no such word width");
  }

  [[nodiscard]] constexpr unsigned word_bits() const { return word_bits_; }
  [[nodiscard]] constexpr Word constant(std::uint64_t value) const {
    return low(value, word_bits_);
  }

  [[nodiscard]] constexpr Word add(Word x, Word y) const { return constant(x + y); }
  [[nodiscard]] constexpr Word sub(Word x, Word y) const { return constant(x - y); }
  [[nodiscard]] constexpr Word mul(Word x, Word y) const { return constant(x * y); }
  [[nodiscard]] constexpr Word udiv(Word x, Word y) const { return y == 0 ? 0 : x / y; }
  [[nodiscard]] constexpr Word urem(Word x, Word y) const { return y == 0 ? 0 : x % y; }
  /// Through magnitudes, because INT64_MIN / -1 is undefined in C++.
  [[nodiscard]] constexpr Word sdiv(Word x, Word y) const {
    const Word quotient = udiv(magnitude(x), magnitude(y));
    return is_negative(x) == is_negative(y) ? quotient : sub(0, quotient);
  }
  /// The remainder has the sign of the dividend.
  [[nodiscard]] constexpr Word srem(Word x, Word y) const {
    const Word remainder = urem(magnitude(x), magnitude(y));
    return is_negative(x) ? sub(0, remainder) : remainder;
  }
  [[nodiscard]] constexpr Word bit_and(Word x, Word y) const { return x & y; }
  [[nodiscard]] constexpr Word bit_or(Word x, Word y) const { return x | y; }
  [[nodiscard]] constexpr Word bit_xor(Word x, Word y) const { return x ^ y; }
  [[nodiscard]] constexpr Word shl(Word x, Word amount) const {
    return amount < word_bits_ ? constant(x << amount) : 0;
  }
  [[nodiscard]] constexpr Word lshr(Word x, Word amount) const {
    return amount < word_bits_ ? x >> amount : 0;
  }
  [[nodiscard]] constexpr Word ashr(Word x, Word amount) const {
    return amount < word_bits_
               ? sign_extend(x >> amount, word_bits_ - static_cast<unsigned>(amount))
               : 0;
  }
  [[nodiscard]] constexpr Word low(Word x, unsigned n) const {
    return n >= 64 ? x : x & ((Word{1} << n) - 1);
  }
  [[nodiscard]] constexpr Word sign_extend(Word x, unsigned n) const {
    const Word sign = Word{1} << (n - 1);
    return constant((low(x, n) ^ sign) - sign);
  }
  [[nodiscard]] constexpr Bool equal(Word x, Word y) const { return x == y; }
  [[nodiscard]] constexpr Bool unsigned_less(Word x, Word y) const { return x < y; }
  [[nodiscard]] constexpr Bool signed_less(Word x, Word y) const {
    return is_negative(x) != is_negative(y) ? is_negative(x) : x < y;
  }
  [[nodiscard]] constexpr Bool logical_not(Bool b) const { return !b; }
  [[nodiscard]] constexpr Word select(Bool b, Word x, Word y) const { return b ? x : y; }

 private:
  [[nodiscard]] constexpr bool is_negative(Word x) const { return (x >> (word_bits_ - 1)) != 0; }
  [[nodiscard]] constexpr Word magnitude(Word x) const { return is_negative(x) ? sub(0, x) : x; }

  unsigned word_bits_ = 64;
};
static_assert(Algebra<Concrete>);

}  // namespace assay
