// SPDX-License-Identifier: Apache-2.0
// What one side of a merge knows, tied to a number that tells the sides apart.
#include "verifier/engine/ties.hpp"

#include <gtest/gtest.h>

#include "support/any_state.hpp"
#include "support/searching.hpp"
#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/join.hpp"

namespace assay::testing {
namespace {

constexpr MergePlan kTied{Merge::Join, {}, Ties::Bounds};
constexpr MergePlan kUntied{Merge::Join, {}, Ties::None};

/// Any two numbers of 16 bits in r1 and r2, and a number in r3.
State two_numbers(const std::vector<SymbolFacts>& numbers, std::uint64_t told) {
  State s;
  s.frames.emplace_back();
  s.knowledge.advise(search());
  for (const SymbolFacts& n : numbers) s.knowledge.declare(n);
  s.registers[1] = Value::scalar(Term::of(numbers[0].symbol));
  s.registers[2] = Value::scalar(Term::of(numbers[1].symbol));
  s.registers[3] = Value::scalar(Term::constant(told));
  return s;
}

std::vector<SymbolFacts> numbers_of_16_bits(SymbolSupply& supply) {
  std::vector<SymbolFacts> out(2);
  for (SymbolFacts& n : out) {
    n.symbol = supply.fresh();
    n.facts = Scalar::unsigned_range(0, 0xffff);
  }
  return out;
}

/// r1 + by <= r2.
LinearExpr at_most(const State& s, std::int64_t by) {
  const auto r1 = s.knowledge.integer(s.registers[1].term(), Lift::Unsigned);
  const auto r2 = s.knowledge.integer(s.registers[2].term(), Lift::Unsigned);
  return LinearExpr::difference(*r1, *r2)->plus(by);
}

struct Case {
  std::uint64_t known = 0;    // r3 where r1 + 2 <= r2 is known
  std::uint64_t unknown = 0;  // and where it is not
};

State merged(const Case& c, const MergePlan& plan, SymbolSupply& supply) {
  const auto numbers = numbers_of_16_bits(supply);
  State a = two_numbers(numbers, c.known);
  a.knowledge.learn(at_most(a, 2));
  const State b = two_numbers(numbers, c.unknown);
  State m = merge_states(a, b, plan, supply);
  EXPECT_TRUE(includes(m, a));
  EXPECT_TRUE(includes(m, b));
  return m;
}

bool knows_behind_test(State m, std::uint64_t r3, std::int64_t by) {
  m.knowledge.refine(m.registers[3].term(), Scalar::constant(r3));
  m.settle();
  return m.knowledge.feasible() && m.knowledge.entails(at_most(m, by));
}

class Tied : public ::testing::TestWithParam<Case> {};

TEST_P(Tied, ATestOfTheNumberGivesTheBoundBack) {
  SymbolSupply supply;
  const State m = merged(GetParam(), kTied, supply);
  EXPECT_TRUE(knows_behind_test(m, GetParam().known, 2));
  EXPECT_FALSE(knows_behind_test(m, GetParam().known, 3)) << "more than was known";
  EXPECT_FALSE(knows_behind_test(m, GetParam().unknown, 2)) << "of the side that does not have it";
  EXPECT_FALSE(m.knowledge.entails(at_most(m, 2))) << "without a test";
}

TEST_P(Tied, NothingIsTiedUnlessThePlanSaysSo) {
  SymbolSupply supply;
  EXPECT_FALSE(knows_behind_test(merged(GetParam(), kUntied, supply), GetParam().known, 2));
}

constexpr std::uint64_t kMinus22 = ~std::uint64_t{21};
INSTANTIATE_TEST_SUITE_P(Numbers, Tied,
                         ::testing::Values(Case{0, kMinus22}, Case{kMinus22, 0}, Case{0, 1},
                                           Case{1, 0}, Case{7, 4000}, Case{4000, 7},
                                           Case{1, 0xffffffff}, Case{9, ~std::uint64_t{0} >> 1}));

TEST(Ties, TheOtherSidesNumberMayBeAnyThatIsBeyond) {
  SymbolSupply supply;
  const auto numbers = numbers_of_16_bits(supply);
  State a = two_numbers(numbers, 0);
  a.knowledge.learn(at_most(a, 2));
  State b = two_numbers(numbers, 0);
  b.registers[3] = Value::scalar(b.knowledge.introduce(supply, Scalar::unsigned_range(1, 90)));
  for (const State& m : {merge_states(a, b, kTied, supply), merge_states(b, a, kTied, supply)}) {
    EXPECT_TRUE(includes(m, a));
    EXPECT_TRUE(includes(m, b));
    EXPECT_TRUE(knows_behind_test(m, 0, 2));
  }
}

TEST(Ties, ANumberThatBothSidesMayHaveTellsNothing) {
  SymbolSupply supply;
  const auto numbers = numbers_of_16_bits(supply);
  State a = two_numbers(numbers, 5);
  a.knowledge.learn(at_most(a, 2));
  State b = two_numbers(numbers, 0);
  b.registers[3] = Value::scalar(b.knowledge.introduce(supply, Scalar::unsigned_range(1, 90)));
  EXPECT_FALSE(knows_behind_test(merge_states(a, b, kTied, supply), 5, 2));
}

TEST(Ties, SteeperThanACombinationMultipliesIsNone) {
  SymbolSupply supply;
  auto numbers = numbers_of_16_bits(supply);
  numbers[0].facts = Scalar::unsigned_range(0, 0xffffffff);
  State a = two_numbers(numbers, 0);
  a.knowledge.learn(at_most(a, 2));
  const State b = two_numbers(numbers, 1);
  EXPECT_FALSE(knows_behind_test(merge_states(a, b, kTied, supply), 0, 2));
  const State c = two_numbers(numbers, 0x4000);
  EXPECT_TRUE(knows_behind_test(merge_states(a, c, kTied, supply), 0, 2));
}

TEST(Ties, NoStateGetsMoreBoundsByTheseThanItsLimit) {
  SymbolSupply supply;
  std::vector<SymbolFacts> numbers(10);
  for (SymbolFacts& n : numbers) {
    n.symbol = supply.fresh();
    n.facts = Scalar::unsigned_range(0, 0xffff);
  }
  std::array<State, 2> sides;
  for (State& s : sides) {
    s.frames.emplace_back();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      s.knowledge.declare(numbers[i]);
      s.registers.at(i) = Value::scalar(Term::of(numbers[i].symbol));
    }
  }
  for (std::int32_t i = 1; i <= 10; ++i) {
    for (const std::size_t side : {0U, 1U}) {
      // Constants that are in no proportion to one another.
      const Term told = Term::constant(side == 0 ? 0 : 1U << i);
      sides.at(side).frames[0].stack.store(-8 * i, 8, Value::scalar(told));
    }
  }
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    sides[0].knowledge.learn(
        *LinearExpr::difference(LinearExpr::reading(Term::of(numbers[i].symbol)),
                                LinearExpr::reading(Term::of(numbers[i + 1].symbol))));
  }
  const State m = merge_states(sides[0], sides[1], kTied, supply);
  EXPECT_GT(m.knowledge.bounds().size(), 8U) << "nothing was tied, so that the limit was not met";
  EXPECT_LE(m.knowledge.bounds().size(), 24U);
}

