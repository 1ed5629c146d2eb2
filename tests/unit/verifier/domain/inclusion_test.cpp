// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/inclusion.hpp"

#include <gtest/gtest.h>

#include "any_state.hpp"
#include "verifier/domain/join.hpp"

namespace assay::testing {
namespace {

/// The same state over other symbols, perhaps with a change that may make it smaller, larger or
/// other.
State changed(const State& old, Dice& dice, SymbolSupply& supply) {
  State s = merge_states(old, old, {Merge::Join, {}}, supply);
  const std::size_t reg = dice.below(5);
  Value& v = s.registers[reg];
  switch (dice.below(6)) {
    case 0:
      v = Value::unreadable(Unreadable::Forgotten);
      break;
    case 1:
      if (v.is_scalar()) v.term = v.term.plus(1);
      break;
    case 2:
      if (v.is_scalar()) s.knowledge.refine(v.term, dice.facts());
      break;
    case 3:
      if (v.is_scalar()) v = Value::scalar(s.knowledge.introduce(supply, dice.facts()));
      break;
    case 4:
      if (v.is_scalar())
        v = Value::scalar(s.knowledge.introduce(supply, s.knowledge.evaluate(v.term)));
      break;
    default:
      break;
  }
  s.tidy(supply);
  return s;
}

TEST(Inclusion, SaysYesOnlyWhenEveryMachineIsIncluded) {
  Dice dice(41);
  int yes = 0;
  int no = 0;
  for (int run = 0; run < 6000; ++run) {
    SymbolSupply supply;
    const State source = any_state(dice, supply, {});
    const State target = changed(source, dice, supply);
    if (!source.knowledge.feasible() || !target.knowledge.feasible()) continue;
    const auto map = includes(target, source);
    (map ? yes : no) += 1;
    if (!map) continue;
    for (int i = 0; i < 4; ++i) {
      const auto words = dice.assignment_in(source.knowledge);
      if (!words) continue;
      ASSERT_TRUE(means(target, machine_of(source, *words))) << "run " << run;
      // The witness itself: each target symbol's word under it is in the target's meaning.
      Assignment mapped;
      for (const SymbolFacts& s : target.knowledge.symbols())
        mapped[s.symbol] = word_of(*map->find(s.symbol), *words);
      ASSERT_TRUE(in_meaning(target.knowledge, mapped))
          << "run " << run << ": " << why_not(target.knowledge, mapped);
    }
  }
  EXPECT_GT(yes, 1000);
  EXPECT_GT(no, 500);
}

TEST(Inclusion, IsReflexive) {
  Dice dice(42);
  for (int run = 0; run < 2000; ++run) {
    SymbolSupply supply;
    const State s = any_state(dice, supply, {});
    ASSERT_TRUE(includes(s, s)) << "run " << run;
  }
}

State plain() {
  State s;
  s.frames.emplace_back();
  return s;
}
Value null_or_value(std::uint32_t id) {
  Value v = Value::pointer({RegionKind::MapValue, 0, 0, 0}, Term::constant(0));
  v.null_id = id;
  return v;
}

TEST(Inclusion, PointersThatAreNullTogetherMustBeSo) {
  State together = plain();
  together.registers[1] = null_or_value(1);
  together.registers[2] = null_or_value(1);
  State apart = together;
  apart.registers[2] = null_or_value(2);
  EXPECT_TRUE(includes(apart, together));
  EXPECT_FALSE(includes(together, apart));
  State one_null = together;
  one_null.registers[1] = Value::scalar(Term::constant(0));
  EXPECT_FALSE(includes(together, one_null));
  one_null.registers[2] = Value::scalar(Term::constant(0));
  EXPECT_TRUE(includes(together, one_null));
}
TEST(Inclusion, APointerThatMayBeNullIsNotOneThatIsNot) {
  State certain = plain();
  certain.registers[1] = null_or_value(0);
  State doubtful = plain();
  doubtful.registers[1] = null_or_value(1);
  EXPECT_FALSE(includes(certain, doubtful));
  EXPECT_TRUE(includes(doubtful, certain));
}
TEST(Inclusion, AnInfeasibleTargetIncludesNothing) {
  State target = plain();
  target.knowledge.refute();
  EXPECT_FALSE(includes(target, plain()));
}
TEST(Inclusion, StatesWithOtherRegionsAreNotCompared) {
  State target = plain();
  State source = plain();
  source.regions.push_back({{Term::constant(0), Term::constant(64)}});
  EXPECT_FALSE(includes(target, source));
  target.regions.push_back({{Term::constant(0)}});
  EXPECT_FALSE(includes(target, source));
}
TEST(Inclusion, FramesMustBeThoseOfTheSameCalls) {
  State called = plain();
  called.frames.push_back({10, 5, {}, {}});
  EXPECT_TRUE(includes(called, called));
  EXPECT_FALSE(includes(called, plain()));
  EXPECT_FALSE(includes(plain(), called));
  State other_return = called;
  other_return.frames[1].return_slot = 6;
  EXPECT_FALSE(includes(called, other_return));
  State other_function = called;
  other_function.frames[1].function_begin = 11;
  EXPECT_FALSE(includes(called, other_function));
}
TEST(Inclusion, SavedRegistersOfTheCallerCount) {
  State target = plain();
  target.frames.push_back({10, 5, {}, {}});
  State source = target;
  target.frames[1].saved[3] = Value::scalar(Term::constant(1));
  EXPECT_FALSE(includes(target, source));
  EXPECT_TRUE(includes(source, target));
}
TEST(Inclusion, ReferencesMustBeTheSame) {
  State one = plain();
  one.references.push_back({1, 0, 0});
  State other = plain();
  other.references.push_back({2, 0, 0});
  EXPECT_FALSE(includes(one, other));
  State both = one;
  both.references.push_back({2, 0, 0});
  EXPECT_FALSE(includes(one, both));
  EXPECT_FALSE(includes(both, one));
}
TEST(Inclusion, ReferencesCannotBeDroppedOrInvented) {
  State held = plain();
  held.references.push_back({1, 0, 0});
  EXPECT_FALSE(includes(plain(), held));
  EXPECT_FALSE(includes(held, plain()));
  EXPECT_TRUE(includes(held, held));
}
TEST(Inclusion, InitialisedBytesMustBeInitialisedInTheSource) {
  State target = plain();
  target.frames[0].stack.scramble(-8, 4);
  EXPECT_FALSE(includes(target, plain()));
  EXPECT_TRUE(includes(plain(), target));
}
TEST(Inclusion, BytesOfAPointerAreNotNumbers) {
  State target = plain();
  target.frames[0].stack.scramble(-8, 8);
  State source = plain();
  source.frames[0].stack.store(-8, 8, null_or_value(0));
  EXPECT_FALSE(includes(target, source));
  for (std::int32_t offset = -8; offset < 0; ++offset) {
    State one = plain();
    one.frames[0].stack.scramble(offset, 1);
    EXPECT_FALSE(includes(one, source)) << offset;
  }
}
TEST(Inclusion, ANegatedSymbolTakesTheLeastNumber) {
  // Its own negative, which a quotient of signed numbers cannot say.
  constexpr std::uint64_t kLeast = std::uint64_t{1} << 63;
  SymbolSupply supply;
  State target = plain();
  const Term x = target.knowledge.introduce(supply, Scalar::top());
  target.registers[1] = Value::scalar(x.times(~std::uint64_t{0}));
  State source = plain();
  source.registers[1] = Value::scalar(Term::constant(kLeast));
  const auto map = includes(target, source);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->find(*x.as_symbol())->as_constant(), kLeast);
  const Term y = source.knowledge.introduce(supply, Scalar::top());
  source.registers[1] = Value::scalar(y.times(kLeast));
  EXPECT_TRUE(includes(target, source));
}

TEST(Inclusion, AFactOnOneRegisterDoesNotHoldForAnother) {
  SymbolSupply supply;
  State target = plain();
  target.registers[1] =
      Value::scalar(target.knowledge.introduce(supply, Scalar::unsigned_range(0, 9)));
  target.registers[2] = target.registers[1];
  State source = plain();
  source.registers[1] =
      Value::scalar(source.knowledge.introduce(supply, Scalar::unsigned_range(0, 9)));
  source.registers[2] =
      Value::scalar(source.knowledge.introduce(supply, Scalar::unsigned_range(0, 9)));
  EXPECT_FALSE(includes(target, source));
  EXPECT_TRUE(includes(source, target));
}

}  // namespace
}  // namespace assay::testing
