// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/linear.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"

namespace assay::testing {
namespace {

/// Sums of up to four symbols, read as unsigned words.
Int128 value(const LinearExpr& e, const std::array<std::uint64_t, 4>& words) {
  Int128 sum = e.constant_part();
  for (const LinearTerm& t : e.terms())
    sum += Int128{t.coefficient} * Int128{words[static_cast<std::uint32_t>(t.symbol)]};
  return sum;
}

LinearExpr any_expression(Dice& dice) {
  return LinearExpr::reading(dice.term({Symbol{0}, Symbol{1}, Symbol{2}, Symbol{3}}))
      .plus(Int128{dice.word()});
}

TEST(LinearExpr, CombinationIsExactOverTheIntegers) {
  Dice dice(3);
  for (int i = 0; i < 20000; ++i) {
    const std::array<std::uint64_t, 4> words{dice.word(), dice.word(), dice.word(), dice.word()};
    const LinearExpr a = any_expression(dice);
    const LinearExpr b = any_expression(dice);
    const auto fa = static_cast<std::int64_t>(dice.below(2000)) - 1000;
    const auto fb = static_cast<std::int64_t>(dice.below(2000)) - 1000;
    const auto sum = LinearExpr::combine(fa, a, fb, b);
    ASSERT_TRUE(sum);
    ASSERT_TRUE(value(*sum, words) == fa * value(a, words) + fb * value(b, words));
    ASSERT_TRUE(value(*LinearExpr::difference(a, b), words) == value(a, words) - value(b, words));
    ASSERT_TRUE(value(a.plus(-7), words) == value(a, words) - 7);
  }
}

TEST(LinearExpr, ThatCouldOverflowIsNone) {
  const LinearExpr large = LinearExpr::reading(Term::of(Symbol{0}).times(std::uint64_t{1} << 61));
  EXPECT_FALSE(LinearExpr::combine(4, large, 0, LinearExpr{}));
  EXPECT_TRUE(LinearExpr::combine(1, large, 0, LinearExpr{}));
  EXPECT_FALSE(LinearExpr::combine(1, LinearExpr::constant(Int128{1} << 110), 1, LinearExpr{}));
}

TEST(LinearExpr, ConstantsOfOperandsStayBelow101Bits) {
  constexpr Int128 kLimit = Int128{1} << 101;
  const LinearExpr most = LinearExpr::constant(kLimit - 1);
  const LinearExpr least = LinearExpr::constant(1 - kLimit);
  EXPECT_TRUE(LinearExpr::combine(1, most, 1, least));
  EXPECT_TRUE(LinearExpr::combine(1, least, 1, most));
  EXPECT_FALSE(LinearExpr::combine(1, most.plus(1), 1, least));
  EXPECT_FALSE(LinearExpr::combine(1, least, 1, most.plus(1)));
  EXPECT_FALSE(LinearExpr::combine(1, most, 1, least.plus(-1)));
  EXPECT_FALSE(LinearExpr::combine(1, least.plus(-1), 1, most));
}

TEST(LinearExpr, ConstantsOfResultsStayBelow100Bits) {
  constexpr Int128 kLimit = Int128{1} << 100;
  for (const Int128 sign : {1, -1}) {
    EXPECT_TRUE(LinearExpr::combine(1, LinearExpr::constant(sign * (kLimit - 1)), 1, {}));
    EXPECT_FALSE(LinearExpr::combine(1, LinearExpr::constant(sign * kLimit), 1, {}));
  }
}

TEST(LinearExpr, TighteningTakesTheCommonDivisorOutOfEverySymbol) {
  // As many symbols as there may be: 6 * (s0 + ... + s7) - 13 <= 0 is s0 + ... + s7 <= 2.
  LinearExpr sum;
  for (std::uint32_t i = 0; i < LinearExpr::kCapacity; ++i) {
    sum = *LinearExpr::combine(1, sum, 6, LinearExpr::reading(Term::of(Symbol{i})));
  }
  const LinearExpr tight = sum.plus(-13).tightened();
  ASSERT_EQ(tight.terms().size(), LinearExpr::kCapacity);
  for (const LinearTerm& t : tight.terms()) EXPECT_EQ(t.coefficient, 1);
  EXPECT_TRUE(tight.constant_part() == -2);
  EXPECT_TRUE(sum.plus(13).tightened().constant_part() == 3);
}

TEST(LinearExpr, FactorsReachTheHighestByteOfAWord) {
  constexpr std::int64_t kMost = 1 << 24;
  const LinearExpr x = LinearExpr::reading(Term::of(Symbol{0}));
  const LinearExpr y = LinearExpr::reading(Term::of(Symbol{1}));
  for (const std::int64_t sign : {1, -1}) {
    EXPECT_TRUE(LinearExpr::combine(sign * kMost, x, 1, y));
    EXPECT_TRUE(LinearExpr::combine(1, x, sign * kMost, y));
    EXPECT_FALSE(LinearExpr::combine(sign * (kMost + 1), x, 1, y));
    EXPECT_FALSE(LinearExpr::combine(1, x, sign * (kMost + 1), y));
  }
}

TEST(LinearExpr, TheLargestConstantsTimesTheLargestFactorsAreTooLargeAndDoNotWrap) {
  constexpr std::int64_t kMost = 1 << 24;
  const LinearExpr large = LinearExpr::constant((Int128{1} << 101) - 1);
  const LinearExpr small = LinearExpr::constant(-((Int128{1} << 101) - 1));
  EXPECT_FALSE(LinearExpr::combine(kMost, large, kMost, large));
  EXPECT_FALSE(LinearExpr::combine(kMost, small, kMost, small));
  EXPECT_FALSE(LinearExpr::combine(kMost, large, -kMost, small));
  const auto none = LinearExpr::combine(kMost, large, kMost, small);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->constant_part() == 0);
}

TEST(LinearExpr, ThatNeedsTooManySymbolsIsNone) {
  LinearExpr sum;
  for (std::uint32_t i = 0; i < LinearExpr::kCapacity; ++i) {
    sum = *LinearExpr::combine(1, sum, 1, LinearExpr::reading(Term::of(Symbol{i})));
  }
  EXPECT_FALSE(
      LinearExpr::combine(1, sum, 1, LinearExpr::reading(Term::of(Symbol{LinearExpr::kCapacity}))));
}

TEST(LinearExpr, ReadsCoefficientsAsSigned) {
  const LinearExpr e =
      LinearExpr::reading(Term::of(Symbol{0}).times(~std::uint64_t{0}).plus(~std::uint64_t{0}));
  EXPECT_EQ(e.coefficient_of(Symbol{0}), -1);
  EXPECT_TRUE(e.constant_part() == -1);
  EXPECT_TRUE(e.same_direction(e.plus(5)));
  EXPECT_FALSE(e == e.plus(5));
}

}  // namespace
}  // namespace assay::testing
