// SPDX-License-Identifier: Apache-2.0
// Literal expectations from RFC 9669; nothing here computes the expected value.
#include "ir/semantics/alu.hpp"

#include <gtest/gtest.h>

#include "ir/semantics/atomic.hpp"
#include "ir/semantics/concrete.hpp"
#include "ir/semantics/jump.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMin64 = 0x8000000000000000;
constexpr std::uint64_t kMax64 = 0xffffffffffffffff;
constexpr std::uint64_t kJunk = 0xdeadbeef00000000;  // an upper half that 32-bit rules must ignore

struct Case {
  AluOp op;
  std::uint64_t dst, src, expected;
};

void expect_all(Width width, std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(alu(Concrete{}, c.op, width, c.dst, c.src), c.expected)
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
  const Concrete a;
  EXPECT_EQ(immediate(a, Imm{-1}), kMax64);
  EXPECT_EQ(alu(a, AluOp::Mov, Width::W64, 0, immediate(a, Imm{-2})), 0xfffffffffffffffe);
  EXPECT_EQ(alu(a, AluOp::Mov, Width::W32, 0, immediate(a, Imm{-2})), 0xfffffffe);
  EXPECT_EQ(alu(a, AluOp::Div, Width::W64, kMax64, immediate(a, Imm{-1})), 1U);
}

TEST(Neg, WrapsAtTheMostNegativeNumber) {
  EXPECT_EQ(neg(Concrete{}, Width::W64, 1), kMax64);
  EXPECT_EQ(neg(Concrete{}, Width::W64, kMin64), kMin64);
  EXPECT_EQ(neg(Concrete{}, Width::W32, kJunk | 1), 0xffffffff);
  EXPECT_EQ(neg(Concrete{}, Width::W32, 0x80000000), 0x80000000);
}

TEST(ByteSwap, ReversesOrTruncatesAndClearsTheBitsAbove) {
  const std::uint64_t x = 0x1122334455667788;
  for (const ByteOrder order : {ByteOrder::ToBig, ByteOrder::Swap}) {
    EXPECT_EQ(byte_swap(Concrete{}, order, Width::W16, x), 0x8877U);
    EXPECT_EQ(byte_swap(Concrete{}, order, Width::W32, x), 0x88776655U);
    EXPECT_EQ(byte_swap(Concrete{}, order, Width::W64, x), 0x8877665544332211U);
  }
  EXPECT_EQ(byte_swap(Concrete{}, ByteOrder::ToLittle, Width::W16, x), 0x7788U);
  EXPECT_EQ(byte_swap(Concrete{}, ByteOrder::ToLittle, Width::W32, x), 0x55667788U);
  EXPECT_EQ(byte_swap(Concrete{}, ByteOrder::ToLittle, Width::W64, x), x);
}

TEST(ExtendLoad, ZeroOrSignExtends) {
  const Concrete a;
  EXPECT_EQ(extend_load(a, Width::W8, false, 0xff80), 0x80U);
  EXPECT_EQ(extend_load(a, Width::W8, true, 0xff80), 0xffffffffffffff80U);
  EXPECT_EQ(extend_load(a, Width::W16, true, 0x7fff), 0x7fffU);
  EXPECT_EQ(extend_load(a, Width::W32, true, 0x80000000), 0xffffffff80000000U);
  EXPECT_EQ(extend_load(a, Width::W64, false, kMax64), kMax64);
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
  const Concrete a;
  for (const auto& c : unsigned_ops) {
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, 1, kMax64), c.less);
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, kMin64, kMin64), c.equal);
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, kMax64, 1), c.greater);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, kJunk | 1, 0xffffffff), c.less);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, kJunk | 7, 7), c.equal);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, 0xffffffff, kJunk | 1), c.greater);
  }
  for (const auto& c : signed_ops) {
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, kMax64, 1), c.less);
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, kMin64, kMin64), c.equal);
    EXPECT_EQ(jump_holds(a, c.op, Width::W64, 1, kMin64), c.greater);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, 0xffffffff, kJunk | 1), c.less);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, kJunk | 0x80000000, 0x80000000), c.equal);
    EXPECT_EQ(jump_holds(a, c.op, Width::W32, 1, 0x80000000), c.greater);
  }
}

TEST(JumpHolds, SetTestsCommonBits) {
  EXPECT_TRUE(jump_holds(Concrete{}, JumpOp::Set, Width::W64, kJunk, kJunk));
  EXPECT_FALSE(jump_holds(Concrete{}, JumpOp::Set, Width::W32, kJunk, kJunk));
  EXPECT_FALSE(jump_holds(Concrete{}, JumpOp::Set, Width::W64, 0xf0, 0x0f));
}

TEST(AtomicUpdate, GivesTheNewMemory) {
  using enum AtomicOp;
  const Concrete a;
  EXPECT_EQ(atomic_update(a, Add, Width::W32, 0xffffffff, kJunk | 1, 0), 0U);
  EXPECT_EQ(atomic_update(a, Add, Width::W64, 0xffffffff, 1, 0), 0x100000000U);
  EXPECT_EQ(atomic_update(a, Or, Width::W64, 0xf0, 0x0f, 0), 0xffU);
  EXPECT_EQ(atomic_update(a, And, Width::W64, 0xff, 0x3c, 0), 0x3cU);
  EXPECT_EQ(atomic_update(a, Xor, Width::W64, 0xff, 0x0f, 0), 0xf0U);
  EXPECT_EQ(atomic_update(a, Exchange, Width::W32, 1, kJunk | 2, 0), 2U);
  EXPECT_EQ(atomic_update(a, CompareExchange, Width::W64, 1, 9, 1), 9U);
  EXPECT_EQ(atomic_update(a, CompareExchange, Width::W64, 1, 9, kJunk | 1), 1U);
  EXPECT_EQ(atomic_update(a, CompareExchange, Width::W32, 1, kJunk | 9, kJunk | 1), 9U);
}

TEST(SmallWords, ScaleEveryWidth) {
  const Concrete a{8};  // 64-bit rules on 8 bits, 32-bit rules on 4
  EXPECT_EQ(alu(a, AluOp::Add, Width::W64, 0xff, 1), 0U);
  EXPECT_EQ(alu(a, AluOp::Add, Width::W32, 0xff, 1), 0U);
  EXPECT_EQ(alu(a, AluOp::Sdiv, Width::W64, 0x80, 0xff), 0x80U);
  EXPECT_EQ(alu(a, AluOp::Sdiv, Width::W32, 0x08, 0x0f), 0x08U);
  EXPECT_EQ(alu(a, AluOp::Lsh, Width::W32, 1, 5), 2U);
  EXPECT_EQ(alu(a, AluOp::Movsx32, Width::W64, 0, 0x08), 0xf8U);
  EXPECT_TRUE(jump_holds(a, JumpOp::Slt, Width::W32, 0x08, 0x07));
  EXPECT_EQ(byte_swap(a, ByteOrder::Swap, Width::W64, 0x01), 0x80U);  // a "byte" is one bit
}

TEST(SmallWords, WithoutRoomForAWidthAreAnInternalFault) {
  EXPECT_THROW((void)alu(Concrete{4}, AluOp::Movsx8, Width::W64, 0, 0), InternalFault);
  EXPECT_THROW((void)byte_swap(Concrete{4}, ByteOrder::Swap, Width::W64, 0), InternalFault);
  EXPECT_THROW(Concrete{12}, InternalFault);
}

}  // namespace
}  // namespace assay
