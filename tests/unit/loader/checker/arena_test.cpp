// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/arena.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace assay::checker {
namespace {

TEST(CheckerArena, ElementsAreAlignedZeroAndInside) {
  std::vector<std::uint8_t> memory(256, 0xff);
  Arena arena(memory.data() + 1, 200);
  (void)arena.take<std::uint8_t>(3);
  const std::uint64_t* const words = arena.take<std::uint64_t>(4);
  ASSERT_NE(words, nullptr);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(words) % alignof(std::uint64_t), 0u);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(words[i], 0u);
  const auto* const end = reinterpret_cast<const std::uint8_t*>(words + 4);
  EXPECT_LE(end, memory.data() + 201);
  EXPECT_EQ(*end, 0xff);
}

TEST(CheckerArena, WhatDoesNotFitIsRefusedAndTakesNothing) {
  std::vector<std::uint8_t> memory(64);
  Arena arena(memory.data(), memory.size());
  const std::size_t size = arena.size();
  EXPECT_EQ(arena.take<std::uint64_t>(size / 8 + 1), nullptr);
  EXPECT_EQ(arena.take<std::uint64_t>(~std::size_t{0}), nullptr);
  EXPECT_EQ(arena.take<std::uint64_t>(~std::size_t{0} / 8 + 2), nullptr);
  EXPECT_NE(arena.take<std::uint64_t>(size / 8), nullptr);
  EXPECT_EQ(arena.take<std::uint8_t>(1 + size % 8), nullptr);
}

TEST(CheckerArena, WhatIsUsedDoesNotDependOnTheAddress) {
  std::vector<std::uint8_t> memory(256);
  for (std::size_t offset = 0; offset < 16; ++offset) {
    Arena arena(memory.data() + offset, 128);
    (void)arena.take<std::uint8_t>(1);
    (void)arena.take<std::uint64_t>(2);
    EXPECT_EQ(arena.most_used(), 32u) << offset;  // 24, and what aligns the end
  }
}

TEST(CheckerArena, RunsAtTheEndMoveTowardsItAndWhatLiesInFrontIsGivenBack) {
  std::vector<std::uint8_t> memory(128);
  Arena arena(memory.data(), memory.size());
  ASSERT_TRUE(arena.take_at_end(32));
  ASSERT_TRUE(arena.take_at_end(16));
  std::uint8_t* const second = arena.at_end(48);
  second[0] = 7;
  second[15] = 9;
  arena.move_at_end(48, 16, 16);
  arena.keep_at_end(16);
  EXPECT_EQ(arena.used_at_end(), 16u);
  EXPECT_EQ(arena.at_end(16)[0], 7u);
  EXPECT_EQ(arena.at_end(16)[15], 9u);
  EXPECT_EQ(arena.most_used(), 48u);
}

TEST(CheckerArena, BothEndsShareWhatThereIs) {
  std::vector<std::uint8_t> memory(128);
  Arena arena(memory.data(), memory.size());
  const std::size_t half = arena.size() / 2 / Arena::kAlignment * Arena::kAlignment;
  ASSERT_TRUE(arena.take_at_end(half));
  EXPECT_EQ(arena.take<std::uint8_t>(arena.size() - half + 1), nullptr);
  ASSERT_NE(arena.take<std::uint8_t>(half), nullptr);
  EXPECT_FALSE(arena.take_at_end(32));
}

TEST(CheckerArena, WhatWasWrittenIntoTheRoomIsMovedToTheEndAsFarAsItIsTaken) {
  std::vector<std::uint8_t> memory(128);
  Arena arena(memory.data(), memory.size());
  (void)arena.take<std::uint8_t>(1);
  const Arena::Room room = arena.room();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(room.at) % Arena::kAlignment, 0u);
  ASSERT_GE(room.size, 64u);
  for (std::size_t i = 0; i < room.size; ++i) room.at[i] = static_cast<std::uint8_t>(i);
  ASSERT_TRUE(arena.take_at_end(32));
  EXPECT_EQ(arena.room().size, room.size - 32);
  for (std::size_t i = 0; i < 32; ++i) EXPECT_EQ(arena.at_end(32)[i], i);
  const std::size_t left = arena.room().size;
  EXPECT_FALSE(arena.ran_out());
  EXPECT_FALSE(arena.take_at_end(left + Arena::kAlignment));
  EXPECT_TRUE(arena.ran_out());
}

TEST(CheckerArena, AReleaseGivesBackAndTheMostIsKept) {
  std::vector<std::uint8_t> memory(128);
  Arena arena(memory.data(), memory.size());
  const std::size_t mark = arena.mark();
  ASSERT_NE(arena.take<std::uint8_t>(96), nullptr);
  EXPECT_EQ(arena.take<std::uint8_t>(96), nullptr);
  arena.release(mark);
  EXPECT_NE(arena.take<std::uint8_t>(96), nullptr);
  EXPECT_EQ(arena.most_used(), 96u);
}

TEST(CheckerArena, ANarrowedArenaHandsOutNoMore) {
  std::vector<std::uint8_t> memory(128);
  Arena arena(memory.data(), memory.size());
  arena.narrow(32);
  EXPECT_EQ(arena.take<std::uint8_t>(33), nullptr);
  EXPECT_NE(arena.take<std::uint8_t>(32), nullptr);
}

TEST(CheckerArena, MemoryThatIsTooSmallToAlignIsNone) {
  std::vector<std::uint8_t> memory(32);
  for (std::size_t size = 0; size < 4; ++size) {
    Arena arena(memory.data() + 1, size);
    EXPECT_EQ(arena.take<std::uint64_t>(1), nullptr);
  }
}

}  // namespace
}  // namespace assay::checker
