// SPDX-License-Identifier: Apache-2.0
// The proofs that end within seconds hold, and a deliberate fault in an operation makes its proof
// fail with a counterexample.
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include "names.hpp"
#include "runner.hpp"
#include "symbolic.hpp"

namespace assay::proofs {
namespace {

constexpr unsigned kMilliseconds = 60000;

TEST(Proofs, TheQuickOnesHold) {
  const Library library = everything();
  std::vector<const Evidence*> chosen;
  for (const Evidence& evidence : library) {
    if (evidence.quick) chosen.push_back(&evidence);
  }
  EXPECT_GT(chosen.size(), 40U);
  const Table table = tabulate(run(chosen, {120, 60, 2}));
  EXPECT_EQ(table.unsound, 0U) << table.text;
  EXPECT_EQ(table.unfinished, 0U) << table.text;
}

TEST(Proofs, NameEveryOperationAtBothWidths) {
  std::set<Subject> subjects;
  for (const Evidence& evidence : everything()) {
    if (evidence.means == Means::Symbolic) subjects.insert(evidence.subject);
  }
  for (const char* width : {"64", "32"}) {
    for (const AluOp op : kAluOps)
      EXPECT_TRUE(subjects.contains({"alu", row_of(op), width})) << row_of(op);
    for (const JumpOp op : kJumpOps) {
      for (const Branch branch : {Branch::Taken, Branch::NotTaken})
        EXPECT_TRUE(subjects.contains({"jump", name_of(op) + " " + name_of(branch), width}));
    }
    for (const char* name : {"join", "meet", "inclusion", "widening"})
      EXPECT_TRUE(subjects.contains({"lattice", name, width})) << name;
  }
}

TEST(Proofs, WithoutTimeAreNone) {
  const Evidence evidence =
      symbolic({"alu", "none", "64"}, 64, "",
               [](Terms&) -> std::vector<Claim> { return {{"true", {}, true}}; });
  EXPECT_EQ(evidence.run(0).result, ProofResult::Unknown);
  EXPECT_EQ(evidence.run(1000).result, ProofResult::Proved);
}

TEST(Proofs, CasesThatLeaveSomethingOutProveNothing) {
  Terms home;
  const auto x = Z3Word<8>::unknown(home, "x");
  Claim claim{"half of the words", {}, ule(x, x), {negative(x)}};
  EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Unknown);
  claim.cases.push_back(!negative(x));
  EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Proved);
}

// Deliberate faults: each is an operation of the domain with one mistake in it.

template <class W>
using RangeOp = std::function<URange<W>(const URange<W>&, const URange<W>&)>;
using Words = Z3Word<16>;

ProofAnswer prove_range(const RangeOp<Words>& op,
                        const std::function<Words(const Words&, const Words&)>& meaning) {
  Terms home;
  const auto a = any_view<Words>(home, "a").u;
  const auto b = any_view<Words>(home, "b").u;
  const auto x = Words::unknown(home, "x");
  const auto y = Words::unknown(home, "y");
  const Claim claim{"range", {in_range(a, x), in_range(b, y)}, in_range(op(a, b), meaning(x, y))};
  return prove(home, claim, kMilliseconds);
}
Words sum_of(const Words& x, const Words& y) { return x + y; }
Words remainder_of(const Words& x, const Words& y) {
  return select(y == zero<Words>(), x, umod(x, y));
}

TEST(DeliberateFault, TheOperationsThemselvesAreProved) {
  const RangeOp<Words> add_ranges = [](const auto& a, const auto& b) { return add(a, b); };
  EXPECT_EQ(prove_range(add_ranges, sum_of).result, ProofResult::Proved);
}

TEST(DeliberateFault, ASumThatForgetsToWrapIsRefuted) {
  const RangeOp<Words> faulty = [](const auto& a, const auto& b) {
    return URange<Words>{a.lo + b.lo, a.hi + b.hi};
  };
  const ProofAnswer answer = prove_range(faulty, sum_of);
  EXPECT_EQ(answer.result, ProofResult::Refuted);
  EXPECT_NE(answer.detail.find("x = #x"), std::string::npos) << answer.detail;
}

TEST(DeliberateFault, ARemainderThatForgetsTheZeroDivisorIsRefuted) {
  const RangeOp<Words> faulty = [](const auto& a, const auto& b) {
    return URange<Words>{zero<Words>(), umin_of(a.hi, b.hi - Words::of(1))};
  };
  EXPECT_EQ(prove_range(faulty, remainder_of).result, ProofResult::Refuted);
}

