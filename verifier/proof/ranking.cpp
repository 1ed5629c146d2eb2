// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/ranking.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace assay {
namespace {

/// Whether the measure has a term for each of these states and for no other; both ascend.
bool covers(const Measure& measure, const std::vector<std::uint32_t>& states) {
  return std::ranges::equal(measure.terms, states, {}, &std::pair<std::uint32_t, Term>::first);
}

/// Requires covers() for a part that has the state.
const Term& term_of(const Measure& measure, std::uint32_t state) {
  return std::ranges::lower_bound(measure.terms, state, {}, &std::pair<std::uint32_t, Term>::first)
      ->second;
}

Lift lift_of(Pace pace) { return pace == Pace::Falls ? Lift::Signed : Lift::Unsigned; }

std::optional<IntegerRange> range_of(const Knowledge& k, const Term& term, Pace pace) {
  constexpr Int128 kFar = Int128{1} << 90;
  // A measure is a claim from outside: it may speak of symbols that its state does not have.
  if (!k.knows(term.monomials())) return std::nullopt;
  const auto reading = k.integer(term, lift_of(pace));
  if (!reading) return std::nullopt;
  const auto low = k.lower_bound(*reading, kFar);
  const auto high = k.upper_bound(*reading, -kFar);
  if (!low || !high) return std::nullopt;
  return IntegerRange{*low, *high};
}

struct Fraction {
  std::int64_t numerator;
  std::int64_t denominator;
};
Fraction fraction_of(Pace pace) { return pace == Pace::Halves ? Fraction{1, 2} : Fraction{2, 3}; }

/// How often a number that is at most `high` can take a step of the pace from at least 1.
Int128 steps_from(Int128 high, Pace pace) {
  const auto [numerator, denominator] = fraction_of(pace);
  Int128 steps = 0;
  for (; high >= 1; high = high * numerator / denominator) ++steps;
  return steps;
}

/// Most instructions of a run inside the graph, part by part; recursive on the edges of a part that
/// do not fall.
class Cost {
 public:
  Cost(const Invariants& invariants, const ProofGraph& graph, const std::vector<Measure>& measures,
       Replay& replay)
      : invariants_(invariants), graph_(graph), replay_(replay) {
    for (const Measure& m : measures) {
      if (!m.terms.empty()) measures_[m.terms.front().first].push_back(&m);
    }
  }

  std::optional<std::uint64_t> run() const {
    std::vector<std::uint32_t> states(invariants_.states.size());
    std::iota(states.begin(), states.end(), 0U);
    ProofEdges edges;
    edges.reserve(graph_.edges.size());
    for (const ProofEdge& e : graph_.edges) edges.push_back(&e);
    const auto parts = parts_of(states, edges);
    const auto best = longest(parts, graph_.exits, 0);
    if (!best) return std::nullopt;
    const auto entry =
        std::ranges::find_if(parts, [](const GraphPart& part) { return part.states.front() == 0; });
    if (entry == parts.end()) return std::nullopt;
    return (*best)[static_cast<std::size_t>(entry - parts.begin())];
  }

 private:
  /// By part, the dearest way on from it: the cost inside each part on the way, the edges between
  /// them, and the exit at the end (by state; none where `exits` is empty). Nothing when a part has
  /// no measure.
  std::optional<std::vector<std::uint64_t>> longest(const std::vector<GraphPart>& parts,
                                                    const std::vector<std::uint64_t>& exits,
                                                    int depth) const {
    std::vector<std::uint64_t> best(parts.size(), 0);
    for (std::size_t p = parts.size(); p-- > 0;) {
      const GraphPart& part = parts[p];
      std::uint64_t most = 0;
      if (!exits.empty()) {
        for (const std::uint32_t n : part.states) most = std::max(most, exits[n]);
      }
      for (const LeavingEdge& out : part.leaving)
        most = std::max(most, saturating_add(out.edge->instructions, best[out.to]));
      const auto inside = part.edges.empty() ? 0 : part_cost(part, depth);
      if (!inside) return std::nullopt;
      best[p] = saturating_add(most, *inside);
    }
    return best;
  }

