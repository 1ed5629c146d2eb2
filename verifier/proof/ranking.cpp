// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/ranking.hpp"

#include <algorithm>
#include <map>

#include "verifier/proof/final_pass.hpp"

namespace assay {
namespace {

const Term* term_of(const Measure& measure, std::uint32_t node) {
  for (const auto& [n, term] : measure.terms) {
    if (n == node) return &term;
  }
  return nullptr;
}

struct Range {
  Int128 low;
  Int128 high;
};

Lift lift_of(Pace pace) { return pace == Pace::Falls ? Lift::Signed : Lift::Unsigned; }

/// A measure is a claim from outside: it may speak of symbols that its state does not have.
bool speaks_of(const Knowledge& k, const Term& term) {
  return std::ranges::all_of(term.monomials(),
                             [&](const Monomial& m) { return k.find(m.symbol) != nullptr; });
}

std::optional<Range> range_of(const Knowledge& k, const Term& term, Pace pace) {
  constexpr Int128 kFar = Int128{1} << 90;
  if (!speaks_of(k, term)) return std::nullopt;
  const auto reading = k.integer(term, lift_of(pace));
  if (!reading) return std::nullopt;
  const auto low = k.lower_bound(*reading, kFar);
  const auto high = k.upper_bound(*reading, -kFar);
  if (!low || !high) return std::nullopt;
  return Range{*low, *high};
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

/// Most instructions of a run inside the graph, by parts; recursive on the edges that do not fall.
class Cost {
 public:
  Cost(const Invariants& invariants, const PassResult& pass, const std::vector<Measure>& measures)
      : invariants_(invariants), pass_(pass), measures_(measures) {}

  std::optional<std::uint64_t> run() {
    std::vector<const ProofEdge*> edges;
    edges.reserve(pass_.edges.size());
    for (const ProofEdge& e : pass_.edges) edges.push_back(&e);
    const auto inner = weights(edges, 0);
    if (!inner) return std::nullopt;
    return longest(edges, *inner);
  }

 private:
  using Weights = std::map<std::uint32_t,
                           std::pair<std::uint32_t, std::uint64_t>>;  // node -> part, cost inside

  /// The cost inside each strongly connected part; nothing when one has no measure.
  std::optional<std::vector<std::uint64_t>> weights(const std::vector<const ProofEdge*>& edges,
                                                    int depth) {
    std::vector<std::uint64_t> inside(invariants_.states.size(), 0);
    if (depth > kMostNestedMeasures) return std::nullopt;
    for (const auto& part : parts_of(invariants_.states.size(), edges)) {
      std::vector<const ProofEdge*> own;
      for (const ProofEdge* e : edges) {
        if (std::ranges::binary_search(part, e->from) && std::ranges::binary_search(part, e->to))
          own.push_back(e);
      }
      if (own.empty()) continue;
      const auto cost = part_cost(part, own, depth);
      if (!cost) return std::nullopt;
      for (const std::uint32_t n : part) inside[n] = *cost;
    }
    return inside;
  }

  std::optional<std::uint64_t> part_cost(const std::vector<std::uint32_t>& part,
                                         const std::vector<const ProofEdge*>& own, int depth) {
    for (const Measure& measure : measures_) {
      const auto ranked = rank_part(invariants_, part, own, measure);
      if (!ranked) continue;
      std::vector<const ProofEdge*> rest;
      std::uint64_t dearest = 0;
      for (const ProofEdge* e : own) {
        if (std::ranges::find(ranked->falling, e) == ranked->falling.end()) {
          rest.push_back(e);
        } else {
          dearest = std::max(dearest, e->instructions);
        }
      }
      const auto inner = weights(rest, depth + 1);
      if (!inner) continue;
      const std::uint64_t round = longest_within(part, rest, *inner);
      return saturating_add(saturating_multiply(saturating_add(ranked->crossings, 1), round),
                            saturating_multiply(ranked->crossings, dearest));
    }
    return std::nullopt;
  }

  std::uint64_t longest_within(const std::vector<std::uint32_t>& part,
                               const std::vector<const ProofEdge*>& edges,
                               const std::vector<std::uint64_t>& inside) const {
    const auto best = longest_paths(edges, inside, {});
    std::uint64_t most = 0;
    for (const std::uint32_t n : part) most = std::max(most, best[n]);
    return most;
  }

  std::uint64_t longest(const std::vector<const ProofEdge*>& edges,
                        const std::vector<std::uint64_t>& inside) const {
    return longest_paths(edges, inside, pass_.exits)[0];
  }

  /// For each node, the dearest way on from it: its part's inside cost once a part, edges between
  /// parts, and the exit at the end.
  std::vector<std::uint64_t> longest_paths(const std::vector<const ProofEdge*>& edges,
                                           const std::vector<std::uint64_t>& inside,
                                           const std::vector<std::uint64_t>& exits) const {
    const auto parts = parts_of(invariants_.states.size(), edges);
    std::vector<std::uint32_t> part_of(invariants_.states.size(), 0);
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
      for (const std::uint32_t n : parts[p]) part_of[n] = p;
    }
    std::vector<std::vector<const ProofEdge*>> leaving(parts.size());
    for (const ProofEdge* e : edges) {
      if (part_of[e->from] != part_of[e->to]) leaving[part_of[e->from]].push_back(e);
    }
    std::vector<std::uint64_t> best(invariants_.states.size(), 0);
    for (std::size_t p = parts.size(); p-- > 0;) {
      std::uint64_t most = 0;
      for (const std::uint32_t n : parts[p]) most = std::max(most, exits.empty() ? 0 : exits[n]);
      for (const ProofEdge* e : leaving[p])
        most = std::max(most, saturating_add(e->instructions, best[e->to]));
      for (const std::uint32_t n : parts[p]) best[n] = saturating_add(most, inside[n]);
    }
    return best;
  }

  const Invariants& invariants_;
  const PassResult& pass_;
  const std::vector<Measure>& measures_;
};

}  // namespace

std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > ~b ? ~std::uint64_t{0} : a + b;
}

