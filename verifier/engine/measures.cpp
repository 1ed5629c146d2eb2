// SPDX-License-Identifier: Apache-2.0
// Finds measures: terms of loop-head values that fall, carried over to the other states of the
// cycle.
#include <algorithm>
#include <map>

#include "ir/base/check.hpp"
#include "verifier/engine/explore.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};
constexpr std::size_t kMostCandidates = 96;

class MeasureSearch {
 public:
  MeasureSearch(const Invariants& invariants, const PassResult& pass)
      : invariants_(invariants), pass_(pass) {}

  FoundMeasures run() {
    std::vector<const ProofEdge*> edges;
    edges.reserve(pass_.edges.size());
    for (const ProofEdge& e : pass_.edges) edges.push_back(&e);
    rank(edges, 0);
    return {std::move(found_), std::move(unranked_), too_deep_, std::move(longest_)};
  }

 private:
  void rank(const std::vector<const ProofEdge*>& edges, int depth) {
    for (const auto& part : parts_of(invariants_.states.size(), edges)) {
      std::vector<const ProofEdge*> own;
      for (const ProofEdge* e : edges) {
        if (std::ranges::binary_search(part, e->from) && std::ranges::binary_search(part, e->to))
          own.push_back(e);
      }
      if (own.empty()) continue;
      too_deep_ = depth > kMostNestedMeasures;
      if (too_deep_) return;
      const auto best = best_measure(part, own);
      if (!best) {
        unranked_ = part;
        return;
      }
      found_.push_back(best->measure);
      around_.push_back({part, best->ranked.crossings});
      keep_longest();
      std::vector<const ProofEdge*> rest;
      for (const ProofEdge* e : own) {
        if (std::ranges::find(best->ranked.falling, e) == best->ranked.falling.end())
          rest.push_back(e);
      }
      rank(rest, depth + 1);
      if (!unranked_.empty() || too_deep_) return;
      around_.pop_back();
    }
  }

  void keep_longest() {
    std::uint64_t rounds = 1;
    for (const RankedLoop& loop : around_) rounds = saturating_multiply(rounds, loop.rounds);
    if (rounds < most_rounds_) return;
    most_rounds_ = rounds;
    longest_ = around_;
  }

  struct Choice {
    Measure measure;
    Ranked ranked;
  };
  using Part = std::vector<std::uint32_t>;
  using Edges = std::vector<const ProofEdge*>;

  /// The measure with the fewest rounds; dearer kinds are tried only where the plain ones give
  /// many.
  std::optional<Choice> best_measure(const Part& part, const Edges& own) const {
    constexpr std::uint64_t kFew = 1 << 17;
    std::optional<Choice> best;
    for (const auto kind : {Candidates::Values, Candidates::Differences, Candidates::Geometric}) {
      for (const Measure& candidate : candidates(part, own, kind)) {
        auto ranked = rank_part(invariants_, part, own, candidate);
        if (!ranked || (best && ranked->crossings >= best->ranked.crossings)) continue;
        best = Choice{candidate, std::move(*ranked)};
      }
      if (best && best->ranked.crossings < kFew) return best;
    }
    return best;
  }

  enum class Candidates : std::uint8_t { Values, Differences, Geometric };

  static void add(std::vector<Term>& terms, const Term& t) {
    if (t.is_constant() || terms.size() >= kMostCandidates ||
        std::ranges::find(terms, t) != terms.end())
      return;
    terms.push_back(t);
  }

  /// Each symbol, up and down, and what bounds say is not negative.
  static std::vector<Term> single_terms(const State& s) {
    std::vector<Term> terms;
    for (const SymbolFacts& f : s.knowledge.symbols()) {
      add(terms, Term::of(f.symbol));
      add(terms, Term::of(f.symbol).times(kMinusOne));
    }
    for (const LinearExpr& b : s.knowledge.bounds()) {
      std::optional<Term> t = Term{};
      for (const LinearTerm& l : b.terms()) {
        if (t)
          t = Term::combine(*t, static_cast<std::uint64_t>(-l.coefficient), Term::of(l.symbol));
      }
      if (t) add(terms, *t);
    }
    return terms;
  }

