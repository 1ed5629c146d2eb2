// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/inclusion.hpp"

#include <gtest/gtest.h>

#include "support/any_state.hpp"
#include "verifier/engine/join.hpp"
#include "verifier/engine/tidy.hpp"

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
      v = Value::unreadable(Why::Forgotten);
      break;
    case 1:
      if (v.is_scalar()) v.term() = v.term().plus(1);
      break;
    case 2:
      if (v.is_scalar()) s.knowledge.refine(v.term(), dice.facts());
      break;
    case 3:
      if (v.is_scalar()) v = Value::scalar(s.knowledge.introduce(supply, dice.facts()));
      break;
    case 4:
      if (v.is_scalar())
        v = Value::scalar(s.knowledge.introduce(supply, s.knowledge.evaluate(v.term())));
      break;
    default:
      break;
  }
  tidy(s, supply);
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
  return Value(Pointer{MapElement{}, Term::constant(0), NullId{id}});
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
State with_region(Presence presence, const Value& first) {
  State s = plain();
  s.regions.push_back({{Term::constant(0), Term::constant(0)}, presence});
  s.registers[1] = first;
  return s;
}
TEST(Inclusion, ARegionThatIsThereOrAbsentIsNotOneOfBoth) {
  const Value number = Value::scalar(Term::constant(3));
  const State present = with_region(Presence::Present, number);
  const State absent = with_region(Presence::Absent, number);
  const State either = with_region(Presence::Either, number);
  EXPECT_TRUE(includes(either, present));
  EXPECT_TRUE(includes(either, absent));
  EXPECT_FALSE(includes(present, either));
  EXPECT_FALSE(includes(absent, either));
  EXPECT_FALSE(includes(present, absent));
  EXPECT_FALSE(includes(absent, present));
}
TEST(Inclusion, ANumberIsAPointerOnlyWhereTheRegionIsAbsent) {
  const Value pointer = Value::pointer(RegionMemory{}, Term::constant(3));
  const Value number = Value::scalar(Term::constant(3));
  const State target = with_region(Presence::Either, pointer);
  EXPECT_TRUE(includes(target, with_region(Presence::Absent, number)));
  EXPECT_FALSE(includes(target, with_region(Presence::Present, number)));
  EXPECT_FALSE(includes(target, with_region(Presence::Either, number)));
  const Value other = Value::scalar(Term::constant(4));
  EXPECT_FALSE(includes(target, with_region(Presence::Absent, other)));
  const Value elsewhere = Value::pointer(MapElement{}, Term::constant(3));
  EXPECT_FALSE(
      includes(with_region(Presence::Either, elsewhere), with_region(Presence::Absent, number)));
}
TEST(Inclusion, FramesMustBeThoseOfTheSameCalls) {
  State called = plain();
  called.frames.push_back({10, 5, 1, {}, {}});
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
  target.frames.push_back({10, 5, 1, {}, {}});
  State source = target;
  target.frames[1].saved[3] = Value::scalar(Term::constant(1));
  EXPECT_FALSE(includes(target, source));
  EXPECT_TRUE(includes(source, target));
}
Value record(std::uint32_t resource, std::uint64_t bytes = 16) {
  return Value::pointer(HelperMemory{ResourceId{resource}, bytes}, Term::constant(0));
}
Resource held(std::uint32_t resource, std::uint32_t null = 0) {
  return {ResourceId{resource}, 0, NullId{null}};
}
/// r6 and r7 point to records of 16 and 32 bytes, both held.
State holding(std::uint32_t first, std::uint32_t second) {
  State s = plain();
  s.registers[6] = record(first);
  s.registers[7] = record(second, 32);
  s.resources = {held(std::min(first, second)), held(std::max(first, second))};
  return s;
}

/// r1 holds a number of [0, 1], and the loader's number 7 is one of [0, 1]: perhaps the same.
enum class Loaded : std::uint8_t { Same, Another };
State with_loaded(SymbolSupply& supply, Loaded loaded) {
  State s = plain();
  const Term number = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 1));
  const Term other = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 1));
  s.registers[1] = Value::scalar(number);
  s.registers[2] = Value::scalar(other);
  s.list_loaded(7, loaded == Loaded::Same ? number : other);
  return s;
}

TEST(Inclusion, ANumberOfTheLoadersIsTheSameInBoth) {
  SymbolSupply supply;
  const State same = with_loaded(supply, Loaded::Same);
  EXPECT_TRUE(includes(same, with_loaded(supply, Loaded::Same)));
  EXPECT_FALSE(includes(same, with_loaded(supply, Loaded::Another)));
  State untold = same;
  untold.loaded.clear();
  EXPECT_FALSE(includes(same, untold)) << "nothing says that r1 is the loader's number";
  EXPECT_TRUE(includes(untold, same));
  State one = same;
  one.knowledge.refine(one.registers[1].term(), Scalar::constant(1));
  one.settle();
  ASSERT_EQ(one.find_loaded(7)->as_constant(), 1u);
  EXPECT_TRUE(includes(same, one));
  EXPECT_FALSE(includes(one, same));
}

