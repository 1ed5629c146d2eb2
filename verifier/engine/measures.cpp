// SPDX-License-Identifier: Apache-2.0
// Finds measures: terms of loop-head values that fall, carried over to the other states of the
// cycle.
//
// Each part of the graph is ranked by the candidate with the fewest rounds, and what its falling
// edges leave is ranked again, as its own parts. A candidate starts at one state, goes on along the
// part's edges, and is dropped at the first edge on which it may rise. Work is counted in edges
// that candidates try.
#include "verifier/engine/measures.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <queue>

#include "ir/base/check.hpp"
#include "verifier/engine/postponed_falls.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};
constexpr std::size_t kMostCandidates = 96;
constexpr std::size_t kMostStepsKept = 100000;  // some 200 bytes each

enum class Candidates : std::uint8_t { Values, Differences, Geometric };
constexpr std::size_t kKinds = 3;

/// Adds the term unless it is there; false when there is room for no more.
bool add(std::vector<Term>& terms, const Term& t) {
  if (terms.size() >= kMostCandidates) return false;
  if (!t.is_constant() && std::ranges::find(terms, t) == terms.end()) terms.push_back(t);
  return true;
}

/// Each symbol, up and down, and what bounds say is not negative.
std::vector<Term> single_terms(const State& s) {
  std::vector<Term> terms;
  for (const SymbolFacts& f : s.knowledge.symbols()) {
    add(terms, Term::of(f.symbol));
    if (!add(terms, Term::of(f.symbol).times(kMinusOne))) return terms;
  }
  for (const LinearExpr& b : s.knowledge.bounds()) {
    std::optional<Term> t = Term{};
    for (const LinearTerm& l : b.terms()) {
      if (t) t = Term::combine(*t, static_cast<std::uint64_t>(-l.coefficient), Term::of(l.symbol));
    }
    if (t && !add(terms, *t)) return terms;
  }
  return terms;
}

/// x + factor * y for all pairs of symbols.
std::vector<Term> pair_terms(const State& s, std::uint64_t factor) {
  std::vector<Term> terms;
  for (const SymbolFacts& f : s.knowledge.symbols()) {
    for (const SymbolFacts& g : s.knowledge.symbols()) {
      if (f.symbol == g.symbol || (factor == 1 && g.symbol < f.symbol)) continue;
      if (!add(terms, *Term::combine(Term::of(f.symbol), factor, Term::of(g.symbol)))) return terms;
    }
  }
  return terms;
}

std::vector<Term> terms_of(const State& s, Candidates kind) {
  switch (kind) {
    case Candidates::Values:
      return single_terms(s);
    case Candidates::Differences:
      return pair_terms(s, kMinusOne);
    case Candidates::Geometric: {
      std::vector<Term> terms = pair_terms(s, 1);
      for (const SymbolFacts& f : s.knowledge.symbols()) terms.push_back(Term::of(f.symbol));
      return terms;
    }
  }
  internal_fault(__FILE__, __LINE__, "kind of candidates out of range");
}

/// The term in the target's symbols that equals `term` at the end of the edge.
std::optional<Term> across(const ProofEdge& edge, const Term& term, const State& target) {
  Term rest = edge.knowledge.resolve(term);
  Term out = Term::constant(0);
  for (int guard = 0; guard < 8 && !rest.is_constant(); ++guard) {
    const Monomial m = rest.monomials()[0];
    bool moved = false;
    for (const SymbolFacts& f : target.knowledge.symbols()) {
      const Term* image = edge.map.find(f.symbol);
      if (image == nullptr) continue;
      const std::uint64_t c = image->coefficient_of(m.symbol);
      if (c != 1 && c != kMinusOne) continue;
      const std::uint64_t factor = m.coefficient * c;
      const auto next = Term::combine(rest, std::uint64_t{0} - factor, *image);
      const auto sum = Term::combine(out, factor, Term::of(f.symbol));
      if (!next || !sum || next->monomials().size() > rest.monomials().size()) continue;
      rest = *next;
      out = *sum;
      moved = true;
      break;
    }
    if (!moved) return std::nullopt;
  }
  if (!rest.is_constant()) return std::nullopt;
  return out.plus(rest.constant_part());
}

/// The paces that measures of the kind are tried at; of a kind, all may rise where one may.
std::vector<Pace> paces_of(Candidates kind) {
  if (kind == Candidates::Geometric) return {Pace::Shrinks, Pace::Halves};
  return {Pace::Falls};
}