TEST(Ties, OfAnyStatesHoldOnBothSides) {
  Dice dice(37);
  int followed = 0;
  int not_shown = 0;
  std::size_t tied = 0;
  for (int run = 0; run < 2500; ++run) {
    SymbolSupply supply;
    const auto shared = any_symbols(dice, supply, 2);
    std::array<State, 2> sides{any_state(dice, supply, shared), any_state(dice, supply, shared)};
    for (State& side : sides) {
      side.registers[8] = Value::scalar(Term::constant(dice.word()));
      side.registers[9] = Value::scalar(Term::constant(dice.below(3)));
    }
    const State m = merge_states(sides[0], sides[1], kTied, supply);
    const std::size_t without =
        merge_states(sides[0], sides[1], kUntied, supply).knowledge.bounds().size();
    if (m.knowledge.bounds().size() > without) tied += m.knowledge.bounds().size() - without;
    for (const State& side : sides) {
      not_shown += includes(m, side) ? 0 : 1;
      for (int i = 0; i < 4; ++i) {
        const auto machine = any_machine(dice, side);
        if (!machine) continue;
        ++followed;
        ASSERT_TRUE(means(m, *machine)) << "run " << run;
      }
    }
  }
  EXPECT_LE(not_shown, 3);
  EXPECT_GT(followed, 2000);
  EXPECT_GT(tied, 50U) << "too few ties for the test to mean anything";
}

}  // namespace
}  // namespace assay::testing