TEST(Inclusion, AMergeKeepsOfTheLoadersNumbersWhatBothSidesSay) {
  SymbolSupply supply;
  const State same = with_loaded(supply, Loaded::Same);
  State one = same;
  one.knowledge.refine(one.registers[1].term(), Scalar::constant(1));
  one.settle();
  one.list_loaded(9, Term::constant(3));
  const State merged = merge_states(same, one, {Merge::Join, {}}, supply);
  ASSERT_EQ(merged.loaded.size(), 1u);
  EXPECT_EQ(*merged.find_loaded(7), merged.registers[1].term());
  EXPECT_TRUE(includes(merged, same));
  EXPECT_TRUE(includes(merged, one));
}

/// r6 points to memory of as many bytes as r1 or as r2 says, each a number of [0, 64].
enum class Sized : std::uint8_t { ByFirst, BySecond };
State with_memory(SymbolSupply& supply, Sized sized) {
  State s = plain();
  for (std::size_t reg = 1; reg <= 2; ++reg) {
    s.registers[reg] = Value::scalar(s.knowledge.introduce(supply, Scalar::unsigned_range(0, 64)));
  }
  s.registers[6] = record(1, HelperMemory::kListed);
  s.sizes = {{ResourceId{1}, s.registers[sized == Sized::ByFirst ? 1 : 2].term()}};
  s.next_id = 2;
  return s;
}

TEST(Inclusion, MemoryHasTheSameSizeInBoth) {
  SymbolSupply supply;
  const State first = with_memory(supply, Sized::ByFirst);
  EXPECT_TRUE(includes(first, with_memory(supply, Sized::ByFirst)));
  EXPECT_FALSE(includes(first, with_memory(supply, Sized::BySecond)));
  State untold = first;
  untold.sizes.clear();
  EXPECT_FALSE(includes(first, untold)) << "nothing says how large the memory is";
  EXPECT_TRUE(includes(untold, first));
  State constant = first;
  constant.registers[6] = record(1, 64);
  EXPECT_FALSE(includes(first, constant));
  State exchanged = first;
  exchanged.sizes = {{ResourceId{1}, Term::constant(64)}};
  EXPECT_FALSE(includes(exchanged, first)) << "it may be smaller";
}

TEST(Inclusion, AMergeKeepsTheSizeOfMemoryThatBothSidesHave) {
  SymbolSupply supply;
  const State first = with_memory(supply, Sized::ByFirst);
  const State other = with_memory(supply, Sized::ByFirst);
  const State merged = merge_states(first, other, {Merge::Join, {}}, supply);
  ASSERT_EQ(merged.sizes.size(), 1u);
  EXPECT_EQ(*merged.size_of(ResourceId{1}), merged.registers[1].term());
  EXPECT_TRUE(includes(merged, first));
  EXPECT_TRUE(includes(merged, other));
}

