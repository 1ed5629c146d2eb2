// SPDX-License-Identifier: Apache-2.0
// Comparisons of addresses: which branches live, and what each learns, where a region may be absent
// or its marks out of order.
#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {
namespace {

/// One comparison at slot 0, whose target is slot 2, and the state before it.
struct Comparison {
  Program program;
  Contract contract = *find_contract("windows/process");
  SymbolSupply symbols;
  State state;

  explicit Comparison(std::string_view test) {
    const std::string text = "if " + std::string(test) + " goto +1; r0 = 0; exit";
    program.instructions = assemble(text).value();
    program.locations.resize(program.instructions.size());
    program.functions.push_back(
        {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  }
  Environment environment() { return {program, contract, symbols}; }
  void enter() { state = entry_state(environment()); }
  Value mark(std::uint32_t m, std::int64_t further = 0) {
    return Value::pointer(RegionMemory{},
                          state.regions[0].marks[m].plus(static_cast<std::uint64_t>(further)));
  }
  Step run() { return execute(environment(), state, 0); }
};

std::vector<State> taken(const Step& step) {
  std::vector<State> out;
  for (const Successor& s : step.next) {
    if (s.slot == 2) out.push_back(s.state);
  }
  return out;
}
std::vector<State> fallen_through(const Step& step) {
  std::vector<State> out;
  for (const Successor& s : step.next) {
    if (s.slot == 1) out.push_back(s.state);
  }
  return out;
}

TEST(NullTest, KeepsBothBranchesOfARegionThatMayBeAbsent) {
  Comparison site("r2 == 0");
  site.enter();
  site.state.write(Reg{2}, site.mark(0));
  site.state.write(Reg{3}, site.mark(1, 8));
  const Step step = site.run();
  ASSERT_EQ(taken(step).size(), 1U);
  const State absent = taken(step).front();
  EXPECT_EQ(absent.regions[0].presence, Presence::Absent);
  EXPECT_EQ(absent.region_end(0).as_constant(), 0U);
  EXPECT_EQ(absent.registers[2].term().as_constant(), 0U);
  EXPECT_TRUE(absent.registers[3].is_scalar());
  EXPECT_EQ(absent.registers[3].term().as_constant(), 8U);
  ASSERT_EQ(fallen_through(step).size(), 1U);
  EXPECT_EQ(fallen_through(step).front().regions[0].presence, Presence::Present);
  EXPECT_TRUE(fallen_through(step).front().registers[2].is_pointer());
}

TEST(NullTest, HasOneBranchWhereTheRegionIsNeverNull) {
  Comparison site("r2 == 0");
  site.contract.regions[0].may_be_null = false;
  site.enter();
  site.state.write(Reg{2}, site.mark(0));
  const Step step = site.run();
  EXPECT_TRUE(taken(step).empty());
  EXPECT_EQ(fallen_through(step).size(), 1U);
}

TEST(NullTest, HasOneBranchWhereAByteIsThere) {
  Comparison site("r2 == 0");
  site.enter();
  site.state.write(Reg{2}, site.mark(0));
  site.state.knowledge.refine(site.state.region_end(0), Scalar::unsigned_range(1, 65535));
  const Step step = site.run();
  EXPECT_TRUE(taken(step).empty());
  ASSERT_EQ(fallen_through(step).size(), 1U);
}

TEST(NullTest, OfAnAddressBeforeAnAbsentRegionFails) {
  Comparison site("r2 == 0");
  site.enter();
  site.state.write(Reg{2}, site.mark(0, -8));
  const Step step = site.run();
  EXPECT_TRUE(taken(step).empty());
  EXPECT_EQ(fallen_through(step).size(), 2U);
}

TEST(Order, FromNullAnAddressBeforeTheBeginLiesBeyondIt) {
  Comparison site("r2 < r3");
  site.enter();
  site.state.write(Reg{2}, site.mark(0, -8));
  site.state.write(Reg{3}, site.mark(0));
  const Step step = site.run();
  ASSERT_EQ(taken(step).size(), 1U);
  EXPECT_EQ(taken(step).front().regions[0].presence, Presence::Present);
  ASSERT_EQ(fallen_through(step).size(), 1U);
  EXPECT_EQ(fallen_through(step).front().regions[0].presence, Presence::Absent);
}

TEST(Order, OfOffsetsThatAreNotNegativeNeedsNoSecondLook) {
  Comparison site("r2 > r3");
  site.enter();
  site.state.write(Reg{2}, site.mark(0, 14));
  site.state.write(Reg{3}, site.mark(1));
  const Step step = site.run();
  ASSERT_EQ(step.next.size(), 2U);
  ASSERT_EQ(fallen_through(step).size(), 1U);
  const State longer = fallen_through(step).front();
  EXPECT_EQ(longer.regions[0].presence, Presence::Either);
  EXPECT_GE(longer.knowledge.evaluate(longer.region_end(0)).umin(), 14U);
}

TEST(Order, OfMarksThatMayBeReversedIsOpen) {
  Comparison site("r2 > r3");
  site.contract.regions[0].reversed = 57;
  site.enter();
  const Scalar size = site.state.knowledge.evaluate(site.state.region_end(0));
  EXPECT_EQ(size.smin(), -57);
  EXPECT_EQ(size.smax(), 65535);
  site.state.write(Reg{2}, site.mark(0));
  site.state.write(Reg{3}, site.mark(1));
  EXPECT_EQ(taken(site.run()).size(), 1U);
  site.contract.regions[0].reversed = 0;
  site.enter();
  site.state.write(Reg{2}, site.mark(0));
  site.state.write(Reg{3}, site.mark(1));
  EXPECT_TRUE(taken(site.run()).empty());
}

/// Two pointers that are null together on one path; on the other the first lies so far from its
/// region that its address may be 0, which says nothing of the second.
TEST(NullTest, OfAFarPointerSaysNothingOfThoseThatAreNullWithIt) {
  Comparison site("r2 == 0");
  site.enter();
  Value far = Value::pointer(StackMemory{}, Term::constant(1ull << 63));
  far.as_pointer()->null = NullId{1};
  Value near = Value::pointer(StackMemory{}, Term::constant(0));
  near.as_pointer()->null = NullId{1};
  site.state.next_id = 2;
  site.state.write(Reg{2}, far);
  site.state.write(Reg{3}, near);
  const auto keeps_the_other = [](const State& s) {
    return s.registers[3].is_pointer() && !s.registers[3].maybe_null();
  };
  const std::vector<State> null = taken(site.run());
  ASSERT_EQ(null.size(), 2U);
  EXPECT_NE(keeps_the_other(null[0]), keeps_the_other(null[1]));
}

TEST(EnterRegion, AllMarksOfTheWidestAxiomMayBeNullAndOutOfOrder) {
  Comparison site("r1 == r1");
  site.contract.regions[0] = Region{.name = "any", .marks = 3, .max_size = 100};
  site.enter();
  EXPECT_EQ(site.state.regions[0].presence, Presence::Either);
  const Scalar inner = site.state.knowledge.evaluate(site.state.regions[0].marks[1]);
  EXPECT_EQ(inner.smin(), 0);
  EXPECT_EQ(inner.smax(), 100);
  const Scalar last = site.state.knowledge.evaluate(site.state.region_end(0));
  EXPECT_EQ(last.smin(), -100);
  EXPECT_EQ(last.smax(), 200);
}

}  // namespace
}  // namespace assay
