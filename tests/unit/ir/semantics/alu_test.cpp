// SPDX-License-Identifier: Apache-2.0
// Literal expectations from RFC 9669; nothing here computes the expected value.
#include "ir/semantics/alu.hpp"

#include <gtest/gtest.h>

#include "ir/semantics/atomic.hpp"
#include "ir/semantics/jump.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMin64 = 0x8000000000000000;
constexpr std::uint64_t kMax64 = 0xffffffffffffffff;
constexpr std::uint64_t kJunk = 0xdeadbeef00000000;  // an upper half that 32-bit rules must ignore

using W = MachineWord<64>;

struct Case {
  AluOp op;
  std::uint64_t dst, src, expected;
};

void expect_all(Width width, std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(alu(c.op, width, W::of(c.dst), W::of(c.src)).value(), c.expected)
        << "op " << static_cast<int>(c.op) << std::hex << " dst " << c.dst << " src " << c.src;
  }
}

TEST(Alu64, Corners) {
  using enum AluOp;
  expect_all(Width::W64, {
                             {Add, kMax64, 1, 0},
                             {Add, 0x7fffffffffffffff, 1, kMin64},
                             {Sub, 0, 1, kMax64},
                             {Sub, kMin64, 1, 0x7fffffffffffffff},
                             {Mul, 0x100000000, 0x100000000, 0},
                             {Mul, kMax64, kMax64, 1},
                             {Div, kMax64, 2, 0x7fffffffffffffff},
                             {Div, 7, 0, 0},
                             {Div, kMin64, kMax64, 0},
                             {Sdiv, 0xfffffffffffffff9, 2, 0xfffffffffffffffd},  // -7 / 2 = -3
                             {Sdiv, 7, 0xfffffffffffffffe, 0xfffffffffffffffd},  // 7 / -2 = -3
                             {Sdiv, 0xfffffffffffffff9, 0xfffffffffffffffe, 3},
                             {Sdiv, 7, 0, 0},
                             {Sdiv, kMin64, kMax64, kMin64},
                             {Sdiv, kMin64, 1, kMin64},
                             {Mod, 7, 4, 3},
                             {Mod, kMax64, 0, kMax64},
                             {Mod, kMax64, 10, 5},
                             {Smod, 0xfffffffffffffff9, 4, 0xfffffffffffffffd},  // -7 % 4 = -3
                             {Smod, 7, 0xfffffffffffffffc, 3},                   // 7 % -4 = 3
                             {Smod, kMin64, kMax64, 0},
                             {Smod, kMin64, 0, kMin64},
                             {Or, 0xf0, 0x0f, 0xff},
                             {And, 0xff, 0x3c, 0x3c},
                             {Xor, kMax64, 0xff, 0xffffffffffffff00},
                             {Lsh, 1, 63, kMin64},
                             {Lsh, 1, 64, 1},
                             {Lsh, 1, kMax64, kMin64},
                             {Rsh, kMin64, 63, 1},
                             {Rsh, kMin64, 64, kMin64},
                             {Rsh, kMax64, 65, 0x7fffffffffffffff},
                             {Arsh, kMin64, 63, kMax64},
                             {Arsh, kMin64, 64, kMin64},
                             {Arsh, 0x4000000000000000, 62, 1},
                             {Mov, 5, kJunk, kJunk},
                             {Movsx8, 0, 0x80, 0xffffffffffffff80},
                             {Movsx8, 0, 0xff7f, 0x7f},
                             {Movsx16, 0, 0x8000, 0xffffffffffff8000},
                             {Movsx16, 0, 0xf7fff, 0x7fff},
                             {Movsx32, 0, 0x80000000, 0xffffffff80000000},
                             {Movsx32, 0, kJunk | 0x7fffffff, 0x7fffffff},
                         });
}

