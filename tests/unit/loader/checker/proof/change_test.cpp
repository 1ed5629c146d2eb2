// SPDX-License-Identifier: Apache-2.0
// Each kind of record of a change, applied to a state, and such as are refused.
#include "loader/checker/proof/change.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace assay::checker {
namespace {

using Record = std::vector<std::uint8_t>;

/// r1 = x + 1, r2 the stack's top, r3 = y, cells [-8] = y and [-16] the stack's top; x < 256;
/// x <= y; x is not 4.
class ChangeTest : public testing::Test {
 protected:
  ChangeTest() {
    desk_.work = &work_;
    work_.units_left = 1000;
    state_.make(arena_, {4, 4, 1, 2, 0, 0}, desk_);
    head_.symbols = 4;
    head_.ids = 4;
    room_.make(arena_, head_);
    EXPECT_FALSE(arena_.ran_out());
    rules_.contract = &contract_;
    rules_.program = &program_;
    rules_.most_ids = head_.ids;
    state_.clear();
    state_.frames[0] = Frame{};
    state_.frame_count = 1;
    Knowledge& k = state_.knowledge;
    Scalar byte;
    EXPECT_TRUE(unsigned_facts<64>(0, 255, byte));
    k.rows[0] = {3, Reading::Unsigned, Link::None, byte, {}};
    k.rows[1] = {8, Reading::Unsigned, Link::None, Scalar::top(), {}};
    k.row_count = 2;
    Linear bound;
    Linear other;
    bound.read(Term::of(3));
    other.read(Term::of(8));
    EXPECT_TRUE(difference(bound, other, bound));
    k.bounds[k.bound_count++] = bound;
    k.excluded[k.excluded_count++] = {3, 0, 4};
    state_.registers[1] = Value::number(Term::of(3).plus(1));
    state_.registers[2] = Value::pointer({Into::Stack, 0, 0, 0}, 0);
    state_.registers[3] = Value::number(Term::of(8));
    state_.store(0, -8, 8, state_.registers[3]);
    state_.store(0, -16, 8, state_.registers[2]);
  }

  Code read(const Record& record) {
    Reader in({record.data(), record.size()});
    parts_ = read_change(in, rules_, room_, state_);
    in.expect_end();
    return in.code();
  }

  std::vector<std::uint8_t> memory_ = std::vector<std::uint8_t>(1 << 20);
  Arena arena_{memory_.data(), memory_.size()};
  Work work_;
  Desk desk_;
  Head head_;
  ContractView contract_;
  ProgramView program_;
  Rules rules_;
  Renumbering room_;
  State state_;
  std::uint8_t parts_ = 0;
};

TEST_F(ChangeTest, nothing_numbers_rows_anew) {
  EXPECT_EQ(read({0}), Code::Ok);
  ASSERT_EQ(state_.knowledge.row_count, 2u);
  EXPECT_TRUE(state_.registers[1].term == Term::of(0).plus(1));
  EXPECT_TRUE(state_.cells[1].value.term == Term::of(1));
  EXPECT_EQ(state_.knowledge.bounds[0].symbol[1], 1u);
  EXPECT_EQ(state_.knowledge.excluded[0].symbol, 0u);
}

TEST_F(ChangeTest, what_is_dropped_takes_with_it_what_speaks_of_it) {
  EXPECT_EQ(read({wire::kChangeDropped, 1}), Code::Ok);
  EXPECT_FALSE(state_.registers[1].is_readable());
  EXPECT_TRUE(state_.registers[2].is_pointer());
  EXPECT_EQ(state_.knowledge.row_count, 1u);
  EXPECT_EQ(state_.knowledge.bound_count, 0u);
  EXPECT_EQ(state_.knowledge.excluded_count, 0u);
}

TEST_F(ChangeTest, a_mask_of_more_than_is_readable_is_refused) {
  EXPECT_EQ(read({wire::kChangeDropped, 8}), Code::StateIllFormed);
}

TEST_F(ChangeTest, bytes_of_a_cell_that_is_lost_are_not_initialised) {
  EXPECT_EQ(read({wire::kChangeStack, 2, 0xf0, 3, 8}), Code::Ok);  // from 496 on, 8 bytes
  EXPECT_EQ(state_.cell_count, 1u);
  EXPECT_FALSE(state_.initialised(0, -16, 1));
  EXPECT_TRUE(state_.initialised(0, -8, 8));
}

TEST_F(ChangeTest, a_cell_that_is_forgotten_stays_initialised) {
  EXPECT_EQ(read({wire::kChangeStack, 1, 1, 1, 0}), Code::Ok);
  EXPECT_EQ(state_.cell_count, 1u);
  EXPECT_TRUE(state_.initialised(0, -8, 8));
}

TEST_F(ChangeTest, runs_and_cells_outside_are_refused) {
  EXPECT_EQ(read({wire::kChangeStack, 2, 0xf0, 3, 17}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeStack, 2, 0, 0}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeStack, 1, 1, 2, 0}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeStack, 1, 3, 0, 0, 0, 0}), Code::CountTooLarge);
}

