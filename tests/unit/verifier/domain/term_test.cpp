// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/term.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"

namespace assay::testing {
namespace {

const std::vector<Symbol> kSymbols{Symbol{0}, Symbol{1}, Symbol{2}, Symbol{3}, Symbol{4}};

Assignment any_words(Dice& dice) {
  Assignment words;
  for (const Symbol s : kSymbols) words[s] = dice.word();
  return words;
}

TEST(Term, ArithmeticIsThatOfItsWordsModulo2To64) {
  Dice dice(1);
  for (int i = 0; i < 20000; ++i) {
    const Assignment words = any_words(dice);
    const Term a = dice.term({Symbol{0}, Symbol{2}, Symbol{4}});
    const Term b = dice.term({Symbol{1}, Symbol{2}, Symbol{3}});
    const std::uint64_t factor = dice.word();
    if (const auto sum = Term::combine(a, factor, b)) {
      ASSERT_EQ(word_of(*sum, words), word_of(a, words) + factor * word_of(b, words));
    }
    ASSERT_EQ(word_of(a.plus(factor), words), word_of(a, words) + factor);
    ASSERT_EQ(word_of(a.times(factor), words), word_of(a, words) * factor);
    Assignment replaced = words;
    replaced[Symbol{2}] = word_of(b, words);
    if (const auto with = a.substitute(Symbol{2}, b); with && b.coefficient_of(Symbol{2}) == 0) {
      ASSERT_EQ(word_of(*with, words), word_of(a, replaced));
    }
  }
}

TEST(Term, HasOneFormForOneSum) {
  Dice dice(2);
  for (int i = 0; i < 5000; ++i) {
    const Term a = dice.term({Symbol{0}, Symbol{1}});
    const Term b = dice.term({Symbol{1}, Symbol{2}});
    const auto there = Term::combine(a, 3, b);
    ASSERT_TRUE(there);
    const auto back = Term::combine(*there, std::uint64_t{0} - 3, b);
    ASSERT_TRUE(back);
    EXPECT_TRUE(*back == a);
    for (const Monomial& m : there->monomials()) EXPECT_NE(m.coefficient, 0U);
    EXPECT_TRUE(std::ranges::is_sorted(there->monomials(), {}, &Monomial::symbol));
  }
}

TEST(Term, ThatNeedsTooManySymbolsIsNone) {
  Term sum = Term::constant(1);
  for (std::uint32_t i = 0; i < Term::kCapacity; ++i)
    sum = *Term::combine(sum, 1, Term::of(Symbol{i}));
  EXPECT_FALSE(Term::combine(sum, 1, Term::of(Symbol{Term::kCapacity})));
  EXPECT_TRUE(Term::combine(sum, ~std::uint64_t{0}, Term::of(Symbol{0})));
}

TEST(Term, IsASymbolOnlyWhenNothingIsAddedOrScaled) {
  const Term s = Term::of(Symbol{3});
  EXPECT_EQ(s.as_symbol(), Symbol{3});
  EXPECT_FALSE(s.plus(1).as_symbol());
  EXPECT_FALSE(s.times(2).as_symbol());
  EXPECT_EQ(s.times(0).as_constant(), 0U);
  EXPECT_FALSE(s.as_constant());
}

TEST(Term, ScaledByWhatWrapsToZeroLosesTheSymbol) {
  EXPECT_TRUE(Term::of(Symbol{0}).times(std::uint64_t{1} << 63).times(2).is_constant());
}

}  // namespace
}  // namespace assay::testing
