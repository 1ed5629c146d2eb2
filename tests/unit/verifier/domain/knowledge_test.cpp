// SPDX-License-Identifier: Apache-2.0
// What a Knowledge learns never excludes an assignment that the lesson allows, and what it claims
// holds for every assignment in its meaning: random lessons against concrete words.
#include "verifier/domain/knowledge.hpp"

#include <gtest/gtest.h>

#include "support/concrete.hpp"
#include "support/searching.hpp"
#include "verifier/engine/loosening.hpp"
#include "verifier/engine/project.hpp"

namespace assay::testing {
namespace {

template <class Unsigned, class Signed>
bool compare(JumpOp op, Unsigned l, Unsigned r) {
  const auto sl = static_cast<Signed>(l);
  const auto sr = static_cast<Signed>(r);
  switch (op) {
    case JumpOp::Eq:
      return l == r;
    case JumpOp::Ne:
      return l != r;
    case JumpOp::Gt:
      return l > r;
    case JumpOp::Ge:
      return l >= r;
    case JumpOp::Lt:
      return l < r;
    case JumpOp::Le:
      return l <= r;
    case JumpOp::Sgt:
      return sl > sr;
    case JumpOp::Sge:
      return sl >= sr;
    case JumpOp::Slt:
      return sl < sr;
    case JumpOp::Sle:
      return sl <= sr;
    case JumpOp::Set:
      return (l & r) != 0;
  }
  return false;
}

bool taken(const JumpIf& jump, std::uint64_t l, std::uint64_t r) {
  if (jump.width == Width::W64) return compare<std::uint64_t, std::int64_t>(jump.op, l, r);
  return compare<std::uint32_t, std::int32_t>(jump.op, static_cast<std::uint32_t>(l),
                                              static_cast<std::uint32_t>(r));
}

/// A knowledge of a few symbols, with one assignment of its meaning that a test follows.
struct Followed {
  SymbolSupply supply;
  Knowledge knowledge;
  std::vector<Symbol> symbols;
  Assignment words;

  explicit Followed(Dice& dice) {
    while (symbols.size() < 3) {
      const Scalar facts = dice.facts();
      if (facts.is_bottom() || facts.as_constant()) continue;
      const auto symbol = knowledge.introduce(supply, facts).as_symbol();
      const auto word = dice.word_in(facts);
      symbols.push_back(*symbol);
      words[*symbol] = word ? *word : facts.umin();
      if (!facts.contains(words[*symbol])) words[*symbol] = facts.umax();
    }
  }
  bool holds() {
    complete(words, knowledge);
    return in_meaning(knowledge, words);
  }
  std::string why() const { return why_not(knowledge, words); }
};

/// One random comparison, decided as the followed assignment decides it.
void compare_somehow(Followed& f, Dice& dice) {
  JumpIf jump{};
  jump.op = kJumps[dice.below(kJumps.size())];
  jump.width = dice.below(3) == 0 ? Width::W32 : Width::W64;
  const Term left = f.knowledge.resolve(dice.term(f.symbols));
  const Term right =
      dice.below(3) == 0 ? Term::constant(dice.word()) : f.knowledge.resolve(dice.term(f.symbols));
  const bool yes = taken(jump, word_of(left, f.words), word_of(right, f.words));
  f.knowledge.assume(f.supply, jump, left, right, yes ? Branch::Taken : Branch::NotTaken);
  complete(f.words, f.knowledge);
}

TEST(Knowledge, KeepsEveryAssignmentThatTookTheSameBranches) {
  Dice dice(11);
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    ASSERT_TRUE(f.holds()) << f.why();
    for (int step = 0; step < 5; ++step) {
      compare_somehow(f, dice);
      ASSERT_TRUE(f.holds()) << "run " << run << " step " << step << ": " << f.why();
    }
  }
}

TEST(Knowledge, KeepsEveryAssignmentThatALessonAllows) {
  Dice dice(12);
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    for (int step = 0; step < 4; ++step) {
      const Term term = dice.term(f.symbols);
      const Scalar facts = dice.facts();
      if (facts.contains(word_of(term, f.words)))
        f.knowledge.refine(f.knowledge.resolve(term), facts);
      const LinearExpr expr =
          LinearExpr::reading(dice.term(f.symbols)).plus(-Int128{dice.below(1000)});
      if (integer_of(expr, f.words, f.knowledge) <= 0) f.knowledge.learn(expr);
      ASSERT_TRUE(f.holds()) << "run " << run << ": " << f.why();
    }
  }
}

