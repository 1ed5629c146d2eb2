// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/shelf.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace assay::checker {
namespace {

class ShelfTest : public testing::Test {
 protected:
  ShelfTest() {
    desk_.work = &work_;
    for (State* s : {&a_, &b_, &out_}) s->make(arena_, sizes_, desk_);
    shelf_.make(arena_, 3);
    EXPECT_FALSE(arena_.ran_out());
    for (State* s : {&a_, &b_, &out_}) {
      s->clear();
      s->frames[0] = Frame{};
      s->frame_count = 1;
    }
    a_.registers[3] = Value::number(Term::of(1).plus(7));
    a_.store(0, -16, 8, Value::pointer({Into::Stack, 0, 0, 0}, 24));
    a_.presence[1] = Presence::Absent;
    a_.next_id = 5;
    b_.registers[9] = Value::number(Term::number(~uint64_t{0}));
  }

  std::vector<std::uint8_t> memory_ = std::vector<std::uint8_t>(1 << 20);
  Arena arena_{memory_.data(), memory_.size()};
  Work work_;
  Desk desk_;
  Sizes sizes_{4, 4, 2, 2, 3, 6};
  State a_;
  State b_;
  State out_;
  Shelf shelf_;
};

TEST_F(ShelfTest, a_state_comes_back_as_it_was_put) {
  ASSERT_TRUE(shelf_.put(0, a_));
  out_.registers[0] = Value::number(Term::number(1));
  shelf_.copy(0, out_);
  EXPECT_FALSE(out_.registers[0].is_readable());
  EXPECT_TRUE(out_.registers[3].term == Term::of(1).plus(7));
  ASSERT_EQ(out_.cell_count, 1u);
  EXPECT_TRUE(out_.cells[0].value.points_into(Into::Stack));
  EXPECT_TRUE(out_.initialised(0, -16, 8));
  EXPECT_FALSE(out_.initialised(0, -8, 1));
  EXPECT_EQ(out_.presence[1], Presence::Absent);
  EXPECT_EQ(out_.next_id, 5u);
}

TEST_F(ShelfTest, removing_one_moves_later_ones_and_keeps_them) {
  ASSERT_TRUE(shelf_.put(2, a_));
  ASSERT_TRUE(shelf_.put(0, b_));
  ASSERT_TRUE(shelf_.put(1, a_));
  (void)shelf_.remove(0);
  EXPECT_FALSE(shelf_.has(0));
  (void)shelf_.remove(2);
  shelf_.copy(1, out_);
  EXPECT_TRUE(out_.registers[3].term == Term::of(1).plus(7));
  (void)shelf_.remove(1);
  EXPECT_EQ(arena_.used_at_end(), 0u);
}

/// A ladder into thousands of states moved all that were left for each that was taken.
TEST_F(ShelfTest, what_all_removals_take_grows_with_what_was_there) {
  const auto units_of = [this](std::uint32_t states) {
    std::vector<std::uint8_t> memory(std::size_t{states} * 4096);
    Arena arena(memory.data(), memory.size());
    Shelf shelf;
    shelf.make(arena, states);
    for (std::uint32_t i = 0; i < states; ++i) EXPECT_TRUE(shelf.put(i, a_));
    const std::uint64_t bytes = arena.used_at_end();
    std::uint64_t units = 0;
    for (std::uint32_t i = 0; i < states; ++i) units += shelf.remove(i);
    EXPECT_EQ(arena.used_at_end(), 0u);
    EXPECT_LE(units, 8 * bytes / 256);
    return units;
  };
  const std::uint64_t few = units_of(200);
  EXPECT_GT(few, 0u);
  EXPECT_LE(units_of(1600), 10 * few);
}

TEST_F(ShelfTest, what_does_not_fit_is_not_there) {
  ASSERT_NE(arena_.take<std::uint8_t>(arena_.size() - arena_.mark() - 16), nullptr);
  EXPECT_FALSE(shelf_.put(0, a_));
  EXPECT_FALSE(shelf_.has(0));
}

}  // namespace
}  // namespace assay::checker
