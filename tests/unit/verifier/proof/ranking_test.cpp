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
TEST(Fall, TwoThirdsMustBeShownAndStartAtOne) {
  EXPECT_TRUE(Edge(1).learn(3, 2).fall(Pace::Shrinks) == Int128{1});
  EXPECT_TRUE(Edge(1).learn(2, 1).fall(Pace::Shrinks) == Int128{1});
  EXPECT_TRUE(Edge(0).learn(3, 2).fall(Pace::Shrinks) == Int128{0});
  EXPECT_TRUE(Edge(1).learn(1, 1).fall(Pace::Shrinks) == Int128{0});
}

}  // namespace
}  // namespace assay