TEST(Knowledge, ClaimsOnlyWhatItsAssignmentsShow) {
  Dice dice(13);
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    for (int step = 0; step < 3; ++step) compare_somehow(f, dice);
    ASSERT_TRUE(f.holds());
    for (int claim = 0; claim < 4; ++claim) {
      const Term term = f.knowledge.resolve(dice.term(f.symbols));
      const std::uint64_t word = word_of(term, f.words);
      ASSERT_TRUE(f.knowledge.evaluate(term).contains(word));
      ASSERT_TRUE(f.knowledge.evaluate_bounded(term).contains(word)) << "run " << run;
      const Scalar wanted = dice.facts();
      if (f.knowledge.lies_within(term, wanted)) {
        ASSERT_TRUE(wanted.contains(word)) << "run " << run;
      }
      for (const Lift lift : {Lift::Unsigned, Lift::Signed}) {
        const auto reading = f.knowledge.integer(term, lift);
        if (reading) {
          ASSERT_TRUE(integer_of(*reading, f.words, f.knowledge) == read_as(word, lift))
              << "run " << run;
        }
      }
      const LinearExpr expr = LinearExpr::reading(term);
      const Int128 value = integer_of(expr, f.words, f.knowledge);
      const auto upper = f.knowledge.upper_bound(expr, -(Int128{1} << 80));
      const auto lower = f.knowledge.lower_bound(expr, Int128{1} << 80);
      if (upper) {
        ASSERT_TRUE(value <= *upper) << "run " << run;
      }
      if (lower) {
        ASSERT_TRUE(value >= *lower) << "run " << run;
      }
      if (f.knowledge.entails(expr)) {
        ASSERT_TRUE(value <= 0) << "run " << run;
      }
    }
  }
}

TEST(Knowledge, ExtensionsAreThoseOfTheWord) {
  Dice dice(14);
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    for (int step = 0; step < 3; ++step) {
      const Term term = f.knowledge.resolve(dice.term(f.symbols));
      const auto low = static_cast<std::uint32_t>(word_of(term, f.words));
      const Term zero = f.knowledge.zero_extend32(f.supply, term);
      const Term sign = f.knowledge.sign_extend32(f.supply, term);
      ASSERT_TRUE(f.holds()) << "run " << run << ": " << f.why();
      ASSERT_EQ(word_of(zero, f.words), std::uint64_t{low}) << "run " << run;
      ASSERT_EQ(word_of(sign, f.words),
                static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)}))
          << "run " << run;
      if (const auto known = f.knowledge.known_extension(LinkKind::ZeroExtend32, term)) {
        ASSERT_EQ(word_of(*known, f.words), std::uint64_t{low});
      }
      for (const Term& t : {zero, sign}) {
        if (const auto s = t.as_symbol()) f.symbols.push_back(*s);
      }
      compare_somehow(f, dice);
      ASSERT_TRUE(f.holds()) << "run " << run << " after a comparison: " << f.why();
    }
  }
}

