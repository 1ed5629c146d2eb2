// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/state.hpp"

#include <gtest/gtest.h>

#include "support/any_state.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay::testing {
namespace {

Value held_record(std::uint32_t resource, std::uint32_t null) {
  return Value(Pointer{HelperMemory{ResourceId{resource}, 16}, Term::constant(0), NullId{null}});
}
ResourceId resource_in(const Value& v) { return resource_of(v.as_pointer()->region); }
State holding() {
  State s;
  s.frames.emplace_back();
  s.registers[6] = held_record(3, 4);
  s.frames[0].stack.store(-8, 8, held_record(3, 4));
  s.resources.push_back({ResourceId{3}, 12, NullId{4}});
  s.next_id = 5;
  return s;
}

TEST(State, AResultThatIsNullHoldsNothing) {
  State s = holding();
  s.resolve_null(NullId{4});
  EXPECT_EQ(s.registers[6].term().as_constant(), 0U);
  EXPECT_TRUE(s.registers[6].is_scalar());
  EXPECT_TRUE(s.frames[0].stack.exact(-8, 8)->value.is_scalar());
  EXPECT_TRUE(s.resources.empty());
}
TEST(State, AResultThatIsNotNullIsHeldForCertain) {
  State s = holding();
  s.resolve_not_null(NullId{4});
  EXPECT_FALSE(s.registers[6].maybe_null());
  EXPECT_FALSE(s.frames[0].stack.exact(-8, 8)->value.maybe_null());
  ASSERT_EQ(s.resources.size(), 1U);
  EXPECT_EQ(s.resources[0].null, NullId::Never);
}
TEST(State, OtherPointersStayAsTheyAre) {
  State s = holding();
  s.registers[7] = held_record(0, 2);
  s.resolve_not_null(NullId{4});
  EXPECT_TRUE(s.registers[7].maybe_null());
}
TEST(State, NumbersIdentitiesInAFixedOrder) {
  SymbolSupply supply;
  State a = holding();
  tidy(a, supply);
  State b = holding();
  b.registers[6] = held_record(40, 17);
  b.frames[0].stack.store(-8, 8, held_record(40, 17));
  b.resources[0] = {ResourceId{40}, 12, NullId{17}};
  b.next_id = 50;
  tidy(b, supply);
  EXPECT_EQ(a.resources, b.resources);
  EXPECT_EQ(a.registers[6].null(), b.registers[6].null());
  EXPECT_EQ(a.next_id, b.next_id);
  EXPECT_GT(ResourceId{a.next_id}, a.resources[0].id);
  EXPECT_GT(NullId{a.next_id}, a.resources[0].null);
}
TEST(State, NumbersOfResourcesDoNotHangOnOtherPointers) {
  SymbolSupply supply;
  State a = holding();
  tidy(a, supply);
  State b = holding();
  b.registers[2] = Value(Pointer{MapElement{0, ElementId{2}}, Term::constant(0), NullId{1}});
  tidy(b, supply);
  EXPECT_EQ(resource_in(a.registers[6]), resource_in(b.registers[6]));
  EXPECT_EQ(a.resources[0].id, b.resources[0].id);
  EXPECT_GT(NullId{b.next_id}, b.registers[6].null());
  EXPECT_NE(b.registers[2].null(), b.registers[6].null());
}
TEST(State, KilledValuesLeaveNoBytesBehind) {
  State s = holding();
  s.kill_values([](const Value& v) { return v.is_pointer(); }, Why::Stale, 9);
  EXPECT_FALSE(s.registers[6].is_readable());
  EXPECT_EQ(s.registers[6].since(), 9U);
  EXPECT_FALSE(s.frames[0].stack.initialised(-8, 1));
}
TEST(State, FramePointerIsOfTheStackThatTheTopFrameUses) {
  State s = holding();
  s.frames.emplace_back().stack_frame = 1;
  const Value own = s.read(kFramePointer);
  ASSERT_NE(own.into<StackMemory>(), nullptr);
  EXPECT_EQ(own.into<StackMemory>()->frame, 1U);
  s.top().stack_frame = 0;  // its caller's
  const Value callers = s.read(kFramePointer);
  ASSERT_NE(callers.into<StackMemory>(), nullptr);
  EXPECT_EQ(callers.into<StackMemory>()->frame, 0U);
}

TEST(State, SettlingRewritesValuesAndMarks) {
  SymbolSupply supply;
  State s = holding();
  const Term length = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 100));
  s.registers[1] = Value::scalar(length.plus(2));
  s.regions.push_back({{Term::constant(0), length}});
  s.knowledge.refine(length, Scalar::constant(64));
  s.settle();
  EXPECT_EQ(s.registers[1].term().as_constant(), 66U);
  EXPECT_EQ(s.region_end(0).as_constant(), 64U);
}

