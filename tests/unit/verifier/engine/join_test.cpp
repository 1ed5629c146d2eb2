// SPDX-License-Identifier: Apache-2.0
// A merge includes both sides: by the inclusion test that the final pass uses, and by concrete
// machines.
#include "verifier/engine/join.hpp"

#include <gtest/gtest.h>

#include "support/any_state.hpp"
#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/loosening.hpp"

namespace assay::testing {
namespace {

constexpr std::array<std::uint64_t, 4> kThresholds{0, 39, 40, 0xffff};

void expect_includes_both(Merge how, std::uint32_t seed, Ties ties = Ties::None) {
  Dice dice(seed);
  int followed = 0;
  int not_shown = 0;  // a fact that needs more bounds at once than the inclusion test combines
  for (int run = 0; run < 2500; ++run) {
    SymbolSupply supply;
    const auto shared = any_symbols(dice, supply, 2);
    const std::array<State, 2> sides{any_state(dice, supply, shared),
                                     any_state(dice, supply, shared)};
    const State merged = merge_states(sides[0], sides[1], {how, kThresholds, ties}, supply);
    for (const State& side : sides) {
      not_shown += includes(merged, side) ? 0 : 1;
      for (int i = 0; i < 4; ++i) {
        const auto machine = any_machine(dice, side);
        if (!machine) continue;
        ++followed;
        ASSERT_TRUE(means(merged, *machine)) << "run " << run;
      }
    }
  }
  EXPECT_LE(not_shown, 3);
  EXPECT_GT(followed, 2000) << "too few machines were hit for the test to mean anything";
}

TEST(Join, IncludesBothSides) { expect_includes_both(Merge::Join, 31); }
TEST(Join, WithTiedRangesIncludesBothSides) { expect_includes_both(Merge::Join, 61, Ties::Ranges); }
TEST(Join, WideningIncludesBothSides) { expect_includes_both(Merge::Widen, 32); }
TEST(Join, WideningToTopIncludesBothSides) { expect_includes_both(Merge::WidenTop, 33); }

/// Makes numbers of some registers pointers into a region, unless the region is absent, where they
/// are numbers.
void add_region(Dice& dice, State& state, SymbolSupply& supply) {
  static constexpr std::array kAll{Presence::Present, Presence::Absent, Presence::Either};
  const Presence presence = kAll.at(dice.below(kAll.size()));
  const Term end = presence == Presence::Absent
                       ? Term::constant(0)
                       : state.knowledge.introduce(supply, Scalar::signed_range(-57, 65535));
  state.regions.push_back({{Term::constant(0), end}, presence});
  state.registers[6] = Value::scalar(end);
  state.registers[7] = Value::scalar(dice.below(2) == 0 ? end.plus(14) : Term::constant(14));
  if (presence == Presence::Absent) return;
  for (const std::size_t reg : {0UL, 6UL, 7UL}) {
    Value& v = state.registers.at(reg);
    if (v.is_scalar()) v = Value::pointer(RegionMemory{}, v.term());
  }
}

TEST(Join, IncludesSidesWithAndWithoutARegion) {
  Dice dice(34);
  int not_shown = 0;
  int pointers_kept = 0;
  for (int run = 0; run < 2500; ++run) {
    SymbolSupply supply;
    const auto shared = any_symbols(dice, supply, 2);
    std::array<State, 2> sides{any_state(dice, supply, shared), any_state(dice, supply, shared)};
    for (State& side : sides) add_region(dice, side, supply);
    const State merged = merge_states(sides[0], sides[1], {Merge::Join, {}}, supply);
    for (const State& side : sides) not_shown += includes(merged, side) ? 0 : 1;
    const bool one_absent = (sides[0].regions[0].presence == Presence::Absent) !=
                            (sides[1].regions[0].presence == Presence::Absent);
    if (!one_absent) continue;
    EXPECT_EQ(merged.regions[0].presence, Presence::Either);
    pointers_kept += merged.registers[7].is_pointer() ? 1 : 0;
  }
  EXPECT_LE(not_shown, 3);
  EXPECT_GT(pointers_kept, 500);
}

/// A state with one number in r1, over a fresh symbol or constant.
State with(SymbolSupply& supply, std::uint64_t low, std::uint64_t high) {
  State s;
  s.frames.emplace_back();
  s.registers[1] = Value::scalar(s.knowledge.introduce(supply, Scalar::unsigned_range(low, high)));
  return s;
}

TEST(Join, KeepsAnAffineEqualityOfTwoRegisters) {
  SymbolSupply supply;
  State a = with(supply, 1, 1);
  State b = with(supply, 2, 2);
  a.registers[2] = Value::scalar(Term::constant(8));
  b.registers[2] = Value::scalar(Term::constant(16));
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  const Symbol x = m.registers[1].term().monomials()[0].symbol;
  EXPECT_TRUE(m.registers[2].term() == m.registers[1].term().times(8));
  EXPECT_EQ(m.knowledge.find(x)->facts.umax(), 2U);
}

TEST(Join, TellsStepsApartUpToTwentyBits) {
  // r2 is twice r3. Only where r3's step counts as the smaller one it is paired first, and r2 then
  // said by it.
  const auto twice = [](std::uint64_t step) {
    SymbolSupply supply;
    State a = with(supply, 0, 9);
    State b = a;
    const Term x = a.registers[1].term();
    a.registers[2] = Value::scalar(x.times(2 * step));
    a.registers[3] = Value::scalar(x.times(step));
    b.registers[2] = Value::scalar(Term::constant(14));
    b.registers[3] = Value::scalar(Term::constant(7));
    const State m = merge_states(a, b, {Merge::Join, {}}, supply);
    return m.registers[2].term() == m.registers[3].term().times(2);
  };
  EXPECT_TRUE(twice(std::uint64_t{1} << 19));
  EXPECT_FALSE(twice(std::uint64_t{1} << 20));
}

TEST(Join, KeepsTheSumOfTwoCountersThatStandsBeforeThem) {
  // r1 is 2 * (r2 + r3): on one side only r3 has moved, on the other only r2.
  SymbolSupply supply;
  State a = with(supply, 0, 9);
  State b = with(supply, 0, 9);
  const Term of_a = a.registers[1].term();
  const Term of_b = b.registers[1].term();
  a.registers[1] = Value::scalar(of_a.times(2));
  a.registers[2] = Value::scalar(Term::constant(0));
  a.registers[3] = Value::scalar(of_a);
  b.registers[1] = Value::scalar(of_b.times(2));
  b.registers[2] = Value::scalar(of_b);
  b.registers[3] = Value::scalar(Term::constant(0));
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  const auto sum = Term::combine(m.registers[2].term(), 1, m.registers[3].term());
  ASSERT_TRUE(sum.has_value());
  EXPECT_TRUE(m.registers[1].term() == sum->times(2));
}

TEST(Join, TiesWhatARoundAddsToTheNumberOfRounds) {
  // r1 grows by 1 to 6 where r2 grows by 1.
  const auto merged = [](Ties ties) {
    SymbolSupply supply;
    State before = with(supply, 0, 0);
    State after = with(supply, 1, 6);
    before.registers[2] = Value::scalar(Term::constant(0));
    after.registers[2] = Value::scalar(Term::constant(1));
    return merge_states(before, after, {Merge::Join, {}, ties}, supply);
  };
  const auto at_most_six_each = [](const State& s) {
    const LinearExpr r1 = LinearExpr::reading(s.registers[1].term());
    const LinearExpr r2 = LinearExpr::reading(s.registers[2].term());
    return s.knowledge.entails(*LinearExpr::combine(1, r1, -6, r2));
  };
  const auto at_least_one_each = [](const State& s) {
    return s.knowledge.entails(*LinearExpr::difference(LinearExpr::reading(s.registers[2].term()),
                                                       LinearExpr::reading(s.registers[1].term())));
  };
  EXPECT_TRUE(at_most_six_each(merged(Ties::Ranges)));
  EXPECT_TRUE(at_least_one_each(merged(Ties::Ranges)));
  EXPECT_FALSE(at_most_six_each(merged(Ties::None)));
}

TEST(Join, KeepsTheBoundOfASum) {
  // r1 = r2 + r3 stays below r4, although on each side another part of the sum is a constant.
  SymbolSupply supply;
  State a = with(supply, 1, 100);
  State b = with(supply, 1, 100);
  for (State* s : {&a, &b}) {
    const Term part = s->registers[1].term();
    const Term limit = s->knowledge.introduce(supply, Scalar::unsigned_range(0, 200));
    const bool first = s == &a;
    s->registers[1] = Value::scalar(part.plus(first ? 3 : 5));
    s->registers[2] = Value::scalar(first ? part : Term::constant(5));
    s->registers[3] = Value::scalar(first ? Term::constant(3) : part);
    s->registers[4] = Value::scalar(limit);
    s->knowledge.learn(*LinearExpr::difference(LinearExpr::reading(part.plus(first ? 4 : 6)),
                                               LinearExpr::reading(limit)));
  }
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  EXPECT_TRUE(m.knowledge.entails(
      *LinearExpr::difference(LinearExpr::reading(m.registers[1].term().plus(1)),
                              LinearExpr::reading(m.registers[4].term()))));
}

/// a - b <= most, where the bounds between symbols show it.
bool at_most(const State& s, const Term& a, const Term& b, Int128 most) {
  return s.knowledge.entails(
      LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b))->plus(-most));
}

