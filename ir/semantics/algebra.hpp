// SPDX-License-Identifier: Apache-2.0
// What a set of words must offer so that the rules of this folder can be read over it.
//
// The rules are written once and read over machine integers (concrete.hpp), Z3 terms and small
// words. An algebra has one width N (64 for eBPF; a smaller power of two for exhaustive tests): a
// 64-bit rule then works on N bits, a 32-bit rule on N/2, and so on down. Nothing here branches on
// a value.
#pragma once

#include <concepts>
#include <cstdint>

#include "ir/base/check.hpp"
#include "ir/isa/instruction.hpp"

namespace assay {

/// Words are N bits, two's complement, and every operation is total and wraps modulo 2^N:
/// - word_bits() is N, a power of two; constant(v) is v modulo 2^N;
/// - udiv, urem, sdiv, srem: truncating; by zero any value; the most negative word divided by -1 is
///   itself, with remainder 0;
/// - shl, lshr, ashr: the amount is below N, otherwise any value;
/// - low(x, n) keeps the low n bits, sign_extend(x, n) extends bit n - 1 upwards (1 <= n <= N).
template <class A>
concept Algebra = requires(const A& a, const typename A::Word& x, const typename A::Bool& b) {
  { a.word_bits() } -> std::same_as<unsigned>;
  { a.constant(std::uint64_t{}) } -> std::same_as<typename A::Word>;
  { a.add(x, x) } -> std::same_as<typename A::Word>;
  { a.sub(x, x) } -> std::same_as<typename A::Word>;
  { a.mul(x, x) } -> std::same_as<typename A::Word>;
  { a.udiv(x, x) } -> std::same_as<typename A::Word>;
  { a.urem(x, x) } -> std::same_as<typename A::Word>;
  { a.sdiv(x, x) } -> std::same_as<typename A::Word>;
  { a.srem(x, x) } -> std::same_as<typename A::Word>;
  { a.bit_and(x, x) } -> std::same_as<typename A::Word>;
  { a.bit_or(x, x) } -> std::same_as<typename A::Word>;
  { a.bit_xor(x, x) } -> std::same_as<typename A::Word>;
  { a.shl(x, x) } -> std::same_as<typename A::Word>;
  { a.lshr(x, x) } -> std::same_as<typename A::Word>;
  { a.ashr(x, x) } -> std::same_as<typename A::Word>;
  { a.low(x, 1U) } -> std::same_as<typename A::Word>;
  { a.sign_extend(x, 1U) } -> std::same_as<typename A::Word>;
  { a.equal(x, x) } -> std::same_as<typename A::Bool>;
  { a.unsigned_less(x, x) } -> std::same_as<typename A::Bool>;
  { a.signed_less(x, x) } -> std::same_as<typename A::Bool>;
  { a.logical_not(b) } -> std::same_as<typename A::Bool>;
  { a.select(b, x, x) } -> std::same_as<typename A::Word>;
};

/// The number of bits that `width` stands for in this algebra: bits(width) when N is 64. An
/// InternalFault when the words are too small to have such a part.
template <Algebra A>
[[nodiscard]] unsigned scaled_bits(const A& a, Width width) {
  const unsigned n = bits(width) * a.word_bits() / 64;
  ASSAY_CHECK(n > 0, "words too small for this width");
  return n;
}

/// An immediate operand, sign-extended to the word (RFC 9669 section 4.1).
template <Algebra A>
[[nodiscard]] typename A::Word immediate(const A& a, Imm imm) {
  return a.constant(static_cast<std::uint64_t>(std::int64_t{imm.value}));
}

}  // namespace assay
