// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/deducer.hpp"

#include <gtest/gtest.h>

#include "verifier/engine/loosening.hpp"
#include "verifier/proof/replay.hpp"

namespace assay {
namespace {

/// 3x <= y <= z over numbers up to 1000.
struct Chain {
  SymbolSupply supply;
  Knowledge k;
  Term x, y, z;

  Chain() {
    for (Term* t : {&x, &y, &z}) *t = k.introduce(supply, Scalar::unsigned_range(0, 1000));
    k.learn(difference(x.times(3), y));
    k.learn(difference(y, z));
  }
  static LinearExpr difference(const Term& a, const Term& b) {
    return *LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b));
  }
  [[nodiscard]] LinearExpr wanted() const { return difference(x.times(3), z); }
};

TEST(Deducer, FindsWhatTwoBoundsSay) {
  Chain c;
  EXPECT_FALSE(c.k.entails(c.wanted()));
  Deducer deducer;
  c.k.advise(&deducer);
  EXPECT_TRUE(c.k.entails(c.wanted()));
  EXPECT_FALSE(c.k.entails(c.wanted().plus(1)));
}

TEST(Deducer, RecordsEachStepOnceAMoment) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  c.k.advise(&deducer);
  for (const std::uint32_t moment : {1U, 4U}) {
    deducer.at(moment);
    EXPECT_TRUE(c.k.entails(c.wanted()));
    EXPECT_TRUE(c.k.entails(c.wanted()));
  }
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].moment, 1U);
  EXPECT_EQ(steps[1].moment, 4U);
  EXPECT_EQ(steps[0].step, steps[1].step);
}

TEST(Deducer, RecordsNothingThatTheBaseRuleGives) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  c.k.advise(&deducer);
  EXPECT_TRUE(c.k.entails(Chain::difference(c.y, c.z)));
  EXPECT_TRUE(c.k.entails(Chain::difference(c.y, c.z).plus(-2000)));
  EXPECT_TRUE(steps.empty());
}

TEST(Replay, ShowsWhatWasRecordedAtItsMomentAndOnlyThere) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  deducer.at(3);
  c.k.advise(&deducer);
  ASSERT_TRUE(c.k.entails(c.wanted()));
  Replay replay;
  c.k.advise(&replay);
  replay.use(steps);
  for (const std::uint32_t moment : {0U, 2U, 3U, 4U}) {
    replay.at(moment);
    EXPECT_EQ(c.k.entails(c.wanted()), moment == 3) << moment;
  }
  replay.at(3);
  EXPECT_FALSE(c.k.entails(Chain::difference(c.x, c.z).plus(1)));
}

/// Numbers that grow along a chain, and others that hang on one of them each. Comparing the ends of
/// the chain makes a circle, in which bounds narrow each other without an end; what hangs on them
/// has nothing to tell.
struct Circle {
  SymbolSupply supply;
  Knowledge k;
  std::vector<Term> chain;

  Circle(unsigned size, unsigned hanging, unsigned strided) {
    const Scalar any = Scalar::unsigned_range(0, std::uint64_t{1} << 32);
    const Scalar pages =
        alu(AluOp::Lsh, Width::W64, Scalar::unsigned_range(0, 1U << 20), Scalar::constant(12));
    for (unsigned i = 0; i < size; ++i)
      chain.push_back(k.introduce(supply, i == strided ? pages : any));
    for (unsigned i = 0; i + 1 < size; ++i) order(chain[i], chain[i + 1], 1);
    for (unsigned i = 0; i < hanging; ++i) {
      const Term leaf =
          k.introduce(supply, Scalar::unsigned_range(0, (std::uint64_t{1} << 32) + 5 + i));
      order(leaf, chain[i % size], -Int128{i % 3});
    }
    Loosening(k).drop_replacements();
  }
  void order(const Term& low, const Term& high, Int128 apart) {
    k.learn(Chain::difference(low, high).plus(apart));
  }
  /// What is known after the ends were compared, by an advisor at one moment.
  Knowledge compared(JumpOp op, Advisor& advisor) const {
    Knowledge out = k;
    SymbolSupply symbols = supply;
    out.advise(&advisor);
    advisor.at(1);
    JumpIf jump{};
    jump.op = op;
    jump.width = Width::W64;
    out.assume(symbols, jump, chain.back(), chain.front(), Branch::Taken);
    return out;
  }
};

void learns_the_same(const Circle& circle, JumpOp op) {
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  const Knowledge searched = circle.compared(op, deducer);
  Replay replay;
  replay.use(steps);
  const Knowledge replayed = circle.compared(op, replay);
  ASSERT_EQ(searched.feasible(), replayed.feasible());
  ASSERT_EQ(searched.symbols().size(), replayed.symbols().size());
  for (std::size_t i = 0; i < searched.symbols().size(); ++i)
    ASSERT_EQ(searched.symbols()[i].facts, replayed.symbols()[i].facts);
}

TEST(Replay, LearnsWhatTheSearchLearnedThoughItAsksForALimitedNumber) {
  for (unsigned size = 3; size < 8; ++size) {
    for (unsigned hanging = 0; hanging < 14; ++hanging) {
      for (const unsigned strided : {0U, 1U, size - 1}) {
        const Circle circle(size, hanging, strided);
        for (const JumpOp op : {JumpOp::Le, JumpOp::Lt, JumpOp::Eq, JumpOp::Sle, JumpOp::Ge})
          learns_the_same(circle, op);
      }
    }
  }
}

}  // namespace
}  // namespace assay