TEST(Join, ProposesFourHundredOrdersOfNewSymbols) {
  // Thirty cells, each a new symbol: no one's step is a multiple of another's. They are taken in
  // the order of their steps, each with all behind it.
  constexpr std::int32_t kCells = 30;
  SymbolSupply supply;
  State a = with(supply, 0, 0);
  State b = a;
  const auto offset = [](std::int32_t cell) { return -8 * (cell + 1); };
  for (std::int32_t i = 0; i < kCells; ++i) {
    const bool near = i >= 21 && i <= 23;
    const auto start = static_cast<std::uint64_t>(near ? 0 : 1000 * (i + 1));
    const auto step = static_cast<std::uint64_t>(kCells + 1 + i);
    a.frames[0].stack.store(offset(i), 8, Value::scalar(Term::constant(start)));
    b.frames[0].stack.store(offset(i), 8, Value::scalar(Term::constant(start + step)));
  }
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  const auto cell = [&](std::int32_t i) {
    return m.frames[0].stack.exact(offset(i), 8)->value.term();
  };
  EXPECT_TRUE(at_most(m, cell(21), cell(22), 0)) << "29 + 28 + ... + 9 pairs, and this one";
  EXPECT_FALSE(at_most(m, cell(21), cell(23), 0));
}

/// The merge of states with these numbers in r2 and r3. The steps are such that each becomes a
/// symbol of its own.
State merged_pair(SymbolSupply& supply, std::uint64_t second, std::uint64_t third) {
  State a = with(supply, 0, 0);
  State b = a;
  a.registers[2] = Value::scalar(Term::constant(second));
  a.registers[3] = Value::scalar(Term::constant(third));
  b.registers[2] = Value::scalar(Term::constant(second + 31));
  b.registers[3] = Value::scalar(Term::constant(third + 32));
  return merge_states(a, b, {Merge::Join, {}}, supply);
}