TEST(Knowledge, ExtensionsOfComparedNumbersAreThoseOfTheWord) {
  // Small numbers, most of whose differences are compared before they are extended.
  Dice dice(16);
  int equal = 0;
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    const auto small = [&] {
      const std::uint64_t low = dice.below(2) == 0 ? 0 : dice.word() & 0xffffffff;
      return Scalar::unsigned_range(low, std::max(low + 1, low + dice.below(1 << 12)));
    };
    for (int i = 0; i < 3; ++i) {
      const Scalar facts = small();
      f.symbols.push_back(*f.knowledge.introduce(f.supply, facts).as_symbol());
      f.words[f.symbols.back()] = *dice.word_in(facts);
    }
    const std::span<const Symbol> last(f.symbols.end() - 3, f.symbols.end());
    const auto pick = [&] { return f.knowledge.resolve(Term::of(last[dice.below(3)])); };
    for (int step = 0; step < 3; ++step) {
      const Term x = pick();
      const Term y = pick();
      JumpIf jump{};
      jump.op = dice.below(2) == 0 ? JumpOp::Lt : JumpOp::Sge;
      jump.width = dice.below(2) == 0 ? Width::W32 : Width::W64;
      const bool yes = taken(jump, word_of(x, f.words), word_of(y, f.words));
      f.knowledge.assume(f.supply, jump, x, y, yes ? Branch::Taken : Branch::NotTaken);
      const Term left = f.knowledge.resolve(x);
      const Term right = f.knowledge.resolve(y);
      const auto exact = Term::combine(left, ~std::uint64_t{0}, right);
      if (!exact) continue;
      const Term difference = exact->plus(dice.below(3) - 1);
      const std::uint64_t word = word_of(difference, f.words);
      const auto low = static_cast<std::uint32_t>(word);
      if (const auto known = f.knowledge.known_extension(LinkKind::ZeroExtend32, difference)) {
        ASSERT_EQ(word_of(*known, f.words), std::uint64_t{low}) << "run " << run;
        equal += *known == difference && !f.knowledge.evaluate(difference).as_constant() ? 1 : 0;
      }
      const Term zero = f.knowledge.zero_extend32(f.supply, difference);
      const Term sign = f.knowledge.sign_extend32(f.supply, difference);
      ASSERT_TRUE(f.holds()) << "run " << run << ": " << f.why();
      ASSERT_EQ(word_of(zero, f.words), std::uint64_t{low}) << "run " << run;
      ASSERT_EQ(word_of(sign, f.words),
                static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)}))
          << "run " << run;
    }
  }
  EXPECT_GT(equal, 1000);
}

TEST(Knowledge, ProjectionKeepsWhatWasPossible) {
  Dice dice(15);
  for (int run = 0; run < 6000; ++run) {
    Followed f(dice);
    for (int step = 0; step < 4; ++step) compare_somehow(f, dice);
    ASSERT_TRUE(f.holds());
    Loosening(f.knowledge).drop_replacements();
    std::vector<Symbol> keep;
    for (const SymbolFacts& s : f.knowledge.symbols()) {
      if (dice.below(2) == 0) keep.push_back(s.symbol);
    }
    project(f.knowledge, keep);
    ASSERT_TRUE(f.holds()) << "run " << run << ": " << f.why();
    for (const SymbolFacts& s : f.knowledge.symbols())
      ASSERT_TRUE(std::ranges::binary_search(keep, s.symbol));
    for (const LinearExpr& b : f.knowledge.bounds()) {
      for (const LinearTerm& t : b.terms()) ASSERT_NE(f.knowledge.find(t.symbol), nullptr);
    }
  }
}

// --- What proofs rest on -------------------------------------------------------------------------

struct Two {
  SymbolSupply supply;
  Knowledge k = searching();
  Term x;
  Term y;
  Two(const Scalar& fx, const Scalar& fy) {
    x = k.introduce(supply, fx);
    y = k.introduce(supply, fy);
  }
  void assume(JumpOp op, Width width, const Term& l, const Term& r, Branch branch = Branch::Taken) {
    JumpIf jump{};
    jump.op = op;
    jump.width = width;
    k.assume(supply, jump, l, r, branch);
  }
  bool at_most(const Term& a, const Term& b, Int128 c) const {  // a - b <= c, unsigned
    const auto ia = k.integer(a, Lift::Unsigned);
    const auto ib = k.integer(b, Lift::Unsigned);
    return ia && ib && k.entails(LinearExpr::difference(*ia, *ib)->plus(-c));
  }
};

