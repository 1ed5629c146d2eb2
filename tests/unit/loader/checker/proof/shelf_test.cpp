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
    for (Path* p : {&a_, &b_, &out_}) p->state.make(arena_, sizes_, desk_);
    shelf_.make(arena_, 3);
    EXPECT_FALSE(arena_.ran_out());
    for (Path* p : {&a_, &b_, &out_}) {
      p->state.clear();
      p->state.frames[0] = Frame{};
      p->state.frame_count = 1;
    }
    State& a = a_.state;
    a.registers[3] = Value::number(Term::of(1).plus(7));
    a.store(0, -16, 8, Value::pointer({Into::Stack, 0, 0, 0}, 24));
    a.presence[1] = Presence::Absent;
    a.next_id = 5;
    a_.slot = 9;
    b_.state.registers[9] = Value::number(Term::number(~uint64_t{0}));
  }

  std::vector<std::uint8_t> memory_ = std::vector<std::uint8_t>(1 << 20);
  Arena arena_{memory_.data(), memory_.size()};
  Work work_;
  Desk desk_;
  Sizes sizes_{4, 4, 2, 2, 3, 6};
  Path a_;
  Path b_;
  Path out_;
  Shelf shelf_;
};

TEST_F(ShelfTest, a_state_comes_back_as_it_was_put) {
  ASSERT_TRUE(shelf_.put(0, a_));
  State& out = out_.state;
  out.registers[0] = Value::number(Term::number(1));
  shelf_.copy(0, out_);
  EXPECT_EQ(out_.slot, 9u);
  EXPECT_FALSE(out.registers[0].is_readable());
  EXPECT_TRUE(out.registers[3].term == Term::of(1).plus(7));
  ASSERT_EQ(out.cell_count, 1u);
  EXPECT_TRUE(out.cells[0].value.points_into(Into::Stack));
  EXPECT_TRUE(out.initialised(0, -16, 8));
  EXPECT_FALSE(out.initialised(0, -8, 1));
  EXPECT_EQ(out.presence[1], Presence::Absent);
  EXPECT_EQ(out.next_id, 5u);
}

/// Elements shorter than the words of one mask differ from what lies before them in the same mask.
TEST_F(ShelfTest, short_elements_come_back_as_they_were_put) {
  State& a = a_.state;
  Knowledge& k = a.knowledge;
  a.resources[0] = {7, 1};
  a.resources[1] = {9, 0};
  a.resource_count = 2;
  for (std::uint32_t i = 0; i < 6; ++i) k.excluded[i] = {i / 2, 0, std::uint64_t{3} << (7 * i)};
  k.excluded_count = 6;
  ASSERT_TRUE(shelf_.put(0, a_));
  shelf_.copy(0, out_);
  const State& out = out_.state;
  ASSERT_EQ(out.resource_count, 2u);
  ASSERT_EQ(out.knowledge.excluded_count, 6u);
  for (std::uint32_t i = 0; i < 2; ++i) {
    EXPECT_EQ(out.resources[i].id, a.resources[i].id) << i;
    EXPECT_EQ(out.resources[i].null, a.resources[i].null) << i;
  }
  for (std::uint32_t i = 0; i < 6; ++i) {
    EXPECT_EQ(out.knowledge.excluded[i].symbol, k.excluded[i].symbol) << i;
    EXPECT_EQ(out.knowledge.excluded[i].word, k.excluded[i].word) << i;
  }
}