TEST(Join, KeepsAnOrderThatIntervalsShowUpToALittleSlack) {
  SymbolSupply supply;
  const State eight = merged_pair(supply, 1008, 1000);
  EXPECT_TRUE(at_most(eight, eight.registers[2].term(), eight.registers[3].term(), 8));
  EXPECT_FALSE(at_most(eight, eight.registers[2].term(), eight.registers[3].term(), 7));
  const State nine = merged_pair(supply, 1009, 1000);
  EXPECT_FALSE(at_most(nine, nine.registers[2].term(), nine.registers[3].term(), 9));
  // The other way round it is the second side that is furthest apart.
  const State below = merged_pair(supply, 1000, 1007);
  EXPECT_TRUE(at_most(below, below.registers[3].term(), below.registers[2].term(), 8));
  const State too_far = merged_pair(supply, 1000, 1008);
  EXPECT_FALSE(at_most(too_far, too_far.registers[3].term(), too_far.registers[2].term(), 9));
}

TEST(Join, KeepsAnOrderWhereWhatIsFarApartCancels) {
  SymbolSupply supply(7);
  State a = with(supply, 0, 1000);
  State b = with(supply, 5, 5);
  const Term s = a.registers[1].term();
  a.registers[1] = Value::scalar(s.times(2));
  a.registers[2] = Value::scalar(s.times(3));
  b.registers[2] = Value::scalar(Term::constant(9));
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)}) {
    EXPECT_TRUE(at_most(m, m.registers[1].term(), m.registers[2].term(), 0));
    EXPECT_FALSE(at_most(m, m.registers[2].term(), m.registers[1].term(), 1000));
  }
}

