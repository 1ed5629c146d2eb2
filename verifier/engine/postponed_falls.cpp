// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/postponed_falls.hpp"

#include <algorithm>
#include <vector>

namespace assay {
namespace {

constexpr Int128 kUnreached = Int128{1} << 100;
constexpr Int128 kMostAdded = Int128{1} << 60;

/// An edge between two positions of the part's states, and how much the measure falls on it.
struct Way {
  std::size_t from;
  std::size_t to;
  Int128 fall;
};

std::optional<std::vector<Way>> ways_of(const GraphPart& part, const Measure& measure) {
  const auto position = [&](std::uint32_t state) {
    return static_cast<std::size_t>(std::ranges::lower_bound(part.states, state) -
                                    part.states.begin());
  };
  std::vector<Way> ways;
  for (const ProofEdge* e : part.edges) {
    const std::size_t from = position(e->from);
    const std::size_t to = position(e->to);
    const auto fall =
        fall_on(*e, {measure.terms[from].second, measure.terms[to].second}, Pace::Falls);
    if (!fall) return std::nullopt;
    ways.push_back({from, to, *fall});
  }
  return ways;
}

}  // namespace

std::optional<Measure> with_postponed_falls(const GraphPart& part, const Measure& measure,
                                            std::uint64_t& work, std::uint64_t most_work) {
  const auto ways = ways_of(part, measure);
  if (!ways) return std::nullopt;
  std::vector<Int128> added(part.states.size(), kUnreached);
  added.front() = 0;
  for (bool lower = true; lower;) {
    lower = false;
    work += ways->size();
    if (work > most_work) return std::nullopt;
    for (const Way& way : *ways) {
      const Int128 next = added[way.from] + way.fall;
      if (next >= added[way.to]) continue;
      added[way.to] = next;
      lower = true;
    }
  }
  if (std::ranges::any_of(added, [](Int128 a) { return a > kMostAdded; })) return std::nullopt;
  Measure out{measure.pace, measure.terms};
  for (std::size_t i = 0; i < out.terms.size(); ++i) {
    Term& term = out.terms[i].second;
    term = term.plus(static_cast<std::uint64_t>(added[i]));
  }
  return out;
}

std::optional<std::uint64_t> cost_without_cycles(const GraphPart& part, const Ranked& ranked) {
  const auto inner = parts_of(part.states, ranked.rest);
  std::vector<std::uint64_t> longest(inner.size(), 0);
  for (std::size_t p = inner.size(); p-- > 0;) {
    if (!inner[p].edges.empty()) return std::nullopt;
    for (const LeavingEdge& out : inner[p].leaving)
      longest[p] = std::max(longest[p], saturating_add(out.edge->instructions, longest[out.to]));
  }
  std::uint64_t dearest = 0;
  for (const ProofEdge* e : ranked.falling) dearest = std::max(dearest, e->instructions);
  const std::uint64_t round = std::ranges::max(longest);
  return saturating_add(saturating_multiply(saturating_add(ranked.crossings, 1), round),
                        saturating_multiply(ranked.crossings, dearest));
}

}  // namespace assay