TEST_F(ChangeTest, a_new_symbol_takes_the_place_of_a_value) {
  EXPECT_EQ(read({wire::kChangeValues, 1, 16, 1, 3, wire::kValueNew}), Code::Ok);
  ASSERT_EQ(state_.knowledge.row_count, 3u);
  EXPECT_TRUE(state_.registers[3].term == Term::of(2));
  EXPECT_EQ(state_.knowledge.rows[2].facts.umax(), 0xffffu);
}

TEST_F(ChangeTest, what_is_not_readable_has_no_other_value) {
  EXPECT_EQ(read({wire::kChangeValues, 1, 16, 1, 4, wire::kValueNew}), Code::StateIllFormed);
}

TEST_F(ChangeTest, symbols_that_are_not_there_are_refused) {
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 3, wire::kValueNew}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 3, wire::kValueNumber, 0, 1, 2, 2}),
            Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeValues, 5}), Code::CountTooLarge);
  EXPECT_EQ(read({wire::kChangeValues, 4, 0, 0, 0, 0}), Code::TooManySymbols);
}

TEST_F(ChangeTest, pointers_to_what_is_not_there_are_refused) {
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 2, wire::kValueStack, 1, 0, 0, 0}),
            Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 2, wire::kValueMap, 0, 0, 0, 0}),
            Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 2, wire::kValueObject, 4, 0, 0, 0}),
            Code::StateIllFormed);
}

TEST_F(ChangeTest, a_pointer_may_become_one_that_may_be_null) {
  EXPECT_EQ(read({wire::kChangeValues, 0, 1, 2, wire::kValueStack, 0, 3, 0, 0}), Code::Ok);
  EXPECT_EQ(state_.registers[2].null, 1u);
  EXPECT_EQ(state_.next_id, 2u);
}

TEST_F(ChangeTest, facts_readings_and_links_become_others) {
  EXPECT_EQ(read({wire::kChangeKnown, 2, 0, wire::kRowFacts | wire::kRowReading, 4, 0,
                  wire::kRowLink, 1, 0, 1, 0, 2, 0, 0, 0, 0}),
            Code::Ok);
  EXPECT_EQ(state_.knowledge.rows[0].facts.umax(), 15u);
  EXPECT_EQ(state_.knowledge.rows[0].reading, Reading::Signed);
  EXPECT_EQ(state_.knowledge.rows[1].link, Link::ZeroExtend32);
  EXPECT_TRUE(state_.knowledge.rows[1].of == Term::of(0));
}

TEST_F(ChangeTest, facts_that_no_word_fits_are_refused) {
  const std::uint8_t form = wire::kFactsReduced | wire::kFactsUnsigned;
  EXPECT_EQ(read({wire::kChangeKnown, 1, 0, wire::kRowFacts, form, 20, 6}), Code::StateIllFormed);
}

TEST_F(ChangeTest, bounds_and_excluded_words_go_and_come) {
  EXPECT_EQ(read({wire::kChangeKnown, 0, 1, 0, 1, 2, 3, 0, 2, 1, 1, 1, 0, 1, 1, 10}), Code::Ok);
  ASSERT_EQ(state_.knowledge.bound_count, 1u);
  EXPECT_EQ(state_.knowledge.bounds[0].of_symbol(0), 1);
  ASSERT_EQ(state_.knowledge.excluded_count, 1u);
  EXPECT_EQ(state_.knowledge.excluded[0].symbol, 1u);
  EXPECT_EQ(state_.knowledge.excluded[0].word, 5u);
}

TEST_F(ChangeTest, bounds_that_are_not_there_and_words_said_twice_are_refused) {
  EXPECT_EQ(read({wire::kChangeKnown, 0, 2}), Code::CountTooLarge);
  EXPECT_EQ(read({wire::kChangeKnown, 0, 1, 1}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeKnown, 0, 0, 0, 0, 1, 0, 8}), Code::StateIllFormed);
}

TEST_F(ChangeTest, what_is_said_of_a_row_that_no_value_speaks_of_is_refused) {
  EXPECT_EQ(read({wire::kChangeDropped | wire::kChangeKnown, 1, 0, 0, 1, 2, 3, 0, 2, 1, 1, 0, 0}),
            Code::StateIllFormed);
}

TEST_F(ChangeTest, rows_stand_in_the_order_that_is_given) {
  EXPECT_EQ(read({wire::kChangeOrder, 1, 0}), Code::Ok);
  EXPECT_TRUE(state_.registers[1].term == Term::of(1).plus(1));
  EXPECT_EQ(state_.knowledge.rows[1].facts.umax(), 255u);
  EXPECT_EQ(state_.knowledge.bounds[0].coefficient[0], -1);
}

TEST_F(ChangeTest, an_order_that_is_none_is_refused) {
  EXPECT_EQ(read({wire::kChangeOrder, 1, 1}), Code::StateIllFormed);
  EXPECT_EQ(read({wire::kChangeOrder, 2, 0}), Code::StateIllFormed);
}

}  // namespace
}  // namespace assay::checker