TEST(Join, KeepsTheOrderOfANewSymbolAndOneOfBothSides) {
  SymbolSupply supply;
  State a = with(supply, 0, 1000);
  State b = a;
  a.registers[2] = Value::scalar(a.registers[1].term().plus(1));
  b.registers[2] = Value::scalar(Term::constant(7));
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)})
    EXPECT_TRUE(at_most(m, m.registers[2].term(), m.registers[1].term(), 7));
}

TEST(Join, KeepsNoOrderOfASumThatMayWrap) {
  SymbolSupply supply;
  State a = with(supply, 0, ~std::uint64_t{0});
  State b = with(supply, 3, 3);
  const Term other = a.knowledge.introduce(supply, Scalar::top());
  a.registers[1] = Value::scalar(*Term::combine(a.registers[1].term(), 1, other));
  a.registers[2] = Value::scalar(Term::constant(5));
  b.registers[2] = Value::scalar(Term::constant(4));
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)}) {
    EXPECT_TRUE(m.knowledge.bounds().empty());
    EXPECT_TRUE(includes(m, a));
    EXPECT_TRUE(includes(m, b));
  }
}

TEST(Join, ChainsOfWideningsEnd) {
  SymbolSupply supply;
  State wide = with(supply, 0, 0);
  int changes = 0;
  for (std::uint64_t i = 1; i < 200; ++i) {
    const State next = with(supply, i * 3, i * 3);
    if (includes(wide, next)) continue;
    ++changes;
    wide = merge_states(wide, next, {Merge::Widen, kThresholds}, supply);
  }
  EXPECT_LT(changes, 10);
}

TEST(Join, OfAPointerAndANumberCannotBeRead) {
  SymbolSupply supply;
  State a = with(supply, 7, 7);
  State b = with(supply, 7, 7);
  b.registers[1] = Value::pointer(ContextMemory{}, Term::constant(0));
  EXPECT_FALSE(merge_states(a, b, {Merge::Join, {}}, supply).registers[1].is_readable());
}

TEST(Join, OfAPointerAndZeroMayBeNull) {
  SymbolSupply supply;
  State a = with(supply, 0, 0);
  State b = with(supply, 0, 0);
  b.registers[1] = Value::pointer(MapElement{}, Term::constant(0));
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  EXPECT_TRUE(m.registers[1].maybe_null());
  EXPECT_TRUE(includes(m, a));
  EXPECT_TRUE(includes(m, b));
}

TEST(Join, OfPointersThatMayBeNullMayBeNull) {
  SymbolSupply supply;
  State a = with(supply, 0, 0);
  a.registers[1] = Value::pointer(MapElement{}, Term::constant(0));
  State b = a;
  b.registers[1].as_pointer()->null = b.fresh_id<NullId>();
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply),
                         merge_states(b, b, {Merge::Join, {}}, supply)}) {
    EXPECT_TRUE(m.registers[1].maybe_null());
    EXPECT_TRUE(includes(m, b));
  }
  EXPECT_FALSE(merge_states(a, a, {Merge::Join, {}}, supply).registers[1].maybe_null());
}

TEST(Join, KeepsALinkThatBothSidesHave) {
  SymbolSupply supply;
  State a = with(supply, 0, ~std::uint64_t{0});
  const Term low = a.knowledge.zero_extend32(supply, a.registers[1].term());
  a.registers[2] = Value::scalar(low);
  State b = a;
  a.registers[3] = Value::scalar(Term::constant(1));
  b.registers[3] = Value::scalar(Term::constant(2));
  const State m = merge_states(a, b, {Merge::Join, {}}, supply);
  const auto known = m.knowledge.known_extension(LinkKind::ZeroExtend32, m.registers[1].term());
  ASSERT_TRUE(known.has_value());
  EXPECT_TRUE(*known == m.registers[2].term());
  State other = b;
  Loosening(other.knowledge).drop_link(*low.as_symbol());
  const State without = merge_states(a, other, {Merge::Join, {}}, supply);
  EXPECT_FALSE(
      without.knowledge.known_extension(LinkKind::ZeroExtend32, without.registers[1].term()));
}