TEST(State, PointersIntoAnAbsentRegionAreTheirOffsets) {
  SymbolSupply supply;
  State s = holding();
  const Term length = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 100));
  const Term index = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 7));
  s.regions.push_back({{Term::constant(0), length}, Presence::Either});
  const RegionMemory region{};
  s.registers[1] = Value::pointer(region, *Term::combine(length, 1, index));
  s.frames[0].stack.store(-8, 8, Value::pointer(region, length.plus(~std::uint64_t{0})));
  s.resolve_absent(0, supply);
  ASSERT_TRUE(s.knowledge.feasible());
  EXPECT_EQ(s.regions[0].presence, Presence::Absent);
  EXPECT_EQ(s.region_end(0).as_constant(), 0U);
  EXPECT_TRUE(s.registers[1].is_scalar());
  EXPECT_EQ(s.registers[1].term(), index);
  EXPECT_EQ(s.frames[0].stack.exact(-8, 8)->value.term().as_constant(), ~std::uint64_t{0});
}

TEST(State, ARegionWithAByteIsNotAbsent) {
  SymbolSupply supply;
  State s = holding();
  const Term length = s.knowledge.introduce(supply, Scalar::unsigned_range(1, 100));
  s.regions.push_back({{Term::constant(0), length}, Presence::Either});
  s.resolve_absent(0, supply);
  EXPECT_FALSE(s.knowledge.feasible());
}

TEST(State, APointerThatIsNullOfItsOwnIsOneOfTwoNumbersInAnAbsentRegion) {
  SymbolSupply supply;
  State s = holding();
  s.regions.push_back({{Term::constant(0), Term::constant(0)}, Presence::Either});
  s.registers[1] = Value(Pointer{RegionMemory{}, Term::constant(5), s.fresh_id<NullId>()});
  s.resolve_absent(0, supply);
  const Scalar word = s.knowledge.evaluate(s.registers[1].term());
  EXPECT_TRUE(word.contains(0));
  EXPECT_TRUE(word.contains(5));
}

TEST(State, TidyingChangesNoMeaning) {
  Dice dice(51);
  int followed = 0;
  for (int run = 0; run < 3000; ++run) {
    SymbolSupply supply;
    State s = any_state(dice, supply, {});
    const auto words = dice.assignment_in(s.knowledge);
    if (!words) continue;
    const Machine machine = machine_of(s, *words);
    // A test that the machine passes makes replacements; tidying rewrites the values by them.
    const std::size_t reg = dice.below(5);
    if (s.registers[reg].is_scalar())
      s.knowledge.refine(s.registers[reg].term(), Scalar::constant(*machine.registers[reg]));
    tidy(s, supply);
    ++followed;
    ASSERT_TRUE(s.knowledge.replacements().empty());
    ASSERT_TRUE(means(s, machine)) << "run " << run;
    s.each_value([&](const Value& v) {
      if (!v.is_readable()) return;
      for (const Monomial& m : v.term().monomials()) ASSERT_NE(s.knowledge.find(m.symbol), nullptr);
    });
  }
  EXPECT_GT(followed, 1000);
}

TEST(State, TidyForgetsTheSizeOfMemoryThatNobodyPointsTo) {
  SymbolSupply supply;
  State s;
  s.frames.push_back({});
  const Term size = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 64));
  const Term other = s.knowledge.introduce(supply, Scalar::unsigned_range(0, 64));
  s.registers[6] =
      Value::pointer(HelperMemory{ResourceId{7}, HelperMemory::kListed}, Term::constant(0));
  s.sizes = {{ResourceId{5}, other}, {ResourceId{7}, size}};
  s.next_id = 8;
  tidy(s, supply);
  ASSERT_EQ(s.sizes.size(), 1u);
  EXPECT_EQ(s.sizes[0].memory, resource_in(s.registers[6]));
  EXPECT_EQ(s.knowledge.symbols().size(), 1u);
  EXPECT_EQ(s.size_of(ResourceId{7}), nullptr);
}

}  // namespace
}  // namespace assay::testing
