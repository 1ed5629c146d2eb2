// SPDX-License-Identifier: Apache-2.0
// Tarjan 1972 (Depth-first search and linear graph algorithms), with an explicit stack, over the
// positions of the states in the list given.
#include "verifier/proof/graph_parts.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay {
namespace {

using Positions = std::vector<std::uint32_t>;

class Components {
 public:
  Components(std::size_t nodes, const Positions& from, const Positions& to)
      : first_(nodes + 1, 0),
        next_(to.size()),
        number_(nodes, 0),
        low_(nodes, 0),
        part_(nodes, kOpen) {
    for (const std::uint32_t n : from) ++first_[n + 1];
    for (std::size_t n = 0; n < nodes; ++n) first_[n + 1] += first_[n];
    Positions free = first_;
    for (std::size_t e = 0; e < to.size(); ++e) next_[free[from[e]]++] = to[e];
  }

  /// By node, the number of its part; parts are numbered in topological order.
  Positions run() {
    for (std::uint32_t n = 0; n < number_.size(); ++n) {
      if (number_[n] == 0) visit(n);
    }
    for (std::uint32_t& p : part_) p = parts_ - 1 - p;
    return std::move(part_);
  }
  [[nodiscard]] std::uint32_t count() const { return parts_; }

 private:
  struct Visit {
    std::uint32_t node;
    std::uint32_t next_edge;
  };
  static constexpr std::uint32_t kOpen = ~std::uint32_t{0};

  void open(std::uint32_t node) {
    number_[node] = low_[node] = ++numbered_;
    stack_.push_back(node);
    visits_.push_back({node, first_[node]});
  }

  void visit(std::uint32_t root) {
    open(root);
    while (!visits_.empty()) {
      const std::uint32_t node = visits_.back().node;
      if (visits_.back().next_edge < first_[node + 1]) {
        const std::uint32_t to = next_[visits_.back().next_edge++];
        if (number_[to] == 0) {
          open(to);
        } else if (part_[to] == kOpen) {
          low_[node] = std::min(low_[node], number_[to]);
        }
        continue;
      }
      visits_.pop_back();
      if (!visits_.empty())
        low_[visits_.back().node] = std::min(low_[visits_.back().node], low_[node]);
      if (low_[node] == number_[node]) close(node);
    }
  }

  void close(std::uint32_t root) {
    std::uint32_t member = root;
    do {
      member = stack_.back();
      stack_.pop_back();
      part_[member] = parts_;
    } while (member != root);
    ++parts_;
  }

  Positions first_;  // by node, its first edge in next_; the end of the last node's at the end
  Positions next_;   // where the edges lead, by the node that they leave
  Positions number_;
  Positions low_;
  Positions part_;  // counted as they close: in reverse topological order
  Positions stack_;
  std::vector<Visit> visits_;
  std::uint32_t numbered_ = 0;
  std::uint32_t parts_ = 0;
};

}  // namespace

std::vector<GraphPart> parts_of(const std::vector<std::uint32_t>& states, const ProofEdges& edges) {
  const auto position = [&](std::uint32_t state) {
    const auto it = std::ranges::lower_bound(states, state);
    ASSAY_CHECK(it != states.end() && *it == state, "an edge leaves the graph that it is of");
    return static_cast<std::uint32_t>(it - states.begin());
  };
  Positions from;
  Positions to;
  for (const ProofEdge* e : edges) {
    from.push_back(position(e->from));
    to.push_back(position(e->to));
  }
  Components components(states.size(), from, to);
  const Positions part = components.run();
  std::vector<GraphPart> out(components.count());
  for (std::size_t n = 0; n < states.size(); ++n) out[part[n]].states.push_back(states[n]);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    GraphPart& source = out[part[from[e]]];
    if (part[from[e]] == part[to[e]]) {
      source.edges.push_back(edges[e]);
    } else {
      source.leaving.push_back({edges[e], part[to[e]]});
    }
  }
  return out;
}

}  // namespace assay
