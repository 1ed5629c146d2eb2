// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/graph_parts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ir/base/check.hpp"

namespace assay {
namespace {

struct Graph {
  std::vector<std::uint32_t> states;
  std::vector<ProofEdge> held;

  [[nodiscard]] ProofEdges edges() const {
    ProofEdges out;
    for (const ProofEdge& e : held) out.push_back(&e);
    return out;
  }
  void add(std::uint32_t from, std::uint32_t to) { held.push_back({from, to, 1, {}, {}}); }
};

/// By position: whether a path of one edge or more leads from the first state to the second.
std::vector<std::vector<bool>> paths_of(const Graph& graph) {
  const std::size_t n = graph.states.size();
  const auto at = [&](std::uint32_t state) {
    return static_cast<std::size_t>(std::ranges::find(graph.states, state) - graph.states.begin());
  };
  std::vector<std::vector<bool>> path(n, std::vector<bool>(n, false));
  for (const ProofEdge& e : graph.held) path[at(e.from)][at(e.to)] = true;
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) path[i][j] = path[i][j] || (path[i][k] && path[k][j]);
    }
  }
  return path;
}

void expect_right(const Graph& graph) {
  const auto path = paths_of(graph);
  const auto parts = parts_of(graph.states, graph.edges());
  std::vector<std::size_t> part_of(graph.states.size(), parts.size());
  std::size_t edges = 0;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    EXPECT_TRUE(std::ranges::is_sorted(parts[p].states));
    for (const std::uint32_t s : parts[p].states) {
      std::size_t& part = part_of[static_cast<std::size_t>(std::ranges::find(graph.states, s) -
                                                           graph.states.begin())];
      EXPECT_EQ(part, parts.size()) << "a state of two parts";
      part = p;
    }
    for (const ProofEdge* e : parts[p].edges) {
      EXPECT_TRUE(std::ranges::binary_search(parts[p].states, e->from));
      EXPECT_TRUE(std::ranges::binary_search(parts[p].states, e->to));
    }
    for (const LeavingEdge& out : parts[p].leaving) {
      EXPECT_TRUE(std::ranges::binary_search(parts[p].states, out.edge->from));
      EXPECT_GT(out.to, p) << "not in topological order";
      EXPECT_TRUE(std::ranges::binary_search(parts.at(out.to).states, out.edge->to));
    }
    edges += parts[p].edges.size() + parts[p].leaving.size();
  }
  EXPECT_EQ(edges, graph.held.size());
  for (std::size_t i = 0; i < graph.states.size(); ++i) {
    ASSERT_LT(part_of[i], parts.size());
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_EQ(part_of[i] == part_of[j], path[i][j] && path[j][i]) << i << " and " << j;
  }
}

TEST(GraphParts, AreWhatReachesEachOther) {
  std::mt19937 random(1972);
  for (int round = 0; round < 300; ++round) {
    Graph graph;
    std::uint32_t state = random() % 5;
    for (std::uint32_t n = 1 + random() % 12; n-- > 0; state += 1 + random() % 3)
      graph.states.push_back(state);
    for (std::uint32_t e = random() % 24; e-- > 0;)
      graph.add(graph.states[random() % graph.states.size()],
                graph.states[random() % graph.states.size()]);
    expect_right(graph);
  }
}

TEST(GraphParts, EdgesKeepTheirOrder) {
  Graph graph{{3, 7}, {}};
  graph.add(7, 3);
  graph.add(3, 3);
  graph.add(3, 7);
  const auto parts = parts_of(graph.states, graph.edges());
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].edges, graph.edges());
}

TEST(GraphParts, AnEdgeToAStateThatIsNotGivenIsAFault) {
  Graph graph{{3, 7}, {}};
  graph.add(3, 5);
  EXPECT_THROW((void)parts_of(graph.states, graph.edges()), InternalFault);
}

TEST(GraphParts, ALongChainNeedsNoDeepRecursion) {
  Graph graph;
  constexpr std::uint32_t kStates = 100000;
  for (std::uint32_t n = 0; n < kStates; ++n) graph.states.push_back(n);
  for (std::uint32_t n = 0; n + 1 < kStates; ++n) graph.add(n, n + 1);
  EXPECT_EQ(parts_of(graph.states, graph.edges()).size(), kStates);
  graph.add(kStates - 1, 0);
  EXPECT_EQ(parts_of(graph.states, graph.edges()).size(), 1U);
}

}  // namespace
}  // namespace assay