Scalar half() { return Scalar::unsigned_range(0, 0xffffffff); }

TEST(Knowledge, LearnsABoundFromAComparisonOnBothBranches) {
  Two taken_branch(half(), half());
  taken_branch.assume(JumpOp::Lt, Width::W64, taken_branch.x, taken_branch.y);
  EXPECT_TRUE(taken_branch.at_most(taken_branch.x, taken_branch.y, -1));
  Two other(half(), half());
  other.assume(JumpOp::Lt, Width::W64, other.x, other.y, Branch::NotTaken);
  EXPECT_TRUE(other.at_most(other.y, other.x, 0));
  EXPECT_FALSE(other.at_most(other.y, other.x, -1));
}
TEST(Knowledge, LeavesAnEqualityExitOneStrideBefore) {
  Two t(half(), half());
  t.assume(JumpOp::Le, Width::W64, t.x, t.y);
  t.assume(JumpOp::Ne, Width::W64, t.x, t.y);
  EXPECT_TRUE(t.at_most(t.x, t.y, -1));
}
TEST(Knowledge, ATestOfOneValueRefinesAllThatAreMadeOfIt) {
  Two t(half(), half());
  t.assume(JumpOp::Lt, Width::W64, t.x.times(8).plus(16), Term::constant(56));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(t.x)).umax(), 4U);
}
TEST(Knowledge, AComparisonTellsOfADifferenceThatMayWrap) {
  Two t(Scalar::top(), Scalar::top());
  const Term difference = *Term::combine(t.x, ~std::uint64_t{0}, t.y);
  t.assume(JumpOp::Lt, Width::W64, difference.plus(3), Term::constant(19));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(difference.plus(3))).umax(), 18U);
  // What the operands were made of is still known of them.
  EXPECT_EQ(*Term::combine(t.k.resolve(t.x), ~std::uint64_t{0}, t.k.resolve(t.y)),
            t.k.resolve(difference));
}
TEST(Knowledge, NoSymbolOfWhichSomethingIsKnownGivesWayToASum) {
  Two t(Scalar::unsigned_range(0, ~std::uint64_t{0} - 1), Scalar::unsigned_range(1, ~0ULL));
  const Term sum = *Term::combine(t.x, 1, t.y);
  t.assume(JumpOp::Lt, Width::W64, sum, Term::constant(16));
  EXPECT_TRUE(t.k.replacements().empty());
  Two bound(Scalar::top(), Scalar::top());
  bound.assume(JumpOp::Lt, Width::W64, bound.x, bound.y);
  const std::size_t before = bound.k.bounds().size();
  bound.assume(JumpOp::Lt, Width::W64, *Term::combine(bound.x, 1, bound.y), Term::constant(16));
  EXPECT_TRUE(bound.k.replacements().empty());
  EXPECT_EQ(bound.k.bounds().size(), before);
}
TEST(Knowledge, ABoundOfOneSummandSpeaksOfTheFoldedSum) {
  // What a round of a loop adds is at most 6: the sum is at most that much above the summand's
  // bound.
  Two t(Scalar::unsigned_range(0, 1000), Scalar::unsigned_range(1, 6));
  const Term z = t.k.introduce(t.supply, Scalar::unsigned_range(0, 1000));
  t.assume(JumpOp::Le, Width::W64, t.x, z);
  t.assume(JumpOp::Ge, Width::W64, t.x.plus(2), z);
  const Term sum = t.k.fold(t.supply, *Term::combine(t.x, 1, t.y));
  EXPECT_TRUE(t.at_most(sum, z, 6));
  EXPECT_FALSE(t.at_most(sum, z, 5));
  EXPECT_TRUE(t.at_most(z, sum, 1));
  EXPECT_FALSE(t.at_most(z, sum, 0));
}
TEST(Knowledge, ATestOfTheSignTellsOfTheUnsignedLowHalf) {
  Two t(Scalar::top(), Scalar::top());
  const Term difference = *Term::combine(t.x, ~std::uint64_t{0}, t.y);
  const Term low = t.k.zero_extend32(t.supply, difference);
  t.assume(JumpOp::Sgt, Width::W32, difference, Term::constant(0));
  t.assume(JumpOp::Slt, Width::W32, difference, Term::constant(100));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(low)).umin(), 1U);
  EXPECT_EQ(t.k.evaluate(t.k.resolve(low)).umax(), 99U);
}
TEST(Knowledge, ReadsASymbolAsSignedOnceItIsKnownToBeSmall) {
  Two t(Scalar::top(), Scalar::top());
  t.assume(JumpOp::Le, Width::W64, t.x.plus(1), Term::constant(31));
  EXPECT_TRUE(t.k.integer(t.x.times(4), Lift::Signed));
  t.assume(JumpOp::Lt, Width::W64, t.y, t.k.resolve(t.x).plus(1));
  EXPECT_TRUE(t.at_most(t.y, t.k.resolve(t.x).plus(1), -1));
}
TEST(Knowledge, A32BitTestTellsOnlyOfTheLowHalf) {
  Two t(Scalar::top(), Scalar::top());
  t.assume(JumpOp::Lt, Width::W32, t.x, Term::constant(5));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(t.x)).umax(), ~std::uint64_t{0} - 0xffffffff + 4);
  EXPECT_EQ(t.k.evaluate(t.k.resolve(t.x)).u32_max(), 4U);
}
TEST(Knowledge, ATestOfAWordTellsOfItsHighestByte) {
  Two t(Scalar::unsigned_range(0, 255), Scalar::unsigned_range(0, 255));
  const Term word = *Term::combine(t.x, std::uint64_t{1} << 24, t.y);
  t.assume(JumpOp::Le, Width::W64, word, Term::constant(0x2000010));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(t.y)).umax(), 2U);
  t.assume(JumpOp::Le, Width::W64, word, Term::constant(16));
  EXPECT_EQ(t.k.evaluate(t.k.resolve(t.y)).umax(), 0U);
}
TEST(Knowledge, ABoundTellsMoreOfADifferenceThanTheFactsOfItsSymbols) {
  Two t(half(), half());
  t.assume(JumpOp::Lt, Width::W64, t.x, t.y);
  const Term difference = *Term::combine(t.y, ~std::uint64_t{0}, t.x);
  EXPECT_FALSE(leq(t.k.evaluate(difference), half()));
  EXPECT_TRUE(t.k.lies_within(difference, Scalar::unsigned_range(1, 0xffffffff)));
  EXPECT_FALSE(t.k.lies_within(difference, Scalar::unsigned_range(2, 0xffffffff)));
  EXPECT_FALSE(t.k.lies_within(difference, Scalar::unsigned_range(1, 0xfffffffe)));
}
TEST(Knowledge, A32BitDifferenceThatCannotWrapEqualsItsTerm) {
  Two t(half(), half());
  const Term difference = *Term::combine(t.x, ~std::uint64_t{0}, t.y);
  t.assume(JumpOp::Gt, Width::W32, t.x, t.y);
  EXPECT_EQ(t.k.known_extension(LinkKind::ZeroExtend32, difference), difference);
  const Term extended = t.k.zero_extend32(t.supply, difference);
  ASSERT_TRUE(extended.as_symbol());
  EXPECT_TRUE(t.at_most(extended, difference, 0));
  EXPECT_TRUE(t.at_most(difference, extended, 0));
  EXPECT_TRUE(t.at_most(extended, t.x, 0));
  EXPECT_EQ(t.k.evaluate(extended).umin(), 1U);
  EXPECT_EQ(t.k.zero_extend32(t.supply, difference), extended);
}
TEST(Knowledge, A32BitDifferenceThatMayWrapEqualsNothing) {
  Two t(half(), half());
  const Term difference = *Term::combine(t.x, ~std::uint64_t{0}, t.y);
  t.assume(JumpOp::Ge, Width::W32, t.x.plus(1), t.y);
  EXPECT_FALSE(t.k.known_extension(LinkKind::ZeroExtend32, difference));
  const Term extended = t.k.zero_extend32(t.supply, difference);
  EXPECT_FALSE(t.at_most(extended, t.x, 0));
  EXPECT_EQ(t.k.evaluate(extended).umax(), 0xffffffffU);
}
TEST(Knowledge, ASignedDifferenceOf32BitsEqualsItsTermWhereItFits) {
  const Scalar signed_half = Scalar::signed_range(INT32_MIN, INT32_MAX);
  Two t(signed_half, signed_half);
  const Term difference = *Term::combine(t.x, ~std::uint64_t{0}, t.y);
  EXPECT_FALSE(t.k.known_extension(LinkKind::SignExtend32, difference));
  t.assume(JumpOp::Sge, Width::W64, t.x, t.y);
  EXPECT_FALSE(t.k.known_extension(LinkKind::SignExtend32, difference));
  t.assume(JumpOp::Sle, Width::W64, t.x, t.y.plus(100));
  EXPECT_EQ(t.k.known_extension(LinkKind::SignExtend32, difference), difference);
  const Term extended = t.k.sign_extend32(t.supply, difference);
  ASSERT_TRUE(extended.as_symbol());
  EXPECT_EQ(t.k.evaluate(extended).smax(), 100);
  EXPECT_EQ(t.k.evaluate(extended).smin(), 0);
}
TEST(Knowledge, AGoalIsScaledWithTheBoundThatIsSought) {
  // 2x + 20 <= y <= w: that x is at most -5 shows only where y is followed on, to w.
  SymbolSupply supply;
  Knowledge k = searching();
  const Scalar all = Scalar::signed_range(-100, 100);
  const Scalar low = Scalar::signed_range(-100, 12);
  const Term x = k.introduce(supply, all);
  const Term y = k.introduce(supply, low);
  const Term w = k.introduce(supply, Scalar::signed_range(-100, 4));
  k.learn(
      LinearExpr::difference(LinearExpr::reading(x.times(2)), LinearExpr::reading(y))->plus(20));
  k.learn(*LinearExpr::difference(LinearExpr::reading(y), LinearExpr::reading(w)));
  // As a merge leaves them: the facts say less than the bounds.
  Loosening(k).set_facts(*x.as_symbol(), all);
  Loosening(k).set_facts(*y.as_symbol(), low);
  EXPECT_TRUE(k.upper_bound(LinearExpr::reading(x), -5) == Int128{-8});
}
TEST(Knowledge, AMultipleOf63BitsHasNoIntegerReading) {
  Two t(half(), half());
  t.k.learn(*LinearExpr::difference(LinearExpr::reading(t.y), LinearExpr::reading(t.x)));
  const Term sum = *Term::combine(t.y, std::uint64_t{1} << 63, t.x);
  EXPECT_FALSE(t.k.integer(sum, Lift::Unsigned));
  EXPECT_FALSE(t.k.integer(sum, Lift::Signed));
}
TEST(Knowledge, AGoalThatDoesNotFitWhenScaledStopsNothing) {
  // 2^20 * x <= y <= w - 3 * 2^20.
  constexpr std::int64_t kScale = 1 << 20;
  SymbolSupply supply;
  Knowledge k = searching();
  const Scalar all = Scalar::signed_range(-1000, 1000);
  const Scalar low = Scalar::signed_range(-1000 * kScale, 4 * kScale);
  const Term x = k.introduce(supply, all);
  const Term y = k.introduce(supply, low);
  const Term w = k.introduce(supply, Scalar::signed_range(-1000 * kScale, kScale));
  k.learn(*LinearExpr::difference(LinearExpr::reading(x.times(kScale)), LinearExpr::reading(y)));
  k.learn(LinearExpr::difference(LinearExpr::reading(y), LinearExpr::reading(w))->plus(3 * kScale));
  // As a merge leaves them: the facts say less than the bounds.
  Loosening(k).set_facts(*x.as_symbol(), all);
  Loosening(k).set_facts(*y.as_symbol(), low);
  for (const Int128 far : {Int128{1} << 99, Int128{1} << 100, Int128{1} << 110})
    EXPECT_TRUE(k.upper_bound(LinearExpr::reading(x), -far) == Int128{-2});
}
TEST(Knowledge, FollowsTwoBoundsAndNoMore) {
  SymbolSupply supply;
  Knowledge k = searching();
  std::vector<Term> chain;
  for (int i = 0; i < 4; ++i) chain.push_back(k.introduce(supply, half()));
  const auto order = [&](std::size_t i, std::size_t j) {
    return *LinearExpr::difference(LinearExpr::reading(chain[i]), LinearExpr::reading(chain[j]));
  };
  for (std::size_t i = 0; i < 3; ++i) k.learn(order(i, i + 1));
  EXPECT_TRUE(k.entails(order(0, 2)));
  EXPECT_TRUE(k.entails(order(1, 3)));
  EXPECT_FALSE(k.entails(order(0, 3)));
}
TEST(Knowledge, RefutesWhatTwoBoundsContradict) {
  // Of the bounds on z - x the first says at most 1, the second at most -1.
  Two t(half(), half());
  const Term z = t.k.introduce(t.supply, half());
  const auto learn = [&](const Term& a, const Term& b, Int128 most) {  // a - b <= most
    t.k.learn(LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b))->plus(-most));
  };
  learn(z, t.y, 0);
  learn(t.y, t.x, 1);
  const Term w = t.k.introduce(t.supply, half());
  learn(z, w, 0);
  learn(w, t.x, -1);
  EXPECT_TRUE(t.k.feasible());
  learn(t.x, z, 0);
  EXPECT_FALSE(t.k.feasible());
}
TEST(Knowledge, RefutesWhatCannotBe) {
  Two t(half(), half());
  t.assume(JumpOp::Lt, Width::W64, t.x, t.y);
  t.assume(JumpOp::Lt, Width::W64, t.y, t.x);
  EXPECT_FALSE(t.k.feasible());
}
TEST(Knowledge, ProjectionLeavesNoBoundOnASymbolThatWentBefore) {
  SymbolSupply supply;
  Knowledge k = searching();
  const Term word = k.introduce(supply, Scalar::unsigned_range(0, 0x100000005));
  const Term low = k.introduce(supply, half());
  const Term middle = k.introduce(supply, half());
  const Term least = k.introduce(supply, Scalar::unsigned_range(0, 100));
  const auto at_most = [&](const Term& a, const Term& b, Int128 c) {  // a - b <= c
    k.learn(LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b))->plus(-c));
  };
  at_most(middle, low, 0);
  at_most(least, middle, -10);
  // As a merge leaves them: the facts say less than the bounds.
  Loosening(k).set_facts(*low.as_symbol(), half());
  Loosening(k).set_facts(*middle.as_symbol(), half());
  k.link(*low.as_symbol(), LinkKind::ZeroExtend32, word);
  // That least + 10 <= low shows only without `middle`, and makes `low` the word, which is gone.
  project(k, {*low.as_symbol(), *least.as_symbol()});
  for (const LinearExpr& b : k.bounds()) {
    for (const LinearTerm& t : b.terms()) EXPECT_NE(k.find(t.symbol), nullptr);
  }
  for (const Replacement& r : k.replacements()) {
    for (const Monomial& m : r.by.monomials()) EXPECT_NE(k.find(m.symbol), nullptr);
  }
  EXPECT_EQ(k.evaluate(low).umin(), 10U);
}
TEST(Knowledge, ProjectionKeepsWhatFollowsThroughTheSymbolThatGoes) {
  Two t(half(), half());
  const Term z = t.k.introduce(t.supply, half());
  t.assume(JumpOp::Lt, Width::W64, t.x, t.y);
  t.assume(JumpOp::Lt, Width::W64, t.y, z);
  project(t.k, {*t.x.as_symbol(), *z.as_symbol()});
  EXPECT_TRUE(t.at_most(t.x, z, -2));
}

}  // namespace
}  // namespace assay::testing
