// SPDX-License-Identifier: Apache-2.0
// The rules of this folder are written for words of 64 bits, and read over a word type of N bits
// (64, or a smaller power of two for exhaustive tests and proofs): a 64-bit rule then works on N
// bits, a 32-bit rule on N/2, and so on down.
#pragma once

#include <bit>
#include <cstdint>

#include "ir/base/check.hpp"
#include "ir/isa/instruction.hpp"
#include "ir/semantics/word.hpp"

namespace assay {

/// The number of bits that `width` stands for in words of W: bits(width) when they have 64. An
/// InternalFault when the words are too small to have such a part.
template <Word W>
[[nodiscard]] constexpr unsigned scaled_bits(Width width) {
  static_assert(std::has_single_bit(W::bits));
  const unsigned n = bits(width) * W::bits / 64;
  ASSAY_CHECK(n > 0, "words too small for this width");
  return n;
}

/// An immediate operand, sign-extended to the word (RFC 9669 section 4.1).
template <Word W>
[[nodiscard]] constexpr W immediate(Imm imm) {
  return W::of(static_cast<std::uint64_t>(std::int64_t{imm.value}));
}

}  // namespace assay
