// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/meaning.hpp"

namespace assay::soundness {
namespace {

using z3::expr;

expr unless_zero(const expr& divisor, const expr& result, const expr& otherwise) {
  const expr zero = divisor.ctx().bv_val(0, divisor.get_sort().bv_size());
  return z3::ite(divisor == zero, otherwise, result);
}

expr sign_extended_low(const expr& y, unsigned bits) {
  const unsigned width = y.get_sort().bv_size();
  return bits >= width ? y : z3::sext(y.extract(bits - 1, 0), width - bits);
}

/// Section 4.1 at the operands' own width; shifts look at as many bits of y as name a bit of x.
expr operation(const oracle::Slot& slot, const expr& x, const expr& y) {
  z3::context& c = x.ctx();
  const unsigned width = x.get_sort().bv_size();
  const expr shift = y & c.bv_val(width - 1, width);
  const bool is_signed = slot.offset == 1;
  switch (slot.code()) {
    case 0x0:
      return x + y;
    case 0x1:
      return x - y;
    case 0x2:
      return x * y;
    case 0x3:
      return unless_zero(y, is_signed ? x / y : z3::udiv(x, y), c.bv_val(0, width));
    case 0x4:
      return x | y;
    case 0x5:
      return x & y;
    case 0x6:
      return z3::shl(x, shift);
    case 0x7:
      return z3::lshr(x, shift);
    case 0x8:
      return -x;
    case 0x9:
      return unless_zero(y, is_signed ? z3::srem(x, y) : z3::urem(x, y), x);
    case 0xa:
      return x ^ y;
    case 0xb:
      return slot.offset == 0 ? y : sign_extended_low(y, static_cast<unsigned>(slot.offset));
    default:
      return z3::ashr(x, shift);
  }
}

/// Section 4.2. Class 0x07 swaps always; class 0x04 converts from or to the host's little endian.
expr swapped(const oracle::Slot& slot, const expr& x) {
  const auto bits = static_cast<unsigned>(slot.imm);
  expr low = x.extract(bits - 1, 0);
  const bool reverses = slot.kind() == 0x7 || slot.takes_register();
  if (reverses) {
    expr reversed = x.extract(7, 0);
    for (unsigned at = 8; at < bits; at += 8)
      reversed = z3::concat(reversed, x.extract(at + 7, at));
    low = reversed;
  }
  return bits == 64 ? low : z3::zext(low, 64 - bits);
}

}  // namespace

expr arithmetic_term(const oracle::Slot& slot, const expr& x, const expr& y) {
  if (slot.code() == 0xd) return swapped(slot, x);
  if (slot.kind() == 0x7) return operation(slot, x, y);
  return z3::zext(operation(slot, x.extract(31, 0), y.extract(31, 0)), 32);
}

expr condition_term(const oracle::Slot& slot, const expr& left, const expr& right) {
  const bool wide = slot.kind() == 0x5;
  const expr x = wide ? left : left.extract(31, 0);
  const expr y = wide ? right : right.extract(31, 0);
  switch (slot.code()) {
    case 0x1:
      return x == y;
    case 0x2:
      return z3::ugt(x, y);
    case 0x3:
      return z3::uge(x, y);
    case 0x4:
      return (x & y) != x.ctx().bv_val(0, wide ? 64 : 32);
    case 0x5:
      return x != y;
    case 0x6:
      return x > y;
    case 0x7:
      return x >= y;
    case 0xa:
      return z3::ult(x, y);
    case 0xb:
      return z3::ule(x, y);
    case 0xc:
      return x < y;
    default:
      return x <= y;
  }
}

}  // namespace assay::soundness
