// SPDX-License-Identifier: Apache-2.0
// The independent oracle of the scalar tests: RFC 9669 arithmetic and comparisons on plain
// integers, bit by bit where that is simplest, at any width. It shares nothing with the code under
// test but the enumerations. Scaled-down words keep the proportions: W64 is the word, W32 its half,
// and a source of Movsx8 an eighth of it (at least one bit).
#pragma once

#include <algorithm>
#include <cstdint>

#include "ir/isa/instruction.hpp"

namespace assay::naive {

using Word = std::uint64_t;

inline Word mask(unsigned n) { return n == 64 ? ~Word{0} : (Word{1} << n) - 1; }
inline std::int64_t as_signed(Word x, unsigned n) {
  const bool negative = (x >> (n - 1) & 1) != 0;
  return static_cast<std::int64_t>(negative ? x | ~mask(n) : x & mask(n));
}
inline unsigned scaled(unsigned of_64, unsigned word_bits) {
  return std::max(1U, of_64 * word_bits / 64);
}

/// Quotient or remainder of x / y, both of n bits.
inline Word divide(AluOp op, Word x, Word y, unsigned n) {
  const bool remainder = op == AluOp::Mod || op == AluOp::Smod;
  const bool is_signed = op == AluOp::Sdiv || op == AluOp::Smod;
  if (y == 0) return remainder ? x : 0;
  if (!is_signed) return remainder ? x % y : x / y;
  const std::int64_t a = as_signed(x, n);
  const std::int64_t b = as_signed(y, n);
  if (b == -1) return remainder ? 0 : Word{0} - x;
  return static_cast<Word>(remainder ? a % b : a / b);
}

/// x op y on n bits, of a machine whose word has word_bits bits; the result is zero-extended.
inline Word alu(AluOp op, unsigned n, unsigned word_bits, Word x, Word y) {
  x &= mask(n);
  y &= mask(n);
  const Word amount = y % n;
  Word r = 0;
  switch (op) {
    case AluOp::Add:
      r = x + y;
      break;
    case AluOp::Sub:
      r = x - y;
      break;
    case AluOp::Mul:
      r = x * y;
      break;
    case AluOp::Div:
    case AluOp::Sdiv:
    case AluOp::Mod:
    case AluOp::Smod:
      r = divide(op, x, y, n);
      break;
    case AluOp::Or:
      r = x | y;
      break;
    case AluOp::And:
      r = x & y;
      break;
    case AluOp::Xor:
      r = x ^ y;
      break;
    case AluOp::Lsh:
      r = x << amount;
      break;
    case AluOp::Rsh:
      r = x >> amount;
      break;
    case AluOp::Arsh:
      r = static_cast<Word>(as_signed(x, n) >> amount);
      break;
    case AluOp::Mov:
      r = y;
      break;
    case AluOp::Movsx8:
      r = static_cast<Word>(as_signed(y, scaled(8, word_bits)));
      break;
    case AluOp::Movsx16:
      r = static_cast<Word>(as_signed(y, scaled(16, word_bits)));
      break;
    case AluOp::Movsx32:
      r = static_cast<Word>(as_signed(y, scaled(32, word_bits)));
      break;
  }
  return r & mask(n);
}

inline bool compare(JumpOp op, unsigned n, Word x, Word y) {
  x &= mask(n);
  y &= mask(n);
  switch (op) {
    case JumpOp::Eq:
      return x == y;
    case JumpOp::Ne:
      return x != y;
    case JumpOp::Gt:
      return x > y;
    case JumpOp::Ge:
      return x >= y;
    case JumpOp::Lt:
      return x < y;
    case JumpOp::Le:
      return x <= y;
    case JumpOp::Sgt:
      return as_signed(x, n) > as_signed(y, n);
    case JumpOp::Sge:
      return as_signed(x, n) >= as_signed(y, n);
    case JumpOp::Slt:
      return as_signed(x, n) < as_signed(y, n);
    case JumpOp::Sle:
      return as_signed(x, n) <= as_signed(y, n);
    case JumpOp::Set:
      return (x & y) != 0;
  }
  return false;
}

/// The low `size_bits` bits, with the order of their units (an eighth of a word each) reversed.
inline Word swap(ByteOrder order, unsigned size_bits, unsigned word_bits, Word x) {
  x &= mask(size_bits);
  if (order == ByteOrder::ToLittle) return x;
  const unsigned unit = scaled(8, word_bits);
  Word r = 0;
  for (unsigned i = 0; i < size_bits; i += unit) r = r << unit | (x >> i & mask(unit));
  return r;
}

inline constexpr AluOp kAluOps[] = {
    AluOp::Add,  AluOp::Sub, AluOp::Mul,    AluOp::Div,     AluOp::Sdiv,   AluOp::Mod,
    AluOp::Smod, AluOp::Or,  AluOp::And,    AluOp::Xor,     AluOp::Lsh,    AluOp::Rsh,
    AluOp::Arsh, AluOp::Mov, AluOp::Movsx8, AluOp::Movsx16, AluOp::Movsx32};
inline constexpr JumpOp kJumpOps[] = {JumpOp::Eq,  JumpOp::Ne,  JumpOp::Gt,  JumpOp::Ge,
                                      JumpOp::Lt,  JumpOp::Le,  JumpOp::Sgt, JumpOp::Sge,
                                      JumpOp::Slt, JumpOp::Sle, JumpOp::Set};

}  // namespace assay::naive