  /// x + factor * y for all pairs of symbols.
  static std::vector<Term> pair_terms(const State& s, std::uint64_t factor) {
    std::vector<Term> terms;
    for (const SymbolFacts& f : s.knowledge.symbols()) {
      for (const SymbolFacts& g : s.knowledge.symbols()) {
        if (f.symbol == g.symbol || (factor == 1 && g.symbol < f.symbol)) continue;
        add(terms, *Term::combine(Term::of(f.symbol), factor, Term::of(g.symbol)));
      }
    }
    return terms;
  }

  static std::vector<Term> terms_of(const State& s, Candidates kind) {
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

  std::vector<Measure> candidates(const Part& part, const Edges& own, Candidates kind) const {
    std::vector<Measure> out;
    std::vector<std::uint32_t> starts{part.front()};
    if (part.size() > 1) starts.push_back(part.back());
    for (const std::uint32_t start : starts) {
      for (const Term& t : terms_of(invariants_.states[start].state, kind)) {
        auto m = carry(part, own, start, {t, kind});
        if (!m) continue;
        if (kind == Candidates::Geometric) {
          m->pace = Pace::Shrinks;
          out.push_back(*m);
          m->pace = Pace::Halves;
        }
        out.push_back(std::move(*m));
      }
    }
    return out;
  }

  /// The term in the target's symbols that equals `term` at the end of the edge.
  static std::optional<Term> across(const ProofEdge& edge, const Term& term, const State& target) {
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

  struct Seed {
    Term term;
    Candidates kind;
  };

  /// The term at the end of an edge that goes on with `term`: the same number where the end's
  /// symbols can say it, else the candidate of the same kind that has fallen least.
  std::optional<Term> onward(const ProofEdge& edge, const Term& term, Candidates kind) const {
    std::vector<Step>& known = steps_[{&edge, kind}];
    for (const Step& s : known) {
      if (s.term == term) return s.next;
    }
    known.push_back({term, find_onward(edge, term, kind)});
    return known.back().next;
  }

  std::optional<Term> find_onward(const ProofEdge& edge, const Term& term, Candidates kind) const {
    const State& target = invariants_.states[edge.to].state;
    if (auto exact = across(edge, term, target)) return exact;
    const Pace pace = kind == Candidates::Geometric ? Pace::Shrinks : Pace::Falls;
    const Lift lift = kind == Candidates::Geometric ? Lift::Unsigned : Lift::Signed;
    const auto before = edge.knowledge.integer(edge.knowledge.resolve(term), lift);
    if (!before) return std::nullopt;
    std::optional<Term> best;
    Int128 least = 0;
    for (const Term& next : terms_of(target, kind)) {
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

  std::optional<Measure> carry(const Part& part, const Edges& own, std::uint32_t start,
                               const Seed& seed) const {
    std::map<std::uint32_t, Term> terms{{start, seed.term}};
    bool grew = true;
    while (grew && terms.size() < part.size()) {
      grew = false;
      for (const ProofEdge* e : own) {
        if (!terms.contains(e->from) || terms.contains(e->to)) continue;
        const auto next = onward(*e, terms.at(e->from), seed.kind);
        if (!next) continue;
        terms.emplace(e->to, *next);
        grew = true;
      }
    }
    if (terms.size() != part.size()) return std::nullopt;
    return Measure{Pace::Falls, {terms.begin(), terms.end()}};
  }

  /// A term and what goes on with it, tried once for each edge.
  struct Step {
    Term term;
    std::optional<Term> next;
  };

  const Invariants& invariants_;
  const PassResult& pass_;
  mutable std::map<std::pair<const ProofEdge*, Candidates>, std::vector<Step>> steps_;
  std::vector<Measure> found_;
  std::vector<std::uint32_t> unranked_;
  bool too_deep_ = false;
  std::vector<RankedLoop> around_;  // the cycle being ranked, behind those that it lies in
  std::vector<RankedLoop> longest_;
  std::uint64_t most_rounds_ = 0;
};

}  // namespace

FoundMeasures search_measures(const Invariants& invariants, const PassResult& pass) {
  return MeasureSearch(invariants, pass).run();
}

}  // namespace assay
