// SPDX-License-Identifier: Apache-2.0
// Lattice laws of the scalar domain, and that widening chains end.
#include <gtest/gtest.h>

#include <algorithm>

#include "scalar_values.hpp"
#include "verifier/engine/scalar_widen.hpp"

namespace assay {
namespace {

bool subset(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  return std::includes(b.begin(), b.end(), a.begin(), a.end());
}
std::vector<std::uint64_t> intersection(const std::vector<std::uint64_t>& a,
                                        const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

TEST(ScalarLattice, ReductionKeepsTheMeaningAndOnlyTightens) {
  ValueSource<Scalar8> source(21);
  for (unsigned i = 0; i < 100000 * test_scale(); ++i) {
    const Scalar8 raw = source.raw_around(source.word());
    const Scalar8 v = reduce(raw);
    ASSERT_EQ(members(raw), members(v)) << show(raw) << "\n  " << show(v);
    ASSERT_TRUE(leq(v, raw)) << show(raw) << "\n  " << show(v);
  }
}

TEST(ScalarLattice, ContradictoryComponentsAreNeverInventedMembers) {
  ValueSource<Scalar8> source(22);
  for (unsigned i = 0; i < 50000 * test_scale(); ++i) {
    Scalar8 raw = source.raw_around(source.word());
    const Scalar8 other = source.raw_around(source.word());
    raw.full.s = other.full.s;
    raw.low_u = other.low_u;
    raw.stride = other.stride;
    const Scalar8 v = reduce(raw);
    ASSERT_EQ(members(raw), members(v)) << show(raw) << "\n  " << show(v);
  }
}

/// Another reduction would find nothing more.
template <class S>
bool at_rest(S v) {
  const S before = v;
  v.settled = false;
  return reduce(v) == before;
}

TEST(ScalarLattice, JoinMeetAndOrderAgreeWithSets) {
  ValueSource<Scalar8> source(23);
  unsigned restless = 0;
  for (unsigned i = 0; i < 60000 * test_scale(); ++i) {
    const Scalar8 a = source.any();
    const Scalar8 b = source.any();
    const auto of_a = members(a);
    const auto of_b = members(b);
    const Scalar8 up = join(a, b);
    const Scalar8 down = meet(a, b);
    ASSERT_TRUE(subset(of_a, members(up)) && subset(of_b, members(up)))
        << show(a) << "\n  " << show(b);
    // Reduction stops after some rounds; only values at rest are below what is reduced further.
    if (at_rest(a)) {
      ASSERT_TRUE(leq(a, up)) << show(a) << "\n  " << show(b) << "\n  " << show(up);
    } else {
      ++restless;
    }
    ASSERT_TRUE(subset(intersection(of_a, of_b), members(down))) << show(a) << "\n  " << show(b);
    ASSERT_TRUE(subset(members(down), of_a) || subset(members(down), of_b))
        << show(a) << "\n  " << show(b);
    if (leq(a, b)) {
      ASSERT_TRUE(subset(of_a, of_b)) << show(a) << "\n  " << show(b);
    }
    ASSERT_TRUE(leq(a, a) && leq(Scalar8::bottom(), a) && leq(a, Scalar8::top()));
    ASSERT_EQ(join(a, Scalar8::bottom()), a);
    ASSERT_TRUE(meet(a, Scalar8::bottom()).is_bottom());
    ASSERT_EQ(join(a, b), join(b, a)) << show(a) << "\n  " << show(b);
  }
  EXPECT_LT(restless, 60000 * test_scale() / 50);
}

enum class Between : std::uint8_t { Reduce, Nothing };

template <class S>
void expect_widening_ends(ValueSource<S>& source, Between steps) {
  using Word = typename S::Word;
  std::vector<Word> thresholds;
  thresholds.reserve(4);
  for (unsigned k = 0; k < source.number() % 5; ++k) thresholds.push_back(Word(source.word()));
  std::sort(thresholds.begin(), thresholds.end());
  S state = source.any();
  unsigned changes = 0;
  for (unsigned step = 0; step < 2000; ++step) {
    const S next = source.any();
    const S wide = widen(state, next, std::span<const Word>(thresholds));
    ASSERT_TRUE(leq(state, wide)) << show(state) << "\n  " << show(wide);
    ASSERT_TRUE(leq(next, wide)) << show(next) << "\n  " << show(wide);
    if (!(wide == state)) ++changes;
    state = steps == Between::Reduce ? reduce(wide) : wide;
  }
  // Bounds: eight, each at most thresholds + 3 steps; known bits and factors of the modulus
  // besides.
  ASSERT_LE(changes, 8 * (thresholds.size() + 3) + kWordBits<S> + 20);
}
TEST(ScalarLattice, WideningIncludesBothAndItsChainsEnd) {
  ValueSource<Scalar8> small(24);
  ValueSource<Scalar> full(25);
  for (unsigned i = 0; i < 100 * test_scale(); ++i) {
    const Between steps = i % 2 == 0 ? Between::Reduce : Between::Nothing;
    expect_widening_ends(small, steps);
    expect_widening_ends(full, steps);
    if (HasFatalFailure()) return;
  }
}
TEST(ScalarLattice, WideningOfACounterEndsQuickly) {
  const std::uint64_t thresholds[] = {40, 100};
  Scalar state = Scalar::constant(0);
  unsigned steps = 0;
  for (; steps < 20; ++steps) {
    const Scalar next =
        join(Scalar::constant(0), alu(AluOp::Add, Width::W64, state, Scalar::constant(4)));
    if (leq(next, state)) break;
    state = widen(state, next, std::span<const std::uint64_t>(thresholds));
  }
  EXPECT_LT(steps, 8U);
  EXPECT_EQ(state.modulus(), 4U);
}

}  // namespace
}  // namespace assay