TEST(Alu32, CornersAreZeroExtendedAndIgnoreTheUpperHalves) {
  using enum AluOp;
  expect_all(Width::W32, {
                             {Add, kJunk | 0xffffffff, kJunk | 1, 0},
                             {Add, 0x7fffffff, 1, 0x80000000},
                             {Sub, kJunk, 1, 0xffffffff},
                             {Sub, 5, kJunk | 5, 0},
                             {Mul, kJunk | 0x10000, 0x10000, 0},
                             {Mul, 0xffffffff, 0xffffffff, 1},
                             {Div, kJunk | 0xffffffff, 2, 0x7fffffff},
                             {Div, 7, kJunk, 0},  // the divisor's low half is zero
                             {Sdiv, 0xfffffff9, 2, 0xfffffffd},
                             {Sdiv, 7, 0xfffffffe, 0xfffffffd},
                             {Sdiv, 0x80000000, 0xffffffff, 0x80000000},
                             {Sdiv, 7, kJunk, 0},
                             {Sdiv, kJunk | 0x80000000, kMax64, 0x80000000},
                             {Mod, kJunk | 7, 4, 3},
                             {Mod, kJunk | 7, kJunk, 7},  // modulo zero: dst, zero-extended
                             {Smod, 0xfffffff9, 4, 0xfffffffd},
                             {Smod, 7, 0xfffffffc, 3},
                             {Smod, 0x80000000, 0xffffffff, 0},
                             {Smod, kJunk | 0xfffffff9, kJunk, 0xfffffff9},
                             {Or, kJunk | 0xf0, 0x0f, 0xff},
                             {And, kMax64, kMax64, 0xffffffff},
                             {Xor, kJunk, 0, 0},
                             {Lsh, 1, 31, 0x80000000},
                             {Lsh, 1, 32, 1},
                             {Lsh, 3, 31, 0x80000000},
                             {Lsh, 1, 63, 0x80000000},
                             {Rsh, kJunk | 0x80000000, 31, 1},
                             {Rsh, kJunk, 1, 0},
                             {Rsh, 0x80000000, 32, 0x80000000},
                             {Arsh, 0x80000000, 31, 0xffffffff},
                             {Arsh, kJunk | 0x40000000, 30, 1},
                             {Arsh, 0x80000000, 32, 0x80000000},
                             {Mov, 5, kJunk | 9, 9},
                             {Movsx8, 0, 0x80, 0xffffff80},
                             {Movsx16, 0, kJunk | 0x8000, 0xffff8000},
                             {Movsx16, 0, 0x7fff, 0x7fff},
                         });
}

TEST(Alu, ImmediatesAreSignExtended) {
  EXPECT_EQ(immediate<W>(Imm{-1}).value(), kMax64);
  EXPECT_EQ(alu(AluOp::Mov, Width::W64, W::of(0), immediate<W>(Imm{-2})).value(),
            0xfffffffffffffffe);
  EXPECT_EQ(alu(AluOp::Mov, Width::W32, W::of(0), immediate<W>(Imm{-2})).value(), 0xfffffffe);
  EXPECT_EQ(alu(AluOp::Div, Width::W64, W::of(kMax64), immediate<W>(Imm{-1})).value(), 1U);
}

TEST(Neg, WrapsAtTheMostNegativeNumber) {
  EXPECT_EQ(neg(Width::W64, W::of(1)).value(), kMax64);
  EXPECT_EQ(neg(Width::W64, W::of(kMin64)).value(), kMin64);
  EXPECT_EQ(neg(Width::W32, W::of(kJunk | 1)).value(), 0xffffffff);
  EXPECT_EQ(neg(Width::W32, W::of(0x80000000)).value(), 0x80000000);
}

TEST(ByteSwap, ReversesOrTruncatesAndClearsTheBitsAbove) {
  const std::uint64_t x = 0x1122334455667788;
  for (const ByteOrder order : {ByteOrder::ToBig, ByteOrder::Swap}) {
    EXPECT_EQ(byte_swap(order, Width::W16, W::of(x)).value(), 0x8877U);
    EXPECT_EQ(byte_swap(order, Width::W32, W::of(x)).value(), 0x88776655U);
    EXPECT_EQ(byte_swap(order, Width::W64, W::of(x)).value(), 0x8877665544332211U);
  }
  EXPECT_EQ(byte_swap(ByteOrder::ToLittle, Width::W16, W::of(x)).value(), 0x7788U);
  EXPECT_EQ(byte_swap(ByteOrder::ToLittle, Width::W32, W::of(x)).value(), 0x55667788U);
  EXPECT_EQ(byte_swap(ByteOrder::ToLittle, Width::W64, W::of(x)).value(), x);
}

TEST(ExtendLoad, ZeroOrSignExtends) {
  EXPECT_EQ(extend_load(Width::W8, Extend::Zeros, W::of(0xff80)).value(), 0x80U);
  EXPECT_EQ(extend_load(Width::W8, Extend::Sign, W::of(0xff80)).value(), 0xffffffffffffff80U);
  EXPECT_EQ(extend_load(Width::W16, Extend::Sign, W::of(0x7fff)).value(), 0x7fffU);
  EXPECT_EQ(extend_load(Width::W32, Extend::Sign, W::of(0x80000000)).value(), 0xffffffff80000000U);
  EXPECT_EQ(extend_load(Width::W64, Extend::Zeros, W::of(kMax64)).value(), kMax64);
}

struct Comparison {
  JumpOp op;
  bool less, equal, greater;
};

