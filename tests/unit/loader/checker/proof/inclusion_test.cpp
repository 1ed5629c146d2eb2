// SPDX-License-Identifier: Apache-2.0
// Inclusion of states that are made by hand: a false fact of the target is refused.
#include "loader/checker/proof/inclusion.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace assay::checker {
namespace {

constexpr Sizes kSizes{16, 4, 1, 1, 0, 0};

class Inclusion : public ::testing::Test {
 protected:
  Inclusion() : memory_(std::size_t{1} << 18), arena_(memory_.data(), memory_.size()) {
    work_.units_left = std::uint64_t{1} << 32;
    desk_.work = &work_;
    desk_.narrowed = arena_.take<Symbol>(64);
    desk_.narrowed_capacity = 64;
    desk_.rewritten = arena_.take<Linear>(kMostBounds);
    desk_.copied = arena_.take<Linear>(kMostBounds);
    for (State* s : {&target_, &source_}) {
      s->make(arena_, kSizes, desk_);
      EXPECT_FALSE(arena_.ran_out());
      s->clear();
      s->frames[0] = Frame{};
      s->frame_count = 1;
    }
  }
  /// A number from low to high in the register, as its term.
  static Term number(State& s, std::uint32_t reg, std::uint64_t low, std::uint64_t high) {
    Scalar facts;
    EXPECT_TRUE(unsigned_facts<64>(low, high, facts));
    s.registers[reg] = s.fresh(facts);
    return s.registers[reg].term;
  }
  static void exclude(State& s, const Term& term, std::uint64_t word) {
    s.knowledge.assume({checker::Test::Ne, Part::Whole, term, Term::number(word)}, Branch::Taken);
    s.settle();
  }
  Code code() {
    match_.make(arena_, target_, 4);
    EXPECT_FALSE(arena_.ran_out());
    const Code c = includes(target_, source_, match_);
    EXPECT_EQ(desk_.fault, Code::Ok);
    return c;
  }

