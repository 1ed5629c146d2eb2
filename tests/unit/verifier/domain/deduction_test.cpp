// SPDX-License-Identifier: Apache-2.0
// Whatever an advisor names, only what follows counts.
#include "verifier/domain/deduction.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"

namespace assay::testing {
namespace {

/// Names one combination, whatever it is asked for.
class Names : public Advisor {
 public:
  explicit Names(Combination named) : named_(std::move(named)) {}
  void at(std::uint32_t /*moment*/) override {}
  [[nodiscard]] std::span<const Combination> combinations(const Knowledge& /*knowledge*/,
                                                          const LinearExpr& /*expr*/,
                                                          Int128 /*goal*/) override {
    return {&named_, 1};
  }
  [[nodiscard]] bool spreads_on() override { return false; }
  void spread_told() override {}

 private:
  Combination named_;
};

/// x <= y, y <= z - 5, where each is at most 1000: x - z <= -5 takes both bounds.
struct Chain {
  SymbolSupply supply;
  Knowledge k;
  Term x, y, z;
  LinearExpr wanted;

  Chain() {
    for (Term* t : {&x, &y, &z}) *t = k.introduce(supply, Scalar::unsigned_range(0, 1000));
    k.learn(less(x, y));
    k.learn(less(y, z).plus(5));
    wanted = less(x, z);
  }
  static LinearExpr less(const Term& a, const Term& b) {
    return *LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b));
  }
  [[nodiscard]] Int128 by_base() const { return *k.upper_bound(wanted, -1000); }
  Int128 with(const std::vector<Elimination>& eliminations, const LinearExpr& of) {
    Combination named(of);
    for (const Elimination& e : eliminations) named.add(e);
    Names advisor(named);
    k.advise(&advisor);
    const Int128 found = by_base();
    k.advise(nullptr);
    return found;
  }
};

TEST(Deduction, TheBaseRuleTakesABoundOfTheSameDirection) {
  Chain c;
  EXPECT_TRUE(c.k.entails(Chain::less(c.x, c.y)));
  EXPECT_TRUE(c.k.entails(Chain::less(c.y, c.z).plus(5)));
  EXPECT_FALSE(c.k.entails(c.wanted));
}

TEST(Deduction, ACombinationThatFollowsCounts) {
  Chain c;
  ASSERT_EQ(c.k.bounds().size(), 2U);
  EXPECT_TRUE(c.with({{0, 1, 1}, {1, 1, 1}}, c.wanted) == -5);
  EXPECT_TRUE(c.with({{1, 1, 1}, {0, 1, 1}}, c.wanted) == -5);
}

TEST(Deduction, WhatDoesNotFollowCountsForNothing) {
  Chain c;
  const Int128 base = c.by_base();
  const Elimination first{0, 1, 1};
  for (const Elimination& wrong :
       {Elimination{2, 1, 1}, Elimination{~0U, 1, 1}, Elimination{1, 0, 1}, Elimination{1, -1, 1},
        Elimination{1, 1, -1}, Elimination{1, INT64_MIN, INT64_MAX}}) {
    EXPECT_TRUE(c.with({first, wrong}, c.wanted) >= base);
    EXPECT_TRUE(c.with({wrong, first}, c.wanted) >= base);
  }
  EXPECT_TRUE(c.with({first, {1, 1, 1}}, Chain::less(c.z, c.x)) == base) << "of another expression";
}

/// Four numbers up to 1000, and bounds between two of them each that hold of `words`.
struct Bounded {
  SymbolSupply supply;
  Knowledge k;
  Assignment words;

  explicit Bounded(Dice& dice) {
    for (int i = 0; i < 4; ++i) {
      const Term t = k.introduce(supply, Scalar::unsigned_range(0, 1000));
      words[*t.as_symbol()] = dice.below(1001);
    }
    for (int i = 0; i < 6; ++i) {
      const LinearExpr d = two_of(dice);
      if (!d.is_constant()) k.learn(d.plus(-integer_of(d, words, k) - Int128(dice.below(4))));
    }
  }
  LinearExpr two_of(Dice& dice) {
    const auto any = [&] { return Term::of(k.symbols()[dice.below(k.symbols().size())].symbol); };
    return *LinearExpr::difference(LinearExpr::reading(any().times(1 + dice.below(3))),
                                   LinearExpr::reading(any().times(1 + dice.below(3))));
  }
};

TEST(Deduction, NoCombinationExcludesWhatTheKnowledgeAllows) {
  constexpr Int128 kNoGoal = -(Int128{1} << 90);
  Dice dice(51);
  int better = 0;
  for (int run = 0; run < 20000; ++run) {
    Bounded b(dice);
    const LinearExpr expr = b.two_of(dice);
    if (!b.k.feasible() || b.k.bounds().empty() || b.k.symbols().size() < 4) continue;
    Combination named(expr);
    for (std::size_t i = dice.below(Combination::kMost) + 1; i > 0; --i) {
      named.add({static_cast<std::uint32_t>(dice.below(b.k.bounds().size() + 1)),
                 static_cast<std::int64_t>(dice.below(5)) - 1,
                 static_cast<std::int64_t>(dice.below(5)) - 1});
    }
    const auto base = b.k.upper_bound(expr, kNoGoal);
    Names advisor(named);
    b.k.advise(&advisor);
    const auto limit = b.k.upper_bound(expr, kNoGoal);
    ASSERT_TRUE(base && limit);
    ASSERT_TRUE(integer_of(expr, b.words, b.k) <= *limit) << "run " << run;
    better += *limit < *base ? 1 : 0;
  }
  EXPECT_GT(better, 100) << "nothing was shown of combinations that count";
}

}  // namespace
}  // namespace assay::testing