TEST(JumpHolds, UnsignedAndSignedAtBothWidths) {
  using enum JumpOp;
  // -1 against 1: greater unsigned, less signed.
  const Comparison unsigned_ops[] = {{Eq, false, true, false}, {Ne, true, false, true},
                                     {Gt, false, false, true}, {Ge, false, true, true},
                                     {Lt, true, false, false}, {Le, true, true, false}};
  const Comparison signed_ops[] = {{Sgt, false, false, true},
                                   {Sge, false, true, true},
                                   {Slt, true, false, false},
                                   {Sle, true, true, false}};
  for (const auto& c : unsigned_ops) {
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(1), W::of(kMax64)), c.less);
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(kMin64), W::of(kMin64)), c.equal);
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(kMax64), W::of(1)), c.greater);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(kJunk | 1), W::of(0xffffffff)), c.less);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(kJunk | 7), W::of(7)), c.equal);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(0xffffffff), W::of(kJunk | 1)), c.greater);
  }
  for (const auto& c : signed_ops) {
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(kMax64), W::of(1)), c.less);
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(kMin64), W::of(kMin64)), c.equal);
    EXPECT_EQ(jump_holds(c.op, Width::W64, W::of(1), W::of(kMin64)), c.greater);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(0xffffffff), W::of(kJunk | 1)), c.less);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(kJunk | 0x80000000), W::of(0x80000000)), c.equal);
    EXPECT_EQ(jump_holds(c.op, Width::W32, W::of(1), W::of(0x80000000)), c.greater);
  }
}

TEST(JumpHolds, SetTestsCommonBits) {
  EXPECT_TRUE(jump_holds(JumpOp::Set, Width::W64, W::of(kJunk), W::of(kJunk)));
  EXPECT_FALSE(jump_holds(JumpOp::Set, Width::W32, W::of(kJunk), W::of(kJunk)));
  EXPECT_FALSE(jump_holds(JumpOp::Set, Width::W64, W::of(0xf0), W::of(0x0f)));
}

TEST(AtomicUpdate, GivesTheNewMemory) {
  using enum AtomicOp;
  EXPECT_EQ(atomic_update(Add, Width::W32, W::of(0xffffffff), W::of(kJunk | 1), W::of(0)).value(),
            0U);
  EXPECT_EQ(atomic_update(Add, Width::W64, W::of(0xffffffff), W::of(1), W::of(0)).value(),
            0x100000000U);
  EXPECT_EQ(atomic_update(Or, Width::W64, W::of(0xf0), W::of(0x0f), W::of(0)).value(), 0xffU);
  EXPECT_EQ(atomic_update(And, Width::W64, W::of(0xff), W::of(0x3c), W::of(0)).value(), 0x3cU);
  EXPECT_EQ(atomic_update(Xor, Width::W64, W::of(0xff), W::of(0x0f), W::of(0)).value(), 0xf0U);
  EXPECT_EQ(atomic_update(Exchange, Width::W32, W::of(1), W::of(kJunk | 2), W::of(0)).value(), 2U);
  EXPECT_EQ(atomic_update(CompareExchange, Width::W64, W::of(1), W::of(9), W::of(1)).value(), 9U);
  EXPECT_EQ(
      atomic_update(CompareExchange, Width::W64, W::of(1), W::of(9), W::of(kJunk | 1)).value(), 1U);
  EXPECT_EQ(atomic_update(CompareExchange, Width::W32, W::of(1), W::of(kJunk | 9), W::of(kJunk | 1))
                .value(),
            9U);
}

/// 64-bit rules on 8 bits, 32-bit rules on 4.
using Byte = MachineWord<8>;

TEST(SmallWords, ScaleEveryWidth) {
  const auto of = [](std::uint64_t value) { return Byte::of(value); };
  EXPECT_EQ(alu(AluOp::Add, Width::W64, of(0xff), of(1)), of(0));
  EXPECT_EQ(alu(AluOp::Add, Width::W32, of(0xff), of(1)), of(0));
  EXPECT_EQ(alu(AluOp::Sdiv, Width::W64, of(0x80), of(0xff)), of(0x80));
  EXPECT_EQ(alu(AluOp::Sdiv, Width::W32, of(0x08), of(0x0f)), of(0x08));
  EXPECT_EQ(alu(AluOp::Lsh, Width::W32, of(1), of(5)), of(2));
  EXPECT_EQ(alu(AluOp::Movsx32, Width::W64, of(0), of(0x08)), of(0xf8));
  EXPECT_TRUE(jump_holds(JumpOp::Slt, Width::W32, of(0x08), of(0x07)));
  EXPECT_EQ(byte_swap(ByteOrder::Swap, Width::W64, of(0x01)), of(0x80));  // a "byte" is one bit
}

TEST(SmallWords, WithoutRoomForAWidthAreAnInternalFault) {
  using Nibble = MachineWord<4>;
  EXPECT_THROW((void)alu(AluOp::Movsx8, Width::W64, Nibble{}, Nibble{}), InternalFault);
  EXPECT_THROW((void)byte_swap(ByteOrder::Swap, Width::W64, Nibble{}), InternalFault);
}

}  // namespace
}  // namespace assay