  /// Most instructions between entering the part and leaving it.
  std::optional<std::uint64_t> part_cost(const GraphPart& part, int depth) const {
    if (depth >= kMostNestedMeasures) return std::nullopt;
    const auto ranked = rank(part);
    if (!ranked) return std::nullopt;
    const auto inner = longest(parts_of(part.states, ranked->rest), {}, depth + 1);
    if (!inner) return std::nullopt;
    const std::uint64_t round = std::ranges::max(*inner);
    std::uint64_t dearest = 0;
    for (const ProofEdge* e : ranked->falling) dearest = std::max(dearest, e->instructions);
    return saturating_add(saturating_multiply(saturating_add(ranked->crossings, 1), round),
                          saturating_multiply(ranked->crossings, dearest));
  }

  /// By the first measure of the part that ranks it. A part that is left of one with the same
  /// states has the next.
  std::optional<Ranked> rank(const GraphPart& part) const {
    const auto of_part = measures_.find(part.states.front());
    if (of_part == measures_.end()) return std::nullopt;
    for (const Measure* measure : of_part->second) {
      replay_.use(measure->steps);
      if (auto ranked = rank_part(invariants_, part, *measure)) return ranked;
    }
    return std::nullopt;
  }

  const Invariants& invariants_;
  const ProofGraph& graph_;
  Replay& replay_;
  std::map<std::uint32_t, std::vector<const Measure*>> measures_;  // by the first of their states
};

}  // namespace

std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > ~b ? ~std::uint64_t{0} : a + b;
}

std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
  std::uint64_t out = 0;
  return __builtin_mul_overflow(a, b, &out) ? ~std::uint64_t{0} : out;
}

std::optional<Int128> fall_on(const ProofEdge& edge, const MeasureEnds& ends, Pace pace) {
  const Knowledge& k = edge.knowledge;
  if (!k.knows(ends.from.monomials())) return std::nullopt;
  const auto mapped = edge.map.apply(ends.to);
  if (!mapped) return std::nullopt;
  const auto before = k.integer(k.resolve(ends.from), lift_of(pace));
  const auto after = k.integer(*mapped, lift_of(pace));
  if (!before || !after) return std::nullopt;
  const auto rise = LinearExpr::difference(*after, *before);
  const auto most = rise ? k.upper_bound(*rise, -(Int128{1} << 90)) : std::nullopt;
  if (!most || *most > 0) return std::nullopt;
  if (pace == Pace::Falls) return -*most;
  const auto [numerator, denominator] = fraction_of(pace);
  const auto shrunk = LinearExpr::combine(denominator, *after, -numerator, *before);
  const auto least = k.lower_bound(*before, 1);
  return shrunk && k.entails(*shrunk) && least && *least >= 1 ? 1 : 0;
}

std::optional<Ranked> rank_part(const Invariants& invariants, const GraphPart& part,
                                const Measure& measure) {
  if (!covers(measure, part.states)) return std::nullopt;
  Int128 low = 0;
  Int128 high = 0;
  bool first = true;
  for (const auto& [n, term] : measure.terms) {
    const auto range = range_of(invariants.states[n].state.knowledge, term, measure.pace);
    if (!range) return std::nullopt;
    low = first ? range->low : std::min(low, range->low);
    high = first ? range->high : std::max(high, range->high);
    first = false;
  }
  Ranked out;
  Int128 step = 0;
  for (const ProofEdge* e : part.edges) {
    const auto fall =
        fall_on(*e, {term_of(measure, e->from), term_of(measure, e->to)}, measure.pace);
    if (!fall) return std::nullopt;
    if (*fall == 0) {
      out.rest.push_back(e);
      continue;
    }
    out.falling.push_back(e);
    step = step == 0 ? *fall : std::min(step, *fall);
  }
  if (out.falling.empty()) return std::nullopt;
  const Int128 crossings =
      measure.pace == Pace::Falls ? (high - low) / step : steps_from(high, measure.pace);
  constexpr auto kMost = Int128{~std::uint64_t{0}};
  out.crossings = crossings > kMost ? ~std::uint64_t{0} : static_cast<std::uint64_t>(crossings);
  return out;
}

std::optional<std::uint64_t> check_termination(const Invariants& invariants,
                                               const ProofGraph& graph,
                                               const std::vector<Measure>& measures,
                                               Replay& replay) {
  return Cost(invariants, graph, measures, replay).run();
}

}  // namespace assay
