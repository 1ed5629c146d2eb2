// SPDX-License-Identifier: Apache-2.0
// What a measure does on one edge: over a source symbol x and the word y that arrives.
#include "verifier/proof/ranking.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

/// An edge on which a measure goes from x in [low, 100] to y in [0, 100].
struct Edge {
  SymbolSupply supply;
  ProofEdge edge;
  Term x;
  Term y;
  Term target = Term::of(Symbol{1000});

  explicit Edge(std::uint64_t low) {
    x = edge.knowledge.introduce(supply, Scalar::unsigned_range(low, 100));
    y = edge.knowledge.introduce(supply, Scalar::unsigned_range(0, 100));
    edge.map.assign(Symbol{1000}, y);
  }
  /// Learns of_y * y <= of_x * x - less.
  Edge& learn(std::int64_t of_y, std::int64_t of_x, Int128 less = 0) {
    edge.knowledge.learn(
        LinearExpr::combine(of_y, LinearExpr::reading(y), -of_x, LinearExpr::reading(x))
            ->plus(less));
    return *this;
  }
  std::optional<Int128> fall(Pace pace) {
    const auto fall = fall_on(edge, {x, target}, pace);
    return fall ? std::optional<Int128>(fall->least) : std::nullopt;
  }
};

TEST(Fall, IsTheLeastByWhichAMeasureFalls) {
  EXPECT_TRUE(Edge(1).learn(1, 1, 3).fall(Pace::Falls) == Int128{3});
  EXPECT_TRUE(Edge(1).learn(1, 1, 0).fall(Pace::Falls) == Int128{0});
}
TEST(Fall, IsNoneWhereAMeasureMayRise) {
  for (const Pace pace : {Pace::Falls, Pace::Halves, Pace::Shrinks}) {
    EXPECT_FALSE(Edge(1).fall(pace));
    EXPECT_FALSE(Edge(1).learn(1, 1, -1).fall(pace));
  }
}
TEST(Fall, AHalfMustBeShownAndStartAtOne) {
  EXPECT_TRUE(Edge(1).learn(2, 1).fall(Pace::Halves) == Int128{1});
  EXPECT_TRUE(Edge(0).learn(2, 1).fall(Pace::Halves) == Int128{0});
  EXPECT_TRUE(Edge(1).learn(1, 1).fall(Pace::Halves) == Int128{0});
  EXPECT_TRUE(Edge(1).learn(3, 2).fall(Pace::Halves) == Int128{0});
}
TEST(Fall, AHalfMayStartAtOneByABound) {
  Edge e(0);
  const Term z = e.edge.knowledge.introduce(e.supply, Scalar::unsigned_range(0, 100));
  e.edge.knowledge.learn(
      LinearExpr::difference(LinearExpr::reading(z), LinearExpr::reading(e.x))->plus(1));
  // As a merge leaves it: the facts say less than the bound.
  e.edge.knowledge.loosen(*e.x.as_symbol(), Scalar::unsigned_range(0, 100));
  EXPECT_TRUE(e.learn(2, 1).fall(Pace::Halves) == Int128{1});
}
TEST(Fall, TwoThirdsMustBeShownAndStartAtOne) {
  EXPECT_TRUE(Edge(1).learn(3, 2).fall(Pace::Shrinks) == Int128{1});
  EXPECT_TRUE(Edge(1).learn(2, 1).fall(Pace::Shrinks) == Int128{1});
  EXPECT_TRUE(Edge(0).learn(3, 2).fall(Pace::Shrinks) == Int128{0});
  EXPECT_TRUE(Edge(1).learn(1, 1).fall(Pace::Shrinks) == Int128{0});
}

/// One state with a measure, and an edge back to it.
struct Ring {
  SymbolSupply supply;
  Invariants invariants;
  ProofEdge edge;
  Measure measure;

  /// On the edge each symbol of the state falls by 1; `bounded` says more of the state.
  template <class F>
  Ring(int symbols, F&& bounded) {
    Knowledge& k = invariants.states.emplace_back().state.knowledge;
    Term sum = Term::constant(0);
    for (int i = 0; i < symbols; ++i) {
      const Term x = k.introduce(supply, Scalar::unsigned_range(0, 100));
      sum = *Term::combine(sum, 1, x);
      edge.map.assign(*x.as_symbol(), x.plus(~std::uint64_t{0}));
    }
    edge.knowledge = k;
    bounded(k, LinearExpr::reading(sum));
    measure.terms = {{0, sum}};
  }
  std::uint64_t crossings() {
    const auto ranked = rank_part(invariants, {0}, {&edge}, measure);
    return ranked ? ranked->crossings : 0;
  }
};

TEST(Ranking, AnEdgeIsCrossedAsOftenAsTheFallFitsTheRange) {
  EXPECT_EQ(Ring(1, [](Knowledge&, const LinearExpr&) {}).crossings(), 100U);
  EXPECT_EQ(Ring(2, [](Knowledge&, const LinearExpr&) {}).crossings(), 100U);
}
TEST(Ranking, BoundsNarrowTheRangeAtBothEnds) {
  Ring ring(2, [](Knowledge& k, const LinearExpr& sum) {
    k.learn(sum.plus(-60));                                            // x + y <= 60
    k.learn(LinearExpr::combine(-1, sum, 0, LinearExpr{})->plus(40));  // x + y >= 40
  });
  EXPECT_EQ(ring.crossings(), 10U);
}

}  // namespace
}  // namespace assay