TEST(Join, KeepsThatADifferenceDoesNotWrapWhereOneSideSubtractsNothing) {
  SymbolSupply supply;
  State a = with(supply, 0, 4096);
  const Term whole = a.registers[1].term();
  const Term part = a.knowledge.introduce(supply, Scalar::unsigned_range(1, 256));
  a.registers[3] = Value::scalar(part);
  State b = a;
  a.registers[2] = Value::scalar(whole);
  b.knowledge.learn(*LinearExpr::difference(LinearExpr::reading(part), LinearExpr::reading(whole)));
  b.registers[2] = Value::scalar(*Term::combine(whole, ~std::uint64_t{0}, part));
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)})
    EXPECT_TRUE(m.knowledge.lies_within(m.registers[2].term(), Scalar::unsigned_range(0, 4096)));
}

TEST(Join, KeepsAnAffineEqualityWhoseSymbolsStandTheOtherWayRound) {
  SymbolSupply supply;
  State a = with(supply, 0, 9);
  const Term first = a.registers[1].term();
  const Term second = a.knowledge.introduce(supply, Scalar::unsigned_range(0, 9));
  State b = a;
  a.registers[1] = Value::scalar(second);
  a.registers[2] = Value::scalar(second.times(4).plus(1));
  b.registers[1] = Value::scalar(first);
  b.registers[2] = Value::scalar(first.times(4).plus(1));
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)})
    EXPECT_TRUE(m.registers[2].term() == m.registers[1].term().times(4).plus(1));
}

TEST(Join, OfASpilledPointerAndBytesForgetsTheBytes) {
  SymbolSupply supply;
  State a = with(supply, 0, 0);
  State b = with(supply, 0, 0);
  a.frames[0].stack.store(-8, 8, Value::pointer(ContextMemory{}, Term::constant(0)));
  b.frames[0].stack.scramble(-8, 8);
  for (const State& m : {merge_states(a, b, {Merge::Join, {}}, supply),
                         merge_states(b, a, {Merge::Join, {}}, supply)}) {
    EXPECT_FALSE(m.frames[0].stack.initialised(-8, 1));
    EXPECT_TRUE(includes(m, a));
    EXPECT_TRUE(includes(m, b));
  }
}

// --- What take_back() takes back -----------------------------------------------------------------

/// Takes from `target` what does not hold in `source`, which it must then include; once is enough.
void expect_taken_back(State& target, const State& source) {
  EXPECT_FALSE(includes(target, source));
  EXPECT_EQ(take_back(target, source), TakenBack::Something);
  EXPECT_TRUE(includes(target, source));
  EXPECT_EQ(take_back(target, source), TakenBack::Nothing);
}

TEST(TakeBack, WidensFactsNoFurtherThanTheSourceNeeds) {
  SymbolSupply supply;
  State target = with(supply, 2, 5);
  expect_taken_back(target, with(supply, 9, 9));
  const Scalar facts = target.knowledge.evaluate(target.registers[1].term());
  EXPECT_EQ(facts.umin(), 2U);
  EXPECT_EQ(facts.umax(), 9U);
}
TEST(TakeBack, DropsABoundThatTheSourceBreaks) {
  SymbolSupply supply;
  State target = with(supply, 0, 100);
  const Term x = target.registers[1].term();
  const Term y = target.knowledge.introduce(supply, Scalar::unsigned_range(0, 100));
  target.registers[2] = Value::scalar(y);
  target.knowledge.learn(*LinearExpr::difference(LinearExpr::reading(x), LinearExpr::reading(y)));
  State source = with(supply, 8, 8);
  source.registers[2] = Value::scalar(Term::constant(7));
  expect_taken_back(target, source);
  EXPECT_TRUE(target.knowledge.bounds().empty());
}
TEST(TakeBack, DropsALinkThatTheSourceBreaks) {
  SymbolSupply supply;
  State target = with(supply, 0, ~std::uint64_t{0});
  const Term low = target.knowledge.zero_extend32(supply, target.registers[1].term());
  target.registers[2] = Value::scalar(low);
  State source = with(supply, 8, 8);
  source.registers[2] = Value::scalar(Term::constant(7));
  expect_taken_back(target, source);
  EXPECT_EQ(target.knowledge.find(*low.as_symbol())->link, LinkKind::None);
}
TEST(TakeBack, LeavesWhatFollows) {
  SymbolSupply supply;
  State target = with(supply, 2, 5);
  EXPECT_EQ(take_back(target, with(supply, 3, 4)), TakenBack::Nothing);
  EXPECT_EQ(target.knowledge.evaluate(target.registers[1].term()).umax(), 5U);
}

}  // namespace
}  // namespace assay::testing
