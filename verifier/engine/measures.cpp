// SPDX-License-Identifier: Apache-2.0
// Finds measures: terms of loop-head values that fall, carried over to the other states of the cycle.
#include <algorithm>
#include <map>

#include "verifier/engine/explore.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};
constexpr std::size_t kMostCandidates = 96;

class MeasureSearch {
 public:
  MeasureSearch(const Invariants& invariants, const PassResult& pass) : invariants_(invariants), pass_(pass) {}

  std::vector<Measure> run() {
    std::vector<const ProofEdge*> edges;
    for (const ProofEdge& e : pass_.edges) edges.push_back(&e);
    rank(edges, 0);
    return std::move(found_);
  }

 private:
  void rank(const std::vector<const ProofEdge*>& edges, int depth) {
    if (depth > 16) return;
    for (const auto& part : parts_of(invariants_.states.size(), edges)) {
      std::vector<const ProofEdge*> own;
      for (const ProofEdge* e : edges) {
        if (std::ranges::binary_search(part, e->from) && std::ranges::binary_search(part, e->to)) own.push_back(e);
      }
      if (own.empty()) continue;
      std::optional<Ranked> best;
      Measure measure;
      for (const Measure& candidate : candidates(part, own)) {
        const auto ranked = rank_part(invariants_, part, own, candidate);
        if (!ranked || (best && ranked->crossings >= best->crossings)) continue;
        best = ranked;
        measure = candidate;
      }
      if (!best) continue;
      found_.push_back(measure);
      std::vector<const ProofEdge*> rest;
      for (const ProofEdge* e : own) {
        if (std::ranges::find(best->falling, e) == best->falling.end()) rest.push_back(e);
      }
      rank(rest, depth + 1);
    }
  }

  /// Terms of one state that may fall: each live value, up and down, and differences that are bounded.
  std::vector<Term> terms_of(std::uint32_t node) const {
    const State& s = invariants_.states[node].state;
    std::vector<Term> terms;
    const auto add = [&](const Term& t) {
      if (t.is_constant() || std::ranges::find(terms, t) != terms.end()) return;
      terms.push_back(t);
    };
    for (const SymbolFacts& f : s.knowledge.symbols()) {
      add(Term::of(f.symbol));
      add(Term::of(f.symbol).times(kMinusOne));
    }
    for (const LinearExpr& b : s.knowledge.bounds()) {
      Term t;
      bool whole = true;
      for (const LinearTerm& l : b.terms()) {
        const auto next = Term::combine(t, static_cast<std::uint64_t>(-l.coefficient), Term::of(l.symbol));
        whole = whole && next.has_value();
        if (next) t = *next;
      }
      if (whole) add(t);
    }
    if (terms.size() > kMostCandidates) terms.resize(kMostCandidates);
    return terms;
  }

  std::vector<Measure> candidates(const std::vector<std::uint32_t>& part, const std::vector<const ProofEdge*>& own) const {
    std::vector<Measure> out;
    for (const Term& t : terms_of(part.front())) {
      if (auto m = carry(part, own, part.front(), t)) out.push_back(std::move(*m));
    }
    if (part.size() > 1) {
      for (const Term& t : terms_of(part.back())) {
        if (auto m = carry(part, own, part.back(), t)) out.push_back(std::move(*m));
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

  std::optional<Measure> carry(const std::vector<std::uint32_t>& part, const std::vector<const ProofEdge*>& own,
                               std::uint32_t start, const Term& term) const {
    std::map<std::uint32_t, Term> terms{{start, term}};
    bool grew = true;
    while (grew && terms.size() < part.size()) {
      grew = false;
      for (const ProofEdge* e : own) {
        if (!terms.contains(e->from) || terms.contains(e->to)) continue;
        const auto next = across(*e, terms.at(e->from), invariants_.states[e->to].state);
        if (!next) continue;
        terms.emplace(e->to, *next);
        grew = true;
      }
    }
    if (terms.size() != part.size()) return std::nullopt;
    return Measure{{terms.begin(), terms.end()}};
  }

  const Invariants& invariants_;
  const PassResult& pass_;
  std::vector<Measure> found_;
};

}  // namespace

std::vector<Measure> search_measures(const Invariants& invariants, const PassResult& pass) {
  return MeasureSearch(invariants, pass).run();
}

}  // namespace assay