TEST(Inclusion, ResourcesMustBeAsMany) {
  State one = plain();
  one.resources.push_back(held(1));
  State both = one;
  both.resources.push_back(held(2));
  EXPECT_FALSE(includes(one, both));
  EXPECT_FALSE(includes(both, one));
}
TEST(Inclusion, ResourcesCannotBeDroppedOrInvented) {
  State holder = plain();
  holder.resources.push_back(held(1));
  EXPECT_FALSE(includes(plain(), holder));
  EXPECT_FALSE(includes(holder, plain()));
  EXPECT_TRUE(includes(holder, holder));
}
TEST(Inclusion, AResourceMayHaveAnotherNumber) {
  EXPECT_TRUE(includes(holding(1, 2), holding(5, 9)));
  EXPECT_TRUE(includes(holding(1, 2), holding(9, 5)));
  EXPECT_TRUE(includes(holding(2, 1), holding(5, 9)));
  State lost = holding(1, 2);
  lost.registers[7] = {};
  EXPECT_TRUE(includes(lost, holding(9, 5)));
  EXPECT_TRUE(includes(lost, holding(5, 9)));
}
TEST(Inclusion, RecordsOfOtherSizesAreNotExchanged) {
  State exchanged = holding(1, 2);
  std::swap(exchanged.registers[6], exchanged.registers[7]);
  EXPECT_FALSE(includes(exchanged, holding(1, 2)));
  EXPECT_FALSE(includes(exchanged, holding(5, 9)));
}
TEST(Inclusion, PointersToOneRecordAreNotPointersToTwo) {
  // After a release of the first, the second would still be readable.
  State two = plain();
  two.registers[6] = record(1);
  two.registers[7] = record(2);
  two.resources = {held(1), held(2)};
  State one = two;
  one.registers[7] = record(1);
  EXPECT_FALSE(includes(two, one));
  EXPECT_FALSE(includes(one, two));
  State in_cells = plain();
  in_cells.frames[0].stack.store(-8, 8, record(1));
  in_cells.frames[0].stack.store(-16, 8, record(2));
  in_cells.resources = two.resources;
  State doubled = in_cells;
  doubled.frames[0].stack.store(-16, 8, record(1));
  EXPECT_FALSE(includes(in_cells, doubled));
  EXPECT_FALSE(includes(doubled, in_cells));
}
TEST(Inclusion, ARecordThatIsHeldIsNotOneThatIsNot) {
  State target = holding(1, 2);
  target.registers[7] = record(3, 32);  // not among the resources
  EXPECT_FALSE(includes(target, holding(1, 2)));
  EXPECT_FALSE(includes(holding(1, 2), target));
  State uncounted = holding(1, 2);
  uncounted.registers[7] = record(0, 32);
  EXPECT_FALSE(includes(uncounted, holding(1, 2)));
  EXPECT_FALSE(includes(holding(1, 2), uncounted));
}
TEST(Inclusion, WhatIsHeldForCertainIsNotHeldUnlessNull) {
  State certain = holding(1, 2);
  State doubtful = certain;
  doubtful.resources[0].null = NullId{7};
  EXPECT_FALSE(includes(certain, doubtful));
  EXPECT_TRUE(includes(doubtful, certain));
  // The NullId of the resource is that of its pointer.
  doubtful.registers[6].as_pointer()->null = NullId{7};
  State renamed = holding(5, 9);
  renamed.resources[0].null = NullId{3};
  renamed.registers[6].as_pointer()->null = NullId{3};
  EXPECT_TRUE(includes(doubtful, renamed));
  renamed.registers[6].as_pointer()->null = NullId{4};
  EXPECT_FALSE(includes(doubtful, renamed));
}
TEST(Inclusion, ResourcesThatNoValueTellsApartArePairedOneForOne) {
  State target = plain();
  target.resources = {held(1), held(2, 4)};
  State source = plain();
  source.resources = {held(6, 8), held(7)};
  EXPECT_TRUE(includes(target, source));
  source.resources[1].null = NullId{9};
  EXPECT_FALSE(includes(target, source));  // one is held for certain only in the target
  State alike = plain();
  alike.resources = {held(1), held(1)};
  EXPECT_FALSE(includes(alike, target));
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

/// Two numbers from 0 to 99 in registers 6 and 7, of whose sum in register 1 is known what
/// comparisons with `least` and `most` tell.
State with_sum(SymbolSupply& supply, std::int32_t least, std::int32_t most) {
  State s = plain();
  const Term x = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 99));
  const Term y = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 99));
  const Term sum = *Term::combine(x, 1, y);
  s.registers[1] = Value::scalar(sum);
  s.registers[6] = Value::scalar(x);
  s.registers[7] = Value::scalar(y);
  s.knowledge.learn(LinearExpr::reading(sum).plus(-most));
  s.knowledge.learn(
      *LinearExpr::combine(-1, LinearExpr::reading(sum), 1, LinearExpr::constant(least)));
  return s;
}

TEST(Inclusion, ASumIsTheNumberThatBoundsLeaveToIt) {
  SymbolSupply supply;
  State target = plain();
  target.registers[1] = Value::scalar(Term::constant(16));
  EXPECT_TRUE(includes(target, with_sum(supply, 16, 16)));
  EXPECT_FALSE(includes(target, with_sum(supply, 15, 16)));
  EXPECT_FALSE(includes(target, with_sum(supply, 16, 17)));
  EXPECT_FALSE(includes(target, with_sum(supply, 17, 17)));
}

TEST(Inclusion, AValueInTwoPlacesMayBeASumInOneAndItsNumberInTheOther) {
  SymbolSupply supply;
  State target = plain();
  target.registers[1] = Value::scalar(target.knowledge.introduce(supply, Scalar::top()));
  target.registers[2] = target.registers[1];
  State source = with_sum(supply, 16, 16);
  source.registers[2] = Value::scalar(Term::constant(16));
  EXPECT_TRUE(includes(target, source));
  source.registers[2] = Value::scalar(Term::constant(17));
  EXPECT_FALSE(includes(target, source));
  source = with_sum(supply, 15, 16);
  source.registers[2] = Value::scalar(Term::constant(16));
  EXPECT_FALSE(includes(target, source));
}

}  // namespace
}  // namespace assay::testing