  std::vector<std::uint8_t> memory_;
  Arena arena_;
  Work work_;
  Desk desk_;
  Match match_;
  State target_;
  State source_;
};

TEST_F(Inclusion, a_word_that_the_source_may_be_is_not_excluded) {
  exclude(target_, number(target_, 1, 0, 10), 5);
  number(source_, 1, 0, 10);
  EXPECT_EQ(code(), Code::ExclusionsNotIncluded);
}
TEST_F(Inclusion, a_word_outside_the_range_of_the_source_is_excluded) {
  exclude(target_, number(target_, 1, 0, 10), 5);
  number(source_, 1, 6, 10);
  EXPECT_EQ(code(), Code::Ok);
}
TEST_F(Inclusion, a_word_that_the_source_excludes_is_excluded) {
  exclude(target_, number(target_, 1, 0, 10), 5);
  exclude(source_, number(source_, 1, 0, 10), 5);
  EXPECT_EQ(code(), Code::Ok);
}
TEST_F(Inclusion, another_word_that_the_source_excludes_does_not_do) {
  exclude(target_, number(target_, 1, 0, 10), 5);
  exclude(source_, number(source_, 1, 0, 10), 6);
  EXPECT_EQ(code(), Code::ExclusionsNotIncluded);
}
TEST_F(Inclusion, an_excluded_word_moves_with_the_term_that_plays_the_symbols_part) {
  exclude(target_, number(target_, 1, 0, 10), 5);
  const Term x = number(source_, 2, 0, 8);
  exclude(source_, x, 5);
  Term opposite = x;
  opposite.multiply(kMinusOne);
  source_.registers[1] = Value::number(opposite.plus(10));
  EXPECT_EQ(code(), Code::Ok);  // 10 - x is 5 where x is
  source_.registers[1] = Value::number(opposite.plus(9));
  EXPECT_EQ(code(), Code::ExclusionsNotIncluded);
}
TEST_F(Inclusion, two_numbers_that_bounds_make_one_are_one) {
  const Term one = number(target_, 1, 0, 10);
  target_.registers[2] = Value::number(one);
  const Term x = number(source_, 1, 0, 10);
  const Term y = number(source_, 2, 0, 10);
  Linear apart;
  ASSERT_TRUE(source_.knowledge.apart({x}, {y}, apart));
  source_.knowledge.learn(apart);
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  ASSERT_TRUE(negated(apart, apart));
  source_.knowledge.learn(apart);
  EXPECT_EQ(code(), Code::Ok);
}

TEST_F(Inclusion, another_chain_of_calls_is_not_included) {
  for (std::uint32_t Frame::* const fact :
       {&Frame::function, &Frame::return_slot, &Frame::stack_frame}) {
    source_.frames[0].*fact = 1;
    EXPECT_EQ(code(), Code::ValuesNotIncluded);
    source_.frames[0].*fact = 0;
    EXPECT_EQ(code(), Code::Ok);
  }
}
TEST_F(Inclusion, a_cell_that_the_source_has_otherwise_or_not_at_all_is_not_included) {
  const Value five = Value::number(Term::number(5));
  target_.store(0, -8, 8, five);
  source_.store(0, -8, 8, five);
  EXPECT_EQ(code(), Code::Ok);
  source_.store(0, -8, 8, Value::number(Term::number(6)));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.store(0, -8, 8, Value::pointer({Into::Context, 0, 0, 0}, 5));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.scramble(0, -8, 8);
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.store(0, -8, 4, five);
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
}
TEST_F(Inclusion, each_cell_is_compared) {
  for (const std::int32_t wrong : {-24, -16, -8}) {
    for (const std::int32_t at : {-24, -16, -8}) {
      target_.store(0, at, 8, Value::number(Term::number(5)));
      source_.store(0, at, 8, Value::number(Term::number(at == wrong ? 6 : 5)));
    }
    EXPECT_EQ(code(), Code::ValuesNotIncluded) << wrong;
  }
}
TEST_F(Inclusion, bytes_that_the_source_does_not_have_are_not_included) {
  target_.scramble(0, -8, 8);
  source_.scramble(0, -8, 7);
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.scramble(0, -8, 8);
  EXPECT_EQ(code(), Code::Ok);
  source_.store(0, -8, 8, Value::pointer({Into::Context, 0, 0, 0}, 0));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
}
TEST_F(Inclusion, a_buffer_of_which_the_source_says_less_is_not_included) {
  const Value five = Value::number(Term::number(5));
  target_.fill({0, -8, 8, 0, five});
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.fill({0, -8, 8, 0, Value::number(Term::number(4))});
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.fill({0, -8, 8, 0, five});
  EXPECT_EQ(code(), Code::Ok);
}
TEST_F(Inclusion, a_saved_register_that_the_source_has_otherwise_is_not_included) {
  for (std::uint32_t wrong = 0; wrong < kSavedRegisters; ++wrong) {
    for (std::uint32_t i = 0; i < kSavedRegisters; ++i) {
      target_.frames[0].saved[i] = Value::number(Term::number(5));
      source_.frames[0].saved[i] = Value::number(Term::number(i == wrong ? 6 : 5));
    }
    EXPECT_EQ(code(), Code::ValuesNotIncluded) << wrong;
  }
}

TEST_F(Inclusion, of_numbers_only_0_is_a_pointer_that_may_be_null) {
  Value pointer = Value::pointer({Into::Context, 0, 0, 0}, 0);
  target_.registers[1] = pointer;
  source_.registers[1] = Value::number(Term::number(0));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  pointer.null = 1;
  target_.registers[1] = pointer;
  EXPECT_EQ(code(), Code::Ok);
  source_.registers[1] = Value::number(Term::number(7));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  static_cast<void>(number(source_, 1, 0, 10));
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
}
TEST_F(Inclusion, pointers_that_are_null_together_are_not_null_one_by_one) {
  Value pointer = Value::pointer({Into::Context, 0, 0, 0}, 0);
  pointer.null = 1;
  target_.registers[1] = target_.registers[2] = pointer;
  source_.registers[1] = source_.registers[2] = Value::number(Term::number(0));
  EXPECT_EQ(code(), Code::Ok);
  source_.registers[2] = Value::pointer({Into::Context, 0, 0, 0}, 0);
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
  source_.registers[1] = source_.registers[2];
  EXPECT_EQ(code(), Code::Ok);
  source_.registers[1].null = 2;
  source_.registers[2].null = 3;
  EXPECT_EQ(code(), Code::ValuesNotIncluded);
}

using Words = Inclusion;

TEST_F(Words, no_other_word_is_lost_where_words_are_excluded) {
  for (std::uint64_t first = 0; first < 8; ++first) {
    for (std::uint64_t second = 0; second < 8; ++second) {
      for (std::uint64_t least = 0; least < 8; ++least) {
        source_.clear();
        const Term x = number(source_, 1, 0, 7);
        exclude(source_, x, first);
        exclude(source_, source_.knowledge.resolve(x), second);
        source_.knowledge.assume(
            {checker::Test::Ge, Part::Whole, source_.knowledge.resolve(x), Term::number(least)},
            Branch::Taken);
        for (std::uint64_t word = least; word < 8; ++word) {
          if (word == first || word == second) continue;
          ASSERT_TRUE(source_.knowledge.feasible);
          ASSERT_FALSE(source_.knowledge.differs(source_.knowledge.resolve(x), word));
        }
      }
    }
  }
}
TEST_F(Words, a_range_ends_before_words_that_are_excluded_when_it_comes_to_them) {
  const Term x = number(source_, 1, 0, 10);
  exclude(source_, x, 4);
  exclude(source_, x, 5);
  source_.knowledge.assume({checker::Test::Le, Part::Whole, x, Term::number(5)}, Branch::Taken);
  EXPECT_EQ(source_.knowledge.evaluate(x).umax(), 3U);
  EXPECT_EQ(source_.knowledge.excluded_count, 0U);
}
TEST_F(Words, a_symbol_more_than_there_is_room_for_is_the_fault_that_stays) {
  for (std::uint32_t i = 0; i < kSizes.symbols; ++i) number(source_, 1, 0, 10);
  EXPECT_EQ(desk_.fault, Code::Ok);
  number(source_, 1, 0, 10);
  EXPECT_EQ(desk_.fault, Code::TooManySymbols);
  desk_.fail(Code::TooManyCells);
  EXPECT_EQ(desk_.fault, Code::TooManySymbols);
}
TEST_F(Words, the_oldest_of_nine_words_is_forgotten) {
  const Term x = number(source_, 1, 0, 100);
  for (std::uint64_t word = 10; word < 19; ++word) exclude(source_, x, word);
  EXPECT_EQ(source_.knowledge.excluded_count, kMostExcludedOfSymbol);
  EXPECT_FALSE(source_.knowledge.differs(x, 10));
  EXPECT_TRUE(source_.knowledge.differs(x, 11));
}

using Computing = Inclusion;

TEST_F(Computing, the_same_operation_on_the_same_terms_is_found_until_eight_more_are_noted) {
  const Term x = number(source_, 1, 0, 10);
  const Term y = number(source_, 2, 0, 10);
  Term found;
  source_.note_computed(Alu::And, x, y, Term::number(1));
  EXPECT_FALSE(source_.find_computed(Alu::Or, x, y, found));
  EXPECT_FALSE(source_.find_computed(Alu::And, y, x, found));
  for (std::uint64_t i = 0; i < kMostComputed; ++i) {
    ASSERT_TRUE(source_.find_computed(Alu::And, x, y, found));
    EXPECT_TRUE(found.is(1));
    source_.note_computed(Alu::Mod, x, Term::number(i + 3), y);
  }
  EXPECT_FALSE(source_.find_computed(Alu::And, x, y, found));
}

}  // namespace
}  // namespace assay::checker
