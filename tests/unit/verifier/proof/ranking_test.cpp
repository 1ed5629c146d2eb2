// SPDX-License-Identifier: Apache-2.0
// What a measure does on one edge: over a source symbol x and the word y that arrives.
#include "verifier/proof/ranking.hpp"

#include <gtest/gtest.h>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/loosening.hpp"

namespace assay {
namespace {

/// An edge on which a measure goes from x in [low, 100] to y in [0, 100].
struct Edge {
  SymbolSupply supply;
  ProofEdge edge;
  Term x;
  Term y;
  Term target = Term::of(Symbol{1000});
  Deducer deducer;

  explicit Edge(std::uint64_t low) {
    edge.knowledge.advise(&deducer);
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
  std::optional<Int128> fall(Pace pace) { return fall_on(edge, {x, target}, pace); }
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
  Loosening(e.edge.knowledge).set_facts(*e.x.as_symbol(), Scalar::unsigned_range(0, 100));
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
    const auto ranked = rank_part(invariants, {{0}, {&edge}, {}}, measure);
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

/// Two states with an edge each way: on the way there x falls by 1, on the way back it stays; and
/// an edge from the second state to itself, on which y falls by 1 and x may be anything.
struct Nest {
  SymbolSupply supply;
  Invariants invariants;
  ProofGraph graph;
  Term x[2];
  Term y[2];

  Nest() {
    invariants.states.resize(2);
    graph.exits = {0, 3};
    for (int n = 0; n < 2; ++n) {
      Knowledge& k = invariants.states[static_cast<std::size_t>(n)].state.knowledge;
      x[n] = k.introduce(supply, Scalar::unsigned_range(0, 10));
      y[n] = k.introduce(supply, Scalar::unsigned_range(0, 100));
    }
    add(0, 1, x[0].plus(~std::uint64_t{0}), y[0]);
    add(1, 0, x[1], y[1]);
    add(1, 1, x[1], y[1].plus(~std::uint64_t{0}));
  }
  void add(std::uint32_t from, std::uint32_t to, const Term& new_x, const Term& new_y) {
    ProofEdge e{from, to, 2, {}, invariants.states[from].state.knowledge};
    e.map.assign(*x[to].as_symbol(), new_x);
    e.map.assign(*y[to].as_symbol(), new_y);
    graph.edges.push_back(std::move(e));
  }
  [[nodiscard]] Measure outer() const { return {Pace::Falls, {{0, x[0]}, {1, x[1]}}}; }
  [[nodiscard]] Measure inner() const { return {Pace::Falls, {{1, y[1]}}}; }
  [[nodiscard]] std::optional<std::uint64_t> cost(const std::vector<Measure>& measures) const {
    Replay replay;
    return check_termination(invariants, graph, measures, replay);
  }
};

TEST(Termination, EachPartNeedsItsOwnMeasure) {
  const Nest nest;
  // 10 edges on which x falls, 11 rounds with an edge back, and 100 edges of y in each; an exit.
  EXPECT_EQ(nest.cost({nest.outer(), nest.inner()}), 10U * 2 + 11U * (2 + 100 * 2) + 3);
  EXPECT_EQ(nest.cost({nest.inner(), nest.outer()}), nest.cost({nest.outer(), nest.inner()}));
  EXPECT_FALSE(nest.cost({nest.outer()}));
  EXPECT_FALSE(nest.cost({nest.inner()}));
  EXPECT_FALSE(nest.cost({}));
}
TEST(Termination, AMeasureIsOfJustThePartThatItNames) {
  const Nest nest;
  Measure wide = nest.inner();
  wide.terms.insert(wide.terms.begin(), {0, nest.y[0]});
  EXPECT_FALSE(nest.cost({nest.outer(), wide}));  // y is of the inner part alone
  Measure narrow = nest.outer();
  narrow.terms.pop_back();
  EXPECT_FALSE(nest.cost({narrow, nest.inner()}));
  Measure twice = nest.outer();
  twice.terms.push_back(twice.terms.back());
  EXPECT_FALSE(nest.cost({twice, nest.inner()}));
  Measure outside = nest.outer();
  outside.terms.emplace_back(7, nest.x[1]);
  EXPECT_FALSE(nest.cost({outside, nest.inner()}));
  Measure unsorted = nest.outer();
  std::swap(unsorted.terms[0], unsorted.terms[1]);
  EXPECT_FALSE(nest.cost({unsorted, nest.inner()}));
}
TEST(Termination, NoEdgeOfThePartMayRise) {
  Nest nest;
  nest.add(1, 0, nest.x[1].plus(1), nest.y[1]);
  EXPECT_FALSE(nest.cost({nest.outer(), nest.inner()}));
}
TEST(Termination, AMeasureOfOtherSymbolsIsNone) {
  const Nest nest;
  Measure exchanged = nest.outer();
  std::swap(exchanged.terms[0].second, exchanged.terms[1].second);
  EXPECT_FALSE(nest.cost({exchanged, nest.inner()}));
}
TEST(Termination, PartsOfTheSameStatesTakeTheirMeasuresInTurn) {
  // Two edges from a state to itself: x falls on one and y stays, y falls on the other and x stays.
  Nest nest;
  nest.graph.edges.clear();
  nest.invariants.states.resize(1);
  nest.graph.exits = {0};
  nest.add(0, 0, nest.x[0].plus(~std::uint64_t{0}), nest.y[0]);
  nest.add(0, 0, nest.x[0], nest.y[0].plus(~std::uint64_t{0}));
  const Measure by_x{Pace::Falls, {{0, nest.x[0]}}};
  const Measure by_y{Pace::Falls, {{0, nest.y[0]}}};
  EXPECT_TRUE(nest.cost({by_x, by_y}));
  EXPECT_FALSE(nest.cost({by_x}));
  EXPECT_FALSE(nest.cost({by_x, by_x}));
}

}  // namespace
}  // namespace assay