class MeasureSearch {
 public:
  MeasureSearch(const Invariants& invariants, const ProofGraph& graph, Deducer& deducer,
                std::uint64_t most_work)
      : invariants_(invariants),
        graph_(graph),
        deducer_(deducer),
        most_work_(most_work),
        steps_(graph.edges.size()) {}

  FoundMeasures run() {
    std::vector<std::uint32_t> states(invariants_.states.size());
    std::iota(states.begin(), states.end(), 0U);
    ProofEdges edges;
    edges.reserve(graph_.edges.size());
    for (const ProofEdge& e : graph_.edges) edges.push_back(&e);
    rank(states, edges, 0);
    found_.exhausted = exhausted();
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool exhausted() const { return work_ > most_work_; }

  void rank(const std::vector<std::uint32_t>& states, const ProofEdges& edges, int depth) {
    for (const GraphPart& part : parts_of(states, edges)) {
      if (part.edges.empty()) continue;
      found_.too_deep = depth >= kMostNestedMeasures;
      if (found_.too_deep) return;
      auto best = best_measure(part);
      if (exhausted()) return;
      if (!best) {
        found_.unranked = part.states;
        return;
      }
      record_steps(part, best->measure);
      found_.measures.push_back(std::move(best->measure));
      around_.push_back({part.states, best->ranked.crossings});
      keep_longest();
      rank(part.states, best->ranked.rest, depth + 1);
      if (!found_.unranked.empty() || found_.too_deep || exhausted()) return;
      around_.pop_back();
    }
  }

  void record_steps(const GraphPart& part, Measure& measure) {
    deducer_.at(0);
    deducer_.record_into(&measure.steps);
    const auto again = rank_part(invariants_, part, measure);
    deducer_.record_into(nullptr);
    ASSAY_CHECK(again, "a measure ranks its part once and not again");
  }

  void keep_longest() {
    std::uint64_t rounds = 1;
    for (const RankedLoop& loop : around_) rounds = saturating_multiply(rounds, loop.rounds);
    if (rounds < most_rounds_) return;
    most_rounds_ = rounds;
    found_.loops = around_;
  }

  struct Choice {
    Measure measure;
    Ranked ranked;
  };

  /// A part and where its edges lead, by position of the state that they leave.
  struct Leads {
    struct Lead {
      const ProofEdge* edge;
      std::size_t to;  // position of the state
    };
    const GraphPart& part;
    std::vector<std::vector<Lead>> edges;

    explicit Leads(const GraphPart& p) : part(p), edges(p.states.size()) {
      for (const ProofEdge* e : p.edges) edges[at(e->from)].push_back({e, at(e->to)});
    }
    [[nodiscard]] std::size_t at(std::uint32_t state) const {
      return static_cast<std::size_t>(std::ranges::lower_bound(part.states, state) -
                                      part.states.begin());
    }
  };

  /// The measure with the fewest rounds; dearer kinds are tried only where the plain ones give
  /// many.
  std::optional<Choice> best_measure(const GraphPart& part) {
    constexpr std::uint64_t kFew = 1 << 17;
    const Leads leads(part);
    std::optional<Choice> best;
    for (const auto kind : {Candidates::Values, Candidates::Differences, Candidates::Geometric}) {
      try_kind(leads, kind, best);
      if (exhausted() || (best && best->ranked.crossings < kFew)) break;
    }
    if (best && best->measure.pace == Pace::Falls && part.states.size() > 1) postpone(part, *best);
    return best;
  }

  /// Moves falls to the end of a round where the loop costs less then.
  void postpone(const GraphPart& part, Choice& choice) {
    const auto moved = with_postponed_falls(part, choice.measure, work_, most_work_);
    auto ranked = moved ? rank_part(invariants_, part, *moved) : std::nullopt;
    const auto cost = ranked ? cost_without_cycles(part, *ranked) : std::nullopt;
    if (!cost) return;
    const auto before = cost_without_cycles(part, choice.ranked);
    if (!before || *cost < *before) choice = Choice{*moved, std::move(*ranked)};
  }

  void try_kind(const Leads& leads, Candidates kind, std::optional<Choice>& best) {
    const GraphPart& part = leads.part;
    std::vector<std::uint32_t> starts{part.states.front()};
    if (part.states.size() > 1) starts.push_back(part.states.back());
    for (const std::uint32_t start : starts) {
      for (const Term& term : terms_of(invariants_.states[start].state, kind)) {
        auto measure = carry(leads, start, {term, kind});
        if (exhausted()) return;
        if (!measure) continue;
        for (const Pace pace : paces_of(kind)) {
          measure->pace = pace;
          work_ += part.edges.size();
          auto ranked = rank_part(invariants_, part, *measure);
          if (!ranked || (best && ranked->crossings >= best->ranked.crossings)) continue;
          best = Choice{*measure, std::move(*ranked)};
        }
      }
    }
  }

  struct Seed {
    Term term;
    Candidates kind;
  };

  /// The seed at the start, and what goes on with it at each other state of the part. States are
  /// reached by sweeps over their numbers, each along its edges in order. Nothing where some state
  /// is not reached, or an edge shows that the measure may rise.
  std::optional<Measure> carry(const Leads& leads, std::uint32_t start, const Seed& seed) {
    using Positions = std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>>;
    const Pace pace = paces_of(seed.kind).front();
    std::vector<std::optional<Term>> terms(leads.edges.size());
    Positions sweep;
    Positions next_sweep;
    std::size_t reached = 1;
    terms[leads.at(start)] = seed.term;
    sweep.push(leads.at(start));
    for (; !sweep.empty(); std::swap(sweep, next_sweep)) {
      while (!sweep.empty()) {
        const std::size_t n = sweep.top();
        sweep.pop();
        for (const auto& [e, to] : leads.edges[n]) {
          if (++work_ > most_work_) return std::nullopt;
          if (terms[to]) {
            if (!fall_on(*e, {*terms[n], *terms[to]}, pace)) return std::nullopt;
            continue;
          }
          terms[to] = onward(*e, *terms[n], seed.kind);
          if (!terms[to]) continue;
          ++reached;
          (to > n ? sweep : next_sweep).push(to);
        }
      }
    }
    if (reached != terms.size()) return std::nullopt;
    Measure out;
    for (std::size_t n = 0; n < terms.size(); ++n)
      out.terms.emplace_back(leads.part.states[n], *terms[n]);
    return out;
  }

  /// The term at the end of an edge that goes on with `term`: the same number where the end's
  /// symbols can say it, else the candidate of the same kind that has fallen least.
  std::optional<Term> onward(const ProofEdge& edge, const Term& term, Candidates kind) {
    std::vector<Step>& known = steps_[static_cast<std::size_t>(&edge - graph_.edges.data())]
                                     [static_cast<std::size_t>(kind)];
    for (const Step& s : known) {
      if (s.term == term) return s.next;
    }
    const auto next = find_onward(edge, term, kind);
    if (++steps_kept_ <= kMostStepsKept) known.push_back({term, next});
    return next;
  }

  std::optional<Term> find_onward(const ProofEdge& edge, const Term& term, Candidates kind) {
    const State& target = invariants_.states[edge.to].state;
    if (auto exact = across(edge, term, target)) return exact;
    const Pace pace = paces_of(kind).front();
    const Lift lift = kind == Candidates::Geometric ? Lift::Unsigned : Lift::Signed;
    const auto before = edge.knowledge.integer(edge.knowledge.resolve(term), lift);
    if (!before) return std::nullopt;
    std::optional<Term> best;
    Int128 least = 0;
    for (const Term& next : terms_of(target, kind)) {
      if (++work_ > most_work_) return std::nullopt;
      if (!fall_on(edge, {term, next}, pace)) continue;
      const auto after = edge.knowledge.integer(*edge.map.apply(next), lift);
      const auto fallen = after ? LinearExpr::difference(*before, *after) : std::nullopt;
      const auto most = fallen ? edge.knowledge.interval_upper(*fallen) : std::nullopt;
      if (!most || (best && *most >= least)) continue;
      best = next;
      least = *most;
    }
    return best;
  }

  /// A term and what goes on with it, tried once for each edge.
  struct Step {
    Term term;
    std::optional<Term> next;
  };

  const Invariants& invariants_;
  const ProofGraph& graph_;
  Deducer& deducer_;
  std::uint64_t most_work_;
  std::uint64_t work_ = 0;
  std::vector<std::array<std::vector<Step>, kKinds>> steps_;  // by edge and kind
  std::size_t steps_kept_ = 0;
  FoundMeasures found_;
  std::vector<RankedLoop> around_;  // the cycle being ranked, behind those that it lies in
  std::uint64_t most_rounds_ = 0;
};

}  // namespace

FoundMeasures search_measures(const Invariants& invariants, const ProofGraph& graph,
                              Deducer& deducer, std::uint64_t most_work) {
  return MeasureSearch(invariants, graph, deducer, most_work).run();
}

}  // namespace assay
