// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/memory_operand.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

void reaches(const Instruction& instruction) {
  const auto operand = memory_operand(instruction);
  ASSERT_TRUE(operand);
  EXPECT_EQ(operand->base, Reg{7});
  EXPECT_EQ(operand->offset, -8);
  EXPECT_EQ(operand->size, Width::W32);
}

TEST(MemoryOperand, IsThatOfLoadsStoresAndAtomicOperations) {
  Load load{};
  Store store{};
  Atomic atomic{};
  load.base = store.base = atomic.base = Reg{7};
  load.offset = store.offset = atomic.offset = -8;
  load.size = store.size = atomic.size = Width::W32;
  reaches(load);
  reaches(store);
  reaches(atomic);
}

TEST(MemoryOperand, OthersHaveNone) {
  EXPECT_FALSE(memory_operand(LoadPacket{}));
  EXPECT_FALSE(memory_operand(Alu{}));
  EXPECT_FALSE(memory_operand(Call{}));
  EXPECT_FALSE(memory_operand(Exit{}));
}

}  // namespace
}  // namespace assay