TEST(DeliberateFault, ASignedBoundOutOfUnsignedOnesIsRefuted) {
  // The class of CVE-2020-8835: one order's bounds taken for the other's.
  Terms home;
  const auto v = any_view<Words>(home, "v");
  const auto x = Words::unknown(home, "x");
  const SRange<Words> copied{v.u.lo, v.u.hi};
  const Claim claim{"copied", {is_member(v, x)}, in_range(meet(v.s, copied), x)};
  EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Refuted);
}

TEST(DeliberateFault, AComparisonThatIsOffByOneIsRefuted) {
  Terms home;
  const auto a = any_view<Words>(home, "a");
  const auto b = any_view<Words>(home, "b");
  const auto x = Words::unknown(home, "x");
  const auto y = Words::unknown(home, "y");
  View<Words> left = a;
  View<Words> right = b;
  refine_below(left, right);  // what x < y tells, where x <= y was seen
  const Claim claim{"left", {is_member(a, x), is_member(b, y), ule(x, y)}, is_member(left, x)};
  EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Refuted);
}

TEST(DeliberateFault, ATnumSumWithoutItsCarriesIsRefuted) {
  Terms home;
  const auto a = any_view<Words>(home, "a").known;
  const auto b = any_view<Words>(home, "b").known;
  const auto x = Words::unknown(home, "x");
  const auto y = Words::unknown(home, "y");
  const Words unknown = a.unknown() | b.unknown();
  const Words known = (a.must + b.must) & ~unknown;
  const Tnum<Words> faulty{known, known | unknown};
  const std::vector<Z3Bool> premises{contains(a, x), contains(b, y)};
  EXPECT_EQ(prove(home, {"faulty", premises, contains(faulty, x + y)}, kMilliseconds).result,
            ProofResult::Refuted);
  EXPECT_EQ(prove(home, {"right", premises, contains(add(a, b), x + y)}, kMilliseconds).result,
            ProofResult::Proved);
}

TEST(DeliberateFault, AnExcludedWordOfANegativeTakenForThatOfItsSymbolIsRefuted) {
  Terms home;
  const auto x = Words::unknown(home, "x");
  const auto k = Words::unknown(home, "k");
  const auto c = Words::unknown(home, "c");
  EXPECT_EQ(prove(home, {"faulty", {!(k - x == c)}, !(x == c - k)}, kMilliseconds).result,
            ProofResult::Refuted);
  EXPECT_EQ(prove(home, {"right", {!(k - x == c)}, !(x == k - c)}, kMilliseconds).result,
            ProofResult::Proved);
}

TEST(DeliberateFault, AJoinThatKeepsTheOldEndIsRefuted) {
  Terms home;
  const auto a = any_view<Words>(home, "a").u;
  const auto b = any_view<Words>(home, "b").u;
  const auto x = Words::unknown(home, "x");
  const Claim claim{
      "join", {in_range(b, x)}, in_range(URange<Words>{umin_of(a.lo, b.lo), a.hi}, x)};
  EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Refuted);
}

TEST(SolverTerms, BranchesGoEveryWay) {
  Terms home;
  const auto x = Z3Word<8>::unknown(home, "x");
  std::set<std::string> ways;
  home.on_every_path([&] {
    std::string way = negative(x) ? "n" : "p";
    if (x == zero<Z3Word<8>>()) way += "0";
    ways.insert(way);
  });
  EXPECT_EQ(ways, (std::set<std::string>{"n", "n0", "p", "p0"}));
}

TEST(SolverTerms, KnownWordsStayKnown) {
  using W = Z3Word<8>;
  EXPECT_EQ((W::of(200) + W::of(100)).value(), 44U);
  EXPECT_EQ(sext<Z3Word<16>>(W::of(0x80)).value(), 0xff80U);
  EXPECT_TRUE(static_cast<bool>(smul_overflows(W::of(64), W::of(2))));
  Terms home;
  EXPECT_THROW((void)W::unknown(home, "x").value(), InternalFault);
}

TEST(SolverTerms, DivisionByZeroIsNoWordInParticular) {
  Terms home;
  using W = Z3Word<8>;
  const auto x = W::unknown(home, "x");
  const W quotient = udiv(x, x - x);
  for (const unsigned value : {0U, 255U}) {
    const Claim claim{"a value", {}, quotient == W::of(value)};
    EXPECT_EQ(prove(home, claim, kMilliseconds).result, ProofResult::Refuted);
  }
}

}  // namespace
}  // namespace assay::proofs
