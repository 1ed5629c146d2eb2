// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/postponed_falls.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

/// Round 0 -> 1 -> 2 -> 0 and the way past 1, from 0 to 2. Each state has one number up to 1000;
/// the edges take from it as much as is said.
class Round {
 public:
  void edge(std::uint32_t from, std::uint32_t to, std::uint64_t less, std::uint64_t instructions) {
    ProofEdge& e = graph_.edges.emplace_back();
    e.from = from;
    e.to = to;
    e.instructions = instructions;
    e.knowledge.refine(number(e.knowledge, from), Scalar::unsigned_range(less, 1000));
    e.map.assign(Symbol{to}, Term::of(Symbol{from}).plus(std::uint64_t{0} - less));
  }

  void done() {
    for (std::uint32_t n = 0; n < 3; ++n) {
      Invariant& invariant = invariants_.states.emplace_back();
      measure_.terms.emplace_back(n, number(invariant.state.knowledge, n));
    }
    for (const ProofEdge& e : graph_.edges) edges_.push_back(&e);
    part_ = parts_of({0, 1, 2}, edges_).front();
  }

  [[nodiscard]] std::optional<std::uint64_t> cost(const Measure& measure) const {
    const auto ranked = rank_part(invariants_, part_, measure);
    return ranked ? cost_without_cycles(part_, *ranked) : std::nullopt;
  }

  [[nodiscard]] const GraphPart& part() const { return part_; }
  [[nodiscard]] const Measure& measure() const { return measure_; }

 private:
  static Term number(Knowledge& k, std::uint32_t n) {
    SymbolFacts row;
    row.symbol = Symbol{n};
    row.facts = Scalar::unsigned_range(0, 1000);
    k.declare(row);
    return Term::of(row.symbol);
  }

  Invariants invariants_;
  ProofGraph graph_;
  ProofEdges edges_;
  GraphPart part_;
  Measure measure_;
};

TEST(PostponedFalls, MoveToTheEdgeThatClosesTheRound) {
  Round round;
  round.edge(0, 1, 2, 18);
  round.edge(1, 2, 2, 2);
  round.edge(0, 2, 4, 13);
  round.edge(2, 0, 0, 1);
  round.done();
  std::uint64_t work = 0;
  const auto moved = with_postponed_falls(round.part(), round.measure(), work, 1000);
  ASSERT_TRUE(moved);
  EXPECT_GT(work, 0U);
  EXPECT_EQ(moved->terms[0].second.constant_part(), 0U);
  EXPECT_EQ(moved->terms[1].second.constant_part(), 2U);
  EXPECT_EQ(moved->terms[2].second.constant_part(), 4U);
  // 502 falls at the most, the first from 1004: 250 rounds of 21 and the way to the first of them.
  const auto before = round.cost(round.measure());
  const auto after = round.cost(*moved);
  ASSERT_TRUE(before);
  ASSERT_TRUE(after);
  EXPECT_LT(*after, *before);
  EXPECT_EQ(*after, 251U * 1 + 252U * 20);
}

TEST(PostponedFalls, AreNoMoreThanTheLeastWayHas) {
  Round round;
  round.edge(0, 1, 7, 5);
  round.edge(1, 2, 0, 5);
  round.edge(0, 2, 1, 5);
  round.edge(2, 0, 0, 5);
  round.done();
  std::uint64_t work = 0;
  const auto moved = with_postponed_falls(round.part(), round.measure(), work, 1000);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->terms[1].second.constant_part(), 7U);
  EXPECT_EQ(moved->terms[2].second.constant_part(), 1U);
  EXPECT_TRUE(round.cost(*moved));
}

TEST(PostponedFalls, EndWhereTheWorkIsUsedUp) {
  Round round;
  round.edge(0, 1, 1, 1);
  round.edge(1, 2, 1, 1);
  round.edge(2, 0, 1, 1);
  round.done();
  std::uint64_t work = 0;
  EXPECT_FALSE(with_postponed_falls(round.part(), round.measure(), work, 2));
}

TEST(PostponedFalls, ACycleThatIsLeftHasNoCost) {
  Round round;
  round.edge(0, 1, 1, 1);
  round.edge(1, 2, 0, 1);
  round.edge(2, 1, 0, 1);
  round.edge(2, 0, 0, 1);
  round.done();
  EXPECT_FALSE(round.cost(round.measure()));
}

}  // namespace
}  // namespace assay
