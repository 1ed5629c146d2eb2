// SPDX-License-Identifier: Apache-2.0
// Whatever an advisor names, only what follows counts.
#include "verifier/domain/deduction.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"
#include "support/says_of_extensions.hpp"

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
  [[nodiscard]] bool extends_itself(LinkKind /*kind*/, const Term& /*term*/) override {
    return false;
  }
  void extension_told(LinkKind /*kind*/, const Term& /*term*/) override {}

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

TEST(Deduction, ATermIsItsOwnExtensionOnlyWhereSomebodySaysSo) {
  Chain c;
  const Term difference = *Term::combine(c.y, ~std::uint64_t{0}, c.x);  // 0 to 1000
  for (const auto terms : {SaysOfExtensions::Of::All, SaysOfExtensions::Of::None}) {
    SaysOfExtensions advisor(terms);
    c.k.advise(&advisor);
    const bool all = terms == SaysOfExtensions::Of::All;
    const auto found = c.k.known_extension(LinkKind::ZeroExtend32, difference);
    EXPECT_EQ(found, all ? std::optional(difference) : std::nullopt);
    EXPECT_EQ(advisor.told, all ? 1 : 0);
  }
  c.k.advise(nullptr);
  EXPECT_FALSE(c.k.known_extension(LinkKind::ZeroExtend32, difference));
}

TEST(Deduction, ATermThatIsNotItsOwnExtensionIsNoneThoughSomebodySaysSo) {
  Chain c;
  SaysOfExtensions advisor(SaysOfExtensions::Of::All);
  c.k.advise(&advisor);
  const Term below = *Term::combine(c.x, ~std::uint64_t{0}, c.y);  // -1000 to 0
  EXPECT_FALSE(c.k.known_extension(LinkKind::ZeroExtend32, below));
  EXPECT_EQ(advisor.told, 0);
}

TEST(Deduction, NoExtensionThatIsNamedExcludesWhatTheKnowledgeAllows) {
  Dice dice(52);
  int told = 0;
  for (int run = 0; run < 20000; ++run) {
    Bounded b(dice);
    if (!b.k.feasible() || b.k.symbols().size() < 4) continue;
    SaysOfExtensions advisor(SaysOfExtensions::Of::All);
    b.k.advise(&advisor);
    const auto any = [&] { return Term::of(b.k.symbols()[dice.below(4)].symbol); };
    const Term term = *Term::combine(any().times(1 + dice.below(3)), ~std::uint64_t{0}, any());
    // Small numbers are their own signed extensions by their facts; bounds seldom say more.
    const LinkKind kind = dice.below(8) == 0 ? LinkKind::SignExtend32 : LinkKind::ZeroExtend32;
    const auto found = b.k.known_extension(kind, term);
    if (!found) continue;
    const std::uint64_t word = word_of(term, b.words);
    const auto low = static_cast<std::uint32_t>(word);
    ASSERT_EQ(word_of(*found, b.words),
              kind == LinkKind::ZeroExtend32
                  ? std::uint64_t{low}
                  : static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)}))
        << "run " << run;
    told += advisor.told;
  }
  EXPECT_GT(told, 100) << "bounds showed too few of them";
}

}  // namespace
}  // namespace assay::testing
