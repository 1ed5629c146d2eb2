// SPDX-License-Identifier: Apache-2.0
// The solver's terms mean what the naive machine does.
#include "evidence/soundness/meaning.hpp"

#include <gtest/gtest.h>

namespace assay::soundness::testing {
namespace {

constexpr std::uint64_t kCorners[] = {0,
                                      1,
                                      2,
                                      7,
                                      31,
                                      65,
                                      0x80,
                                      0x8000,
                                      0x7fffffff,
                                      0x80000000,
                                      0xffffffff,
                                      0x0123456789abcdef,
                                      0x7fffffffffffffff,
                                      0x8000000000000000,
                                      0xffffffffffffffff};

oracle::Slot slot_of(unsigned opcode, int offset, std::int32_t imm) {
  oracle::Slot slot;
  slot.opcode = static_cast<std::uint8_t>(opcode);
  slot.offset = static_cast<std::int16_t>(offset);
  slot.imm = imm;
  return slot;
}

/// Every well-formed instruction of a class, but for what its registers and its immediate are.
std::vector<oracle::Slot> all_of_class(unsigned kind) {
  std::vector<oracle::Slot> slots;
  for (unsigned opcode = kind; opcode < 256; opcode += 8) {
    for (const int offset : {0, 1, 8, 16, 32}) {
      for (const std::int32_t imm : {0, 16, 32, 64}) {
        const oracle::Slot slot = slot_of(opcode, offset, imm);
        if (well_formed(slot)) slots.push_back(slot);
      }
    }
  }
  return slots;
}

TEST(Meaning, ArithmeticIsThatOfTheNaiveMachine) {
  z3::context c;
  for (const unsigned kind : {0x4u, 0x7u}) {
    const auto slots = all_of_class(kind);
    EXPECT_GT(slots.size(), 20u);
    for (const oracle::Slot& slot : slots) {
      for (const std::uint64_t x : kCorners) {
        for (const std::uint64_t y : kCorners) {
          std::uint64_t expected = x;
          ASSERT_TRUE(compute(slot, expected, y));
          const z3::expr term = arithmetic_term(slot, c.bv_val(x, 64), c.bv_val(y, 64)).simplify();
          ASSERT_TRUE(term.is_numeral()) << term;
          EXPECT_EQ(term.get_numeral_uint64(), expected)
              << int{slot.opcode} << " " << slot.offset << " " << slot.imm << ": " << x << ", "
              << y;
        }
      }
    }
  }
}

TEST(Meaning, ComparisonsAreThoseOfTheNaiveMachine) {
  z3::context c;
  int compared = 0;
  for (unsigned opcode = 0; opcode < 256; ++opcode) {
    const oracle::Slot slot = slot_of(opcode, 0, 0);
    if ((slot.kind() != 0x5 && slot.kind() != 0x6) || !well_formed(slot)) continue;
    for (const std::uint64_t x : kCorners) {
      for (const std::uint64_t y : kCorners) {
        const auto expected = holds(slot, x, y);
        if (!expected) continue;
        ++compared;
        const z3::expr term = condition_term(slot, c.bv_val(x, 64), c.bv_val(y, 64)).simplify();
        EXPECT_EQ(term.is_true(), *expected) << opcode << ": " << x << ", " << y;
        EXPECT_EQ(term.is_false(), !*expected) << opcode << ": " << x << ", " << y;
      }
    }
  }
  EXPECT_EQ(compared, 2 * 2 * 11 * 15 * 15);
}

}  // namespace
}  // namespace assay::soundness::testing