std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
  std::uint64_t out = 0;
  return __builtin_mul_overflow(a, b, &out) ? ~std::uint64_t{0} : out;
}

std::optional<Fall> fall_on(const ProofEdge& edge, const MeasureEnds& ends, Pace pace) {
  const Knowledge& k = edge.knowledge;
  if (!speaks_of(k, ends.from)) return std::nullopt;
  const auto mapped = edge.map.apply(ends.to);
  if (!mapped) return std::nullopt;
  const auto before = k.integer(k.resolve(ends.from), lift_of(pace));
  const auto after = k.integer(*mapped, lift_of(pace));
  if (!before || !after) return std::nullopt;
  const auto rise = LinearExpr::difference(*after, *before);
  const auto most = rise ? k.upper_bound(*rise, -(Int128{1} << 90)) : std::nullopt;
  if (!most || *most > 0) return std::nullopt;
  if (pace == Pace::Falls) return Fall{-*most};
  const auto [numerator, denominator] = fraction_of(pace);
  const auto shrunk = LinearExpr::combine(denominator, *after, -numerator, *before);
  const auto least = k.lower_bound(*before, 1);
  return Fall{shrunk && k.entails(*shrunk) && least && *least >= 1 ? 1 : 0};
}

std::vector<std::vector<std::uint32_t>> parts_of(std::size_t nodes,
                                                 const std::vector<const ProofEdge*>& edges) {
  // Tarjan 1972 with an explicit stack; parts come out in reverse topological order.
  std::vector<std::vector<std::uint32_t>> next(nodes);
  for (const ProofEdge* e : edges) next[e->from].push_back(e->to);
  std::vector<std::uint32_t> number(nodes, 0);
  std::vector<std::uint32_t> low(nodes, 0);
  std::vector<bool> open(nodes, false);
  std::vector<std::uint32_t> stack;
  std::vector<std::pair<std::uint32_t, std::size_t>> visits;
  std::vector<std::vector<std::uint32_t>> parts;
  std::uint32_t count = 0;
  for (std::uint32_t root = 0; root < nodes; ++root) {
    if (number[root] != 0) continue;
    visits.emplace_back(root, 0);
    while (!visits.empty()) {
      const std::uint32_t n = visits.back().first;
      if (number[n] == 0) {
        number[n] = low[n] = ++count;
        stack.push_back(n);
        open[n] = true;
      }
      if (visits.back().second < next[n].size()) {
        const std::uint32_t to = next[n][visits.back().second++];
        if (number[to] == 0) {
          visits.emplace_back(to, 0);
        } else if (open[to]) {
          low[n] = std::min(low[n], number[to]);
        }
        continue;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().first] = std::min(low[visits.back().first], low[n]);
      if (low[n] != number[n]) continue;
      std::vector<std::uint32_t> part;
      std::uint32_t member = 0;
      do {
        member = stack.back();
        stack.pop_back();
        open[member] = false;
        part.push_back(member);
      } while (member != n);
      std::ranges::sort(part);
      parts.push_back(std::move(part));
    }
  }
  std::ranges::reverse(parts);
  return parts;
}

std::optional<Ranked> rank_part(const Invariants& invariants,
                                const std::vector<std::uint32_t>& part,
                                const std::vector<const ProofEdge*>& edges,
                                const Measure& measure) {
  Int128 low = 0;
  Int128 high = 0;
  bool first = true;
  for (const std::uint32_t n : part) {
    const Term* term = term_of(measure, n);
    const auto range = term != nullptr
                           ? range_of(invariants.states[n].state.knowledge, *term, measure.pace)
                           : std::nullopt;
    if (!range) return std::nullopt;
    low = first ? range->low : std::min(low, range->low);
    high = first ? range->high : std::max(high, range->high);
    first = false;
  }
  Ranked out;
  Int128 step = 0;
  for (const ProofEdge* e : edges) {
    const auto fall =
        fall_on(*e, {*term_of(measure, e->from), *term_of(measure, e->to)}, measure.pace);
    if (!fall) return std::nullopt;
    if (fall->least == 0) continue;
    out.falling.push_back(e);
    step = step == 0 ? fall->least : std::min(step, fall->least);
  }
  if (out.falling.empty()) return std::nullopt;
  const Int128 crossings =
      measure.pace == Pace::Falls ? (high - low) / step : steps_from(high, measure.pace);
  constexpr auto kMost = Int128{~std::uint64_t{0}};
  out.crossings = crossings > kMost ? ~std::uint64_t{0} : static_cast<std::uint64_t>(crossings);
  return out;
}

std::optional<std::uint64_t> check_termination(const Invariants& invariants, const PassResult& pass,
                                               const std::vector<Measure>& measures) {
  return Cost(invariants, pass, measures).run();
}

}  // namespace assay