/// Facts of every kind, in rows that follow one another, are what they were, here and there.
TEST_F(ShelfTest, facts_come_back_as_they_were_put) {
  Knowledge& k = a_.state.knowledge;
  Scalar byte;
  Scalar around;
  ASSERT_TRUE(unsigned_facts<64>(3, 255, byte));
  ASSERT_TRUE(signed_facts<64>(-7, INT64_MAX, around));
  Scalar odd = Scalar::top();
  odd.stride = {6, 1};
  odd.settled = false;
  const Scalar all[] = {byte, around, odd, Scalar::constant(~std::uint64_t{0} - 1)};
  for (std::uint32_t i = 0; i < 4; ++i)
    k.rows[i] = {i, Reading::Signed, Link::None, all[i], Term::of(1)};
  k.row_count = 4;
  ASSERT_TRUE(shelf_.put(0, a_));
  shelf_.copy(0, out_);
  ASSERT_EQ(out_.state.knowledge.row_count, 4u);
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(same(k.rows[i].facts, all[i])) << i;
    EXPECT_TRUE(same(out_.state.knowledge.rows[i].facts, all[i])) << i;
    EXPECT_EQ(out_.state.knowledge.rows[i].facts.settled, all[i].settled) << i;
    EXPECT_EQ(out_.state.knowledge.rows[i].symbol, i);
  }
}

/// A path on its way has what a state of the proof has not.
TEST_F(ShelfTest, paths_are_taken_up_the_last_first_with_all_that_they_had) {
  a_.instructions = 70'000;
  a_.going = Going::Ended;
  Knowledge& k = a_.state.knowledge;
  k.rows[0] = {0, Reading::Unsigned, Link::None, Scalar::top(), Term::number(12)};
  k.row_count = 1;
  k.replaced[k.replaced_count++] = {0, 0};
  a_.state.note_computed(Alu::And, Term::of(0), Term::number(3), Term::number(0));
  ASSERT_TRUE(shelf_.put_off(a_));
  ASSERT_TRUE(shelf_.put(1, a_));
  ASSERT_TRUE(shelf_.put_off(b_));
  (void)shelf_.take_up(out_);
  EXPECT_TRUE(out_.state.registers[9].term.is(~uint64_t{0}));
  EXPECT_EQ(out_.instructions, 0u);
  (void)shelf_.take_up(out_);
  EXPECT_FALSE(shelf_.has_waiting());
  EXPECT_EQ(out_.instructions, 70'000u);
  EXPECT_EQ(out_.going, Going::Ended);
  EXPECT_EQ(out_.slot, 9u);
  EXPECT_EQ(out_.state.computed_count, 1u);
  Term result;
  EXPECT_TRUE(out_.state.find_computed(Alu::And, Term::number(12), Term::number(3), result));
  EXPECT_TRUE(out_.state.knowledge.resolve(Term::of(0)).is(12));
  EXPECT_TRUE(shelf_.has(1));
}

TEST_F(ShelfTest, removing_one_moves_later_ones_and_keeps_them) {
  ASSERT_TRUE(shelf_.put(2, a_));
  ASSERT_TRUE(shelf_.put(0, b_));
  ASSERT_TRUE(shelf_.put_off(b_));
  ASSERT_TRUE(shelf_.put(1, a_));
  ASSERT_TRUE(shelf_.put_off(a_));
  (void)shelf_.remove(0);
  EXPECT_FALSE(shelf_.has(0));
  (void)shelf_.remove(2);
  shelf_.copy(1, out_);
  EXPECT_TRUE(out_.state.registers[3].term == Term::of(1).plus(7));
  (void)shelf_.take_up(out_);
  EXPECT_TRUE(out_.state.registers[3].term == Term::of(1).plus(7));
  (void)shelf_.take_up(out_);
  EXPECT_TRUE(out_.state.registers[9].term.is(~uint64_t{0}));
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
  ASSERT_TRUE(shelf_.put(0, a_));
  const std::size_t bytes = arena_.used_at_end();
  ASSERT_NE(arena_.take<std::uint8_t>(arena_.room().size - bytes + 16), nullptr);
  EXPECT_FALSE(shelf_.put(1, a_));
  EXPECT_FALSE(shelf_.has(1));
  EXPECT_FALSE(shelf_.put_off(a_));
  EXPECT_FALSE(shelf_.has_waiting());
  shelf_.copy(0, out_);
  EXPECT_TRUE(out_.state.registers[3].term == Term::of(1).plus(7));
}

}  // namespace
}  // namespace assay::checker
