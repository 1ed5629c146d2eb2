// SPDX-License-Identifier: Apache-2.0
// What a claim may hold: whatever it is, no check of it reads out of bounds, hangs or wraps around.
#include "verifier/proof/well_formed.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "claims.hpp"
#include "verifier/engine/loosening.hpp"

namespace assay::testing {
namespace {

/// Whether the claim of Subject::Spill, which holds 8 bytes at -8, is well formed with other ones.
bool fits_with_cell(std::int32_t offset, std::uint32_t size) {
  const auto claims = claims_of(Subject::Spill);
  const Environment env = claims->environment();
  Invariant claim = claims->invariants.states.at(claims->index_at(4));
  StackCell& cell = claim.state.frames.at(0).stack.mutable_cells().at(0);
  cell.offset = offset;
  cell.size = size;
  return well_formed(env, claim, {env.symbols.peek(), entry_state(env)});
}

TEST(WellFormed, CellsHaveOneToEightBytesInsideTheFrame) {
  for (const std::uint32_t size : {1U, 4U, 8U}) EXPECT_TRUE(fits_with_cell(-8, size)) << size;
  EXPECT_TRUE(fits_with_cell(-1, 1));
  EXPECT_FALSE(fits_with_cell(-8, 0));
  EXPECT_FALSE(fits_with_cell(-8, 9));
  EXPECT_FALSE(fits_with_cell(-16, 16)) << "a number is no object";
  EXPECT_FALSE(fits_with_cell(-7, 8));
  EXPECT_FALSE(fits_with_cell(0, 1));
}
TEST(WellFormed, CellsLieInInitialisedBytes) {
  EXPECT_FALSE(fits_with_cell(-16, 8));
  EXPECT_FALSE(fits_with_cell(-Stack::kFrameBytes - 8, 8));
}

/// Whether the claim of Subject::Spill is well formed with these numbers of the loader's.
bool fits_with_loaded(std::vector<LoadedNumber> loaded) {
  const auto claims = claims_of(Subject::Spill);
  const Environment env = claims->environment();
  Invariant claim = claims->invariants.states.at(claims->index_at(4));
  claim.state.loaded = std::move(loaded);
  return well_formed(env, claim, {env.symbols.peek(), entry_state(env)});
}

TEST(WellFormed, EachNumberOfTheLoadersIsListedOnceInOrder) {
  const Term one = Term::constant(1);
  EXPECT_TRUE(fits_with_loaded({{1, one}, {2, one}}));
  EXPECT_FALSE(fits_with_loaded({{2, one}, {1, one}}));
  EXPECT_FALSE(fits_with_loaded({{1, one}, {1, Term::constant(2)}}));
  EXPECT_FALSE(fits_with_loaded({{1, Term::of(Symbol{1u << 30})}})) << "no such symbol";
}

/// Whether a claim of the subject at `slot` is well formed after the change.
bool fits_after(Subject subject, std::uint32_t slot, const std::function<void(State&)>& change) {
  const auto claims = claims_of(subject);
  const Environment env = claims->environment();
  Invariant claim = claims->invariants.states.at(claims->index_at(slot));
  EXPECT_TRUE(well_formed(env, claim, {env.symbols.peek(), entry_state(env)}));
  change(claim.state);
  return well_formed(env, claim, {env.symbols.peek(), entry_state(env)});
}

TEST(WellFormed, OnlyAnObjectIsLargerThanAWord) {
  const auto fits_with = [](std::int32_t offset, std::uint32_t size, const Value& value) {
    return fits_after(Subject::Spill, 4,
                      [&](State& s) { s.frames.at(0).stack.store(offset, size, value); });
  };
  const Value object = Value::pointer(KernelObject{}, Term::constant(0));
  EXPECT_TRUE(fits_with(-16, 16, object));
  EXPECT_TRUE(fits_with(-8, 8, object)) << "a pointer to one";
  EXPECT_FALSE(fits_with(-4, 4, object));
  EXPECT_FALSE(fits_with(-16, 16, Value::pointer(ContextMemory{}, Term::constant(0))));
  EXPECT_FALSE(fits_with(-16, 16, Value::scalar(Term::constant(0))));
}

TEST(WellFormed, IdentitiesAreFarFromWrappingAround) {
  // The next look-up's result would be null together with what is never null.
  for (const std::uint32_t next : {~0U, ~0U - 2, 1U << 31})
    EXPECT_FALSE(fits_after(Subject::Lookup, 10, [&](State& s) { s.next_id = next; })) << next;
  EXPECT_TRUE(fits_after(Subject::Lookup, 10, [](State& s) { s.next_id += 1000; }));
}

TEST(WellFormed, FactsKeepTheInvariantsOfTheirTypes) {
  using Change = void (*)(Scalar&);
  const Change changes[] = {
      // 7 is 3 modulo 4, so this includes the true {4, 3}, and contains nothing.
      [](Scalar& f) { f.stride = {4, 7}; },
      [](Scalar& f) { f.stride = {3, 5}; },
      [](Scalar& f) { f.stride = {0, 0}; },
      [](Scalar& f) { f.stride = {1U << 17, 0}; },
      [](Scalar& f) {
        f.full.known.must = ~f.full.known.may | f.full.known.must;
        f.full.known.may = {};
      },
      [](Scalar& f) { std::swap(f.full.u.lo, f.full.u.hi); },
      [](Scalar& f) { f.full.s = decltype(f.full.s)::empty(); },
      [](Scalar& f) { f.low_u = decltype(f.low_u)::empty(); },
      [](Scalar& f) { f.low_s = decltype(f.low_s)::empty(); }};
  for (const Change change : changes) {
    EXPECT_FALSE(fits_after(Subject::Count, 2, [&](State& s) {
      const Symbol first = s.knowledge.symbols().front().symbol;
      Scalar facts = s.knowledge.find(first)->facts;
      change(facts);
      Loosening(s.knowledge).set_facts(first, facts);
    }));
  }
}

/// A state in which a pointer goes into the region.
bool fits_with(const Pointee& region) {
  return fits_after(Subject::Lookup, 10,
                    [&](State& s) { s.registers[0] = Value::pointer(region, Term::constant(0)); });
}

TEST(WellFormed, RegionsOfValuesAreThere) {
  for (const Pointee& region : std::initializer_list<Pointee>{
           StackMemory{0}, RegionMemory{0}, MapElement{0}, DataSection{0}, MapHandle{0}, Code{0}})
    EXPECT_TRUE(fits_with(region)) << region.index();
  for (const Pointee& region :
       std::initializer_list<Pointee>{StackMemory{1000}, RegionMemory{1000}, MapElement{1000},
                                      DataSection{1000}, MapHandle{1000}, Code{1000}})
    EXPECT_FALSE(fits_with(region)) << region.index();
}

TEST(WellFormed, NothingPointsIntoARegionThatIsAbsent) {
  const auto absent = [](State& s) { s.regions.at(0).presence = Presence::Absent; };
  EXPECT_FALSE(fits_after(Subject::NullWalk, 3, absent)) << "its marks are not 0";
  const auto empty = [&](State& s) {
    absent(s);
    for (Term& mark : s.regions.at(0).marks) mark = Term::constant(0);
  };
  EXPECT_FALSE(fits_after(Subject::NullWalk, 3, empty)) << "r2 points into it";
  EXPECT_TRUE(fits_after(Subject::NullWalk, 3, [&](State& s) {
    empty(s);
    s.kill_values([](const Value& v) { return v.into<RegionMemory>() != nullptr; }, Why::Merged, 0);
  }));
}

TEST(WellFormed, IdsOfRegionsWereHandedOut) {
  constexpr std::uint32_t kNever = 1000000;
  EXPECT_FALSE(fits_with(MapElement{0, ElementId{kNever}}));
  EXPECT_FALSE(fits_with(HelperMemory{ResourceId{kNever}, 8}));
  EXPECT_FALSE(fits_with(KernelObject{ResourceId{kNever}}));
  EXPECT_TRUE(fits_with(HelperMemory{ResourceId::None, 8}));
}

TEST(WellFormed, FramesReturnBehindTheirCalls) {
  for (const std::uint32_t slot : {0U, 1U, 4U, 1000U, ~0U}) {
    const auto claims = claims_of(Subject::Call);
    const Environment env = claims->environment();
    Invariant claim = claims->invariants.states.at(claims->index_at(6));
    claim.state.frames.at(1).return_slot = slot;
    claim.place = place_of(claim.state, claim.place.slot);
    EXPECT_FALSE(well_formed(env, claim, {env.symbols.peek(), entry_state(env)})) << slot;
  }
}

}  // namespace
}  // namespace assay::testing
