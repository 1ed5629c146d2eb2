// SPDX-License-Identifier: Apache-2.0
// Words that symbols are not, against all words of small ranges.
#include "verifier/domain/exclusions.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"
#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/join.hpp"

namespace assay::testing {
namespace {

constexpr Symbol kS{1};
constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};

Exclusions of_bits(std::uint64_t first, unsigned bits) {
  Exclusions out;
  for (unsigned i = 0; i < 6; ++i) {
    if ((bits >> i & 1) != 0) out.add({kS, first + i});
  }
  return out;
}

/// Calls f for all ranges within six words from `first` on, as `range` makes them.
template <class Range, class F>
void each_range(std::uint64_t first, Range&& range, F&& f) {
  for (unsigned low = 0; low < 6; ++low) {
    for (unsigned high = low; high < 6; ++high) f(range(first + low, first + high));
  }
}

TEST(Exclusions, TakeExcludedWordsFromTheEndsOfRangesAndNoOtherWords) {
  const auto check = [](std::uint64_t first, const Scalar& facts) {
    for (unsigned bits = 0; bits < 64; ++bits) {
      const Exclusions excluded = of_bits(first, bits);
      const Scalar left = excluded.taken_from(facts, kS);
      bool any = false;
      for (unsigned i = 0; i < 6; ++i) {
        const std::uint64_t word = first + i;
        const bool may_be = facts.contains(word) && (bits >> i & 1) == 0;
        any = any || may_be;
        EXPECT_TRUE(!may_be || left.contains(word));
      }
      ASSERT_EQ(left.is_bottom(), !any);
      if (left.is_bottom()) continue;
      EXPECT_FALSE(excluded.contains({kS, left.umin()}));
      EXPECT_FALSE(excluded.contains({kS, left.umax()}));
    }
  };
  each_range(2, Scalar::unsigned_range, [&](const Scalar& f) { check(2, f); });
  each_range(
      kMinusOne - 2,
      [](std::uint64_t low, std::uint64_t high) {
        return Scalar::signed_range(static_cast<std::int64_t>(low),
                                    static_cast<std::int64_t>(high));
      },
      [&](const Scalar& f) { check(kMinusOne - 2, f); });
}

TEST(Exclusions, OfAnotherSymbolTakeNothing) {
  Exclusions excluded;
  excluded.add({Symbol{2}, 5});
  const Scalar facts = Scalar::unsigned_range(5, 9);
  EXPECT_TRUE(excluded.taken_from(facts, kS) == facts);
}

TEST(Exclusions, TheOldestOfTheSymbolGoesWhereItHasAsManyAsItMayHave) {
  Exclusions excluded;
  excluded.add({Symbol{2}, 100});
  for (std::uint64_t i = 0; i <= Exclusions::kMostOfASymbol; ++i) excluded.add({kS, 100 + i});
  EXPECT_FALSE(excluded.contains({kS, 100}));
  EXPECT_TRUE(excluded.contains({kS, 101}));
  EXPECT_TRUE(excluded.contains({Symbol{2}, 100}));
  EXPECT_EQ(excluded.all().size(), Exclusions::kMostOfASymbol + 1);
}

TEST(Exclusions, NoStateHasMoreThanItsLimit) {
  Exclusions excluded;
  for (std::uint32_t i = 0; i < 100; ++i) excluded.add({Symbol{i}, 7});
  EXPECT_EQ(excluded.all().size(), Exclusions::kMost);
  EXPECT_TRUE(excluded.contains({Symbol{99}, 7}));
  EXPECT_FALSE(excluded.contains({Symbol{0}, 7}));
}

JumpIf jump(JumpOp op, Width width) {
  JumpIf out{};
  out.op = op;
  out.width = width;
  return out;
}

struct Excluded {
  SymbolSupply supply;
  Knowledge k;
  Term s;
  explicit Excluded(std::uint64_t low, std::uint64_t high)
      : s(k.introduce(supply, Scalar::unsigned_range(low, high))) {}
};

TEST(Exclusions, OfATermLeaveExactlyTheWordsThatMakeItAnother) {
  for (const std::uint64_t factor : {std::uint64_t{1}, kMinusOne}) {
    for (const std::uint64_t constant : {std::uint64_t{0}, std::uint64_t{5}, kMinusOne - 2}) {
      for (std::uint64_t not_it = 0; not_it < 8; ++not_it) {
        Excluded e(0, 7);
        const Term term = e.s.times(factor).plus(constant);
        e.k.exclude(term, factor * not_it + constant);
        EXPECT_TRUE(e.k.differs(term, factor * not_it + constant));
        for (std::uint64_t word = 0; word < 8; ++word)
          EXPECT_EQ(in_meaning(e.k, {{*e.s.as_symbol(), word}}), word != not_it);
      }
    }
  }
}

TEST(Exclusions, AComparisonWithAnExcludedWordHasOneWay) {
  for (const auto& [op, branch] :
       {std::pair{JumpOp::Eq, Branch::Taken}, std::pair{JumpOp::Ne, Branch::NotTaken}}) {
    Excluded e(0, 99);
    e.k.assume(e.supply, jump(JumpOp::Ne, Width::W64), e.s, Term::constant(6), Branch::Taken);
    EXPECT_TRUE(e.k.feasible());
    Knowledge other = e.k;
    other.assume(e.supply, jump(op, Width::W64), e.s, Term::constant(7), branch);
    EXPECT_TRUE(other.feasible());
    e.k.assume(e.supply, jump(op, Width::W64), e.s, Term::constant(6), branch);
    EXPECT_FALSE(e.k.feasible());
  }
}

TEST(Exclusions, AreThoseOfTheTermThatReplacesTheSymbol) {
  // A low half of any word, which is not 6, is the word itself once that is known to be small.
  SymbolSupply supply;
  Knowledge k;
  const Term word = k.introduce(supply, Scalar::top());
  const Term low = k.zero_extend32(supply, word);
  k.assume(supply, jump(JumpOp::Ne, Width::W64), low, Term::constant(6), Branch::Taken);
  EXPECT_TRUE(k.differs(low, 6));
  EXPECT_FALSE(k.differs(word, 6));
  k.refine(word, Scalar::unsigned_range(0, 99));
  EXPECT_TRUE(k.differs(k.resolve(low), 6));
  EXPECT_TRUE(k.differs(word, 6));
}

State holding(const Knowledge& k, const Term& term) {
  State s;
  s.frames.emplace_back();
  s.knowledge = k;
  s.registers[1] = Value::scalar(term);
  return s;
}

/// A number of [low, high] in r1 that is not `not_it`.
State without(SymbolSupply& supply, std::uint64_t low, std::uint64_t high, std::uint64_t not_it) {
  Knowledge k;
  const Term term = k.introduce(supply, Scalar::unsigned_range(low, high));
  k.exclude(term, not_it);
  return holding(k, term);
}

TEST(Exclusions, OfAClaimMustHoldOfWhatArrives) {
  // All ranges within eight words, and a constant, against a claim that excludes one word.
  for (std::uint64_t claimed = 1; claimed < 7; ++claimed) {
    for (std::uint64_t low = 0; low < 8; ++low) {
      for (std::uint64_t high = low; high < 8; ++high) {
        for (std::uint64_t not_it = 0; not_it < 9; ++not_it) {
          SymbolSupply supply;
          const State target = without(supply, 0, 7, claimed);
          const State source = without(supply, low, high, not_it);
          if (!source.knowledge.feasible()) continue;
          const bool can_be = claimed >= low && claimed <= high && claimed != not_it;
          EXPECT_EQ(includes(target, source).has_value(), !can_be)
              << claimed << " claimed; " << low << " to " << high << " but not " << not_it;
        }
      }
    }
  }
}

TEST(Exclusions, AMergeKeepsWhatNeitherSideIs) {
  for (std::uint64_t of_a = 0; of_a < 8; ++of_a) {
    for (std::uint64_t of_b = 0; of_b < 8; ++of_b) {
      for (std::uint64_t low = 0; low < 8; ++low) {
        SymbolSupply supply;
        const State a = without(supply, 0, 7, of_a);
        const State b = without(supply, low, 7, of_b);
        if (!b.knowledge.feasible()) continue;
        const State m = merge_states(a, b, {Merge::Join, {}}, supply);
        EXPECT_TRUE(includes(m, a));
        EXPECT_TRUE(includes(m, b));
        const bool neither = of_a == of_b || of_a < low;
        EXPECT_EQ(m.knowledge.differs(m.registers[1].term(), of_a), neither)
            << of_a << ", " << of_b << ", from " << low;
      }
    }
  }
}

TEST(Exclusions, OfTheNewSideAreNoneOfAStateThatWidens) {
  SymbolSupply supply;
  const State old = without(supply, 10, 20, 12);
  const State next = without(supply, 8, 30, 9);
  const State m = merge_states(old, next, {Merge::Widen, {}}, supply);
  EXPECT_TRUE(m.knowledge.exclusions().all().empty());
}

TEST(Exclusions, LearnedFromComparisonsHoldOfEveryWordThatTookThem) {
  constexpr std::array kOps{JumpOp::Eq, JumpOp::Ne, JumpOp::Lt, JumpOp::Sgt};
  Dice dice(29);
  std::size_t excluded = 0;
  for (int run = 0; run < 4000; ++run) {
    Excluded e(0, 9);
    const std::uint64_t word = dice.below(10);
    const Term other = e.k.introduce(e.supply, Scalar::unsigned_range(0, 9));
    const std::uint64_t other_word = dice.below(10);
    Assignment words{{*e.s.as_symbol(), word}, {*other.as_symbol(), other_word}};
    for (int step = 0; step < 8; ++step) {
      const std::uint64_t limit = dice.below(10);
      const JumpOp op = kOps.at(dice.below(kOps.size()));
      const Width width = dice.below(2) == 0 ? Width::W32 : Width::W64;
      const bool same = dice.below(5) == 0;
      const std::uint64_t right = same ? other_word : limit;
      const bool holds = op == JumpOp::Eq   ? word == right
                         : op == JumpOp::Ne ? word != right
                         : op == JumpOp::Lt ? word < right
                                            : word > right;
      e.k.assume(e.supply, jump(op, width), e.s, same ? other : Term::constant(limit),
                 holds ? Branch::Taken : Branch::NotTaken);
      complete(words, e.k);
      ASSERT_TRUE(in_meaning(e.k, words)) << "run " << run << ": " << why_not(e.k, words);
    }
    excluded += e.k.exclusions().all().size();
  }
  EXPECT_GT(excluded, 1000U) << "too few for the test to mean anything";
}

}  // namespace
}  // namespace assay::testing
