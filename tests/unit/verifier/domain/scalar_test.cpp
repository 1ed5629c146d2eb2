// SPDX-License-Identifier: Apache-2.0
// The precision that proofs rest on: what the scalar domain must know after common code.
#include "verifier/domain/scalar.hpp"

#include <gtest/gtest.h>

#include "verifier/engine/scalar_widen.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

Scalar c(std::uint64_t x) { return Scalar::constant(x); }
Scalar range(std::uint64_t lo, std::uint64_t hi) { return Scalar::unsigned_range(lo, hi); }
Scalar op64(AluOp op, const Scalar& a, const Scalar& b) { return alu(op, Width::W64, a, b); }
Scalar op32(AluOp op, const Scalar& a, const Scalar& b) { return alu(op, Width::W32, a, b); }
Scalar left_after(JumpOp op, Width width, const Scalar& a, const Scalar& b,
                  Branch taken = Branch::Taken) {
  const auto pair = refine(op, width, a, b, taken);
  return pair ? pair->left : Scalar::bottom();
}
void expect_range(const Scalar& v, std::uint64_t lo, std::uint64_t hi) {
  EXPECT_EQ(v.umin(), lo);
  EXPECT_EQ(v.umax(), hi);
}

TEST(Scalar, ConstantShowsItselfInEveryView) {
  const Scalar v = c(0xffff'ffff'8000'0001);
  EXPECT_EQ(v.as_constant(), 0xffff'ffff'8000'0001);
  EXPECT_EQ(v.smin(), -0x7fff'ffffLL);
  EXPECT_EQ(v.u32_min(), 0x8000'0001U);
  EXPECT_EQ(v.s32_max(), -0x7fff'ffff);
  EXPECT_EQ(v.known_ones(), 0xffff'ffff'8000'0001);
  EXPECT_EQ(v.known_zeros(), ~0xffff'ffff'8000'0001);
}
TEST(Scalar, TopKnowsNothingAndEmptyRangesAreBottom) {
  EXPECT_EQ(Scalar::top().modulus(), 1U);
  EXPECT_TRUE(Scalar::top().contains(kAll));
  EXPECT_TRUE(range(3, 2).is_bottom());
  EXPECT_TRUE(Scalar::signed_range(1, -1).is_bottom());
  EXPECT_TRUE(op64(AluOp::Add, Scalar::bottom(), c(1)).is_bottom());
}
TEST(Scalar, MaskBoundsAndGivesAStride) {
  expect_range(op64(AluOp::And, Scalar::top(), c(0xff)), 0, 0xff);
  const Scalar aligned = op64(AluOp::And, Scalar::top(), c(kAll << 3));
  EXPECT_EQ(aligned.modulus(), 8U);
  EXPECT_EQ(aligned.remainder(), 0U);
  EXPECT_EQ(op32(AluOp::And, Scalar::top(), c(0x1f)).umax(), 0x1fU);
}
TEST(Scalar, ScaledIndexKeepsItsStride) {
  const Scalar index = range(0, 9);
  const Scalar scaled = op64(AluOp::Mul, index, c(12));
  expect_range(scaled, 0, 108);
  EXPECT_EQ(scaled.modulus(), 12U);
  const Scalar shifted = op64(AluOp::Add, op64(AluOp::Lsh, index, c(4)), c(6));
  expect_range(shifted, 6, 150);
  EXPECT_EQ(shifted.modulus(), 16U);
  EXPECT_EQ(shifted.remainder(), 6U);
  EXPECT_EQ(op64(AluOp::Sub, scaled, c(4)).modulus(), 4U);  // may wrap: only the power of two stays
  EXPECT_EQ(op64(AluOp::Sub, op64(AluOp::Add, scaled, c(24)), c(5)).modulus(), 12U);
}
TEST(Scalar, SubtractionThatAlwaysWrapsIsExact) {
  const Scalar v = op64(AluOp::Sub, range(0, 10), c(20));
  EXPECT_EQ(v.smin(), -20);
  EXPECT_EQ(v.smax(), -10);
}
TEST(Scalar, UnknownPowerOfTwoProductKeepsItsStride) {
  EXPECT_EQ(op64(AluOp::Mul, Scalar::top(), c(24)).modulus(), 8U);
  EXPECT_EQ(op64(AluOp::Lsh, Scalar::top(), c(5)).modulus(), 32U);
}
TEST(Scalar, DivisionAndRemainderByConstants) {
  expect_range(op64(AluOp::Div, range(10, 105), c(10)), 1, 10);
  expect_range(op64(AluOp::Mod, Scalar::top(), c(10)), 0, 9);
  expect_range(op64(AluOp::Mod, range(23, 27), c(10)), 3, 7);
  expect_range(op64(AluOp::Div, Scalar::top(), c(0)), 0, 0);
  expect_range(op64(AluOp::Mod, range(5, 7), c(0)), 5, 7);
  const Scalar by_minus_two = op64(AluOp::Sdiv, Scalar::signed_range(-7, 9), c(kAll - 1));
  EXPECT_EQ(by_minus_two.smin(), -4);
  EXPECT_EQ(by_minus_two.smax(), 3);
  const Scalar rest = op64(AluOp::Smod, Scalar::signed_range(-100, 3), c(8));
  EXPECT_EQ(rest.smin(), -7);
  EXPECT_EQ(rest.smax(), 3);
}
TEST(Scalar, SmallestNumberDividedByMinusOneIsItself) {
  EXPECT_EQ(op64(AluOp::Sdiv, c(kSignBit), c(kAll)).as_constant(), kSignBit);
  EXPECT_EQ(op64(AluOp::Smod, c(kSignBit), c(kAll)).as_constant(), 0U);
  EXPECT_EQ(op32(AluOp::Sdiv, c(0x8000'0000), c(0xffff'ffff)).as_constant(), 0x8000'0000U);
}
TEST(Scalar, ZeroExtensionByShiftsEqualsTheLowHalf) {
  const Scalar up = op64(AluOp::Lsh, range(5, 90), c(32));
  expect_range(op64(AluOp::Rsh, up, c(32)), 5, 90);
  expect_range(op64(AluOp::Rsh, op64(AluOp::Lsh, Scalar::top(), c(32)), c(32)), 0, 0xffff'ffff);
}
TEST(Scalar, ShiftedRangesAreExact) {
  expect_range(op64(AluOp::Rsh, Scalar::top(), c(56)), 0, 255);
  const Scalar v = op64(AluOp::Arsh, Scalar::signed_range(-9, 9), c(1));
  EXPECT_EQ(v.smin(), -5);
  EXPECT_EQ(v.smax(), 4);
  expect_range(op64(AluOp::Lsh, c(1), range(2, 4)), 4, 16);
}
TEST(Scalar, SignExtensionIsExactOnRanges) {
  const Scalar v = sign_extend(zero_extend(Scalar::signed_range(-5, -2), Width::W32), Width::W32);
  EXPECT_EQ(v.smin(), -5);
  EXPECT_EQ(v.smax(), -2);
  const Scalar byte = alu(AluOp::Movsx8, Width::W64, Scalar::top(), Scalar::top());
  EXPECT_EQ(byte.smin(), -128);
  EXPECT_EQ(byte.smax(), 127);
  const Scalar low = alu(AluOp::Movsx8, Width::W32, Scalar::top(), range(0x80, 0x82));
  EXPECT_EQ(low.s32_min(), -128);
  EXPECT_EQ(low.s32_max(), -126);
  EXPECT_EQ(low.umin(), 0xffff'ff80U);
}
TEST(Scalar, ByteSwapOfASmallLoadKeepsItsBits) {
  expect_range(byte_swap(ByteOrder::ToBig, Width::W16, Scalar::top()), 0, 0xffff);
  EXPECT_EQ(byte_swap(ByteOrder::ToBig, Width::W16, c(0x1234)).as_constant(), 0x3412U);
  EXPECT_EQ(byte_swap(ByteOrder::Swap, Width::W32, c(0x0102'0304)).as_constant(), 0x0403'0201U);
}
TEST(Scalar, EqualityExitTrimsToTheNextResidue) {
  const Scalar index = op64(AluOp::Mul, range(0, 10), c(12));
  expect_range(left_after(JumpOp::Ne, Width::W64, index, c(120)), 0, 108);
  expect_range(left_after(JumpOp::Eq, Width::W64, index, c(120), Branch::NotTaken), 0, 108);
  EXPECT_TRUE(left_after(JumpOp::Eq, Width::W64, index, c(118)).is_bottom());
}
TEST(Scalar, NonZeroTestRaisesTheLowerBound) {
  EXPECT_EQ(left_after(JumpOp::Ne, Width::W64, Scalar::top(), c(0)).umin(), 1U);
}
TEST(Scalar, UnsignedCompareBoundsBothOperandsInAllViews) {
  const auto pair = refine(JumpOp::Lt, Width::W64, Scalar::top(), range(0, 64), Branch::Taken);
  ASSERT_TRUE(pair.has_value());
  expect_range(pair->left, 0, 63);
  EXPECT_EQ(pair->left.smax(), 63);
  EXPECT_EQ(pair->left.s32_max(), 63);
  EXPECT_EQ(pair->left.known_zeros(), ~std::uint64_t{63});
  EXPECT_EQ(pair->right.umin(), 1U);
}
TEST(Scalar, SignedCompareWithUnsignedBoundMeets) {
  const Scalar v = left_after(JumpOp::Sgt, Width::W64,
                              left_after(JumpOp::Slt, Width::W64, Scalar::top(), c(100)), c(kAll));
  expect_range(v, 0, 99);
}
TEST(Scalar, LowHalfCompareIsLiftedWhereTheUpperHalfIsKnown) {
  const Scalar loaded = range(0, 0xffff'ffff);
  expect_range(left_after(JumpOp::Le, Width::W32, loaded, c(128)), 0, 128);
  const Scalar unknown = left_after(JumpOp::Le, Width::W32, Scalar::top(), c(128));
  EXPECT_EQ(unknown.u32_max(), 128U);
  EXPECT_EQ(unknown.umax(), 0xffff'ffff'0000'0080);
  expect_range(zero_extend(unknown, Width::W32), 0, 128);
  expect_range(left_after(JumpOp::Eq, Width::W32, loaded, c(7)), 7, 7);
}
TEST(Scalar, EqualLowHalvesShareTheirStridesBothWays) {
  const Scalar thirds = op64(AluOp::Mul, range(0, 100), c(3));
  const auto right = refine(JumpOp::Eq, Width::W32, thirds, range(0, 300), Branch::Taken);
  ASSERT_TRUE(right.has_value());
  EXPECT_EQ(right->right.modulus(), 3U);
  const auto left = refine(JumpOp::Eq, Width::W32, range(0, 300), thirds, Branch::Taken);
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->left.modulus(), 3U);
}
TEST(Scalar, DeadLowHalfBranchIsFound) {
  const Scalar small = op32(AluOp::And, Scalar::top(), c(7));
  EXPECT_FALSE(refine(JumpOp::Gt, Width::W32, small, c(7), Branch::Taken).has_value());
  EXPECT_FALSE(refine(JumpOp::Sgt, Width::W32, c(0xffff'ffff), c(0), Branch::Taken).has_value());
}
TEST(Scalar, BitTestSetsOrClearsTheBit) {
  EXPECT_EQ(left_after(JumpOp::Set, Width::W64, Scalar::top(), c(16)).known_ones(), 16U);
  const Scalar clear = left_after(JumpOp::Set, Width::W64, Scalar::top(), c(7), Branch::NotTaken);
  EXPECT_EQ(clear.known_zeros(), 7U);
  EXPECT_EQ(clear.modulus(), 8U);
}
TEST(Scalar, JoinOfConstantsKeepsTheStrideBetweenThem) {
  const Scalar v = join(c(4), join(c(16), c(40)));
  expect_range(v, 4, 40);
  EXPECT_EQ(v.modulus(), 12U);
  EXPECT_EQ(v.remainder(), 4U);
}
TEST(Scalar, WideningStopsAtTheLoopBound) {
  const std::uint64_t thresholds[] = {40};
  const std::span<const std::uint64_t> span(thresholds);
  const Scalar wide = widen(c(0), range(0, 4), span);
  EXPECT_EQ(wide.umin(), 0U);
  EXPECT_EQ(wide.umax(), 40U);
  const Scalar past = widen(wide, range(0, 44), span);
  EXPECT_EQ(past.umax(), kAll);
  EXPECT_EQ(past.smin(), 0);
}
TEST(Scalar, OrderComparesMeaningNotForm) {
  EXPECT_TRUE(leq(c(24), op64(AluOp::Mul, range(0, 9), c(12))));
  EXPECT_FALSE(leq(c(25), op64(AluOp::Mul, range(0, 9), c(12))));
  EXPECT_FALSE(leq(range(0, 10), range(0, 9)));
}

}  // namespace
}  // namespace assay
