// SPDX-License-Identifier: Apache-2.0
#include "support/concrete.hpp"

#include <gtest/gtest.h>

#include <string>

namespace assay::testing {

std::uint64_t word_of(const Term& term, const Assignment& words) {
  std::uint64_t sum = term.constant_part();
  for (const Monomial& m : term.monomials()) sum += m.coefficient * words.at(m.symbol);
  return sum;
}

Int128 read_as(std::uint64_t word, Lift lift) {
  return lift == Lift::Unsigned ? Int128{word} : Int128{static_cast<std::int64_t>(word)};
}

Int128 integer_of(const LinearExpr& expr, const Assignment& words, const Knowledge& k) {
  Int128 sum = expr.constant_part();
  for (const LinearTerm& t : expr.terms()) {
    sum += Int128{t.coefficient} * read_as(words.at(t.symbol), k.find(t.symbol)->lift);
  }
  return sum;
}

namespace {

std::uint64_t extended(LinkKind kind, std::uint64_t word) {
  const auto low = static_cast<std::uint32_t>(word);
  if (kind == LinkKind::ZeroExtend32) return low;
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)});
}

bool known(const Term& term, const Assignment& words) {
  for (const Monomial& m : term.monomials()) {
    if (!words.contains(m.symbol)) return false;
  }
  return true;
}

/// The word of the symbol from those of its term, or of a symbol that was made for the term (with
/// coefficient 1 or -1) from that of the symbol; true when there was one to add.
bool complete_replacement(Assignment& words, const Replacement& r) {
  if (known(r.by, words)) return words.try_emplace(r.symbol, word_of(r.by, words)).second;
  if (!words.contains(r.symbol)) return false;
  const Monomial* made = nullptr;
  std::uint64_t rest = words.at(r.symbol) - r.by.constant_part();
  for (const Monomial& m : r.by.monomials()) {
    if (words.contains(m.symbol)) {
      rest -= m.coefficient * words.at(m.symbol);
    } else if (made == nullptr) {
      made = &m;
    } else {
      return false;
    }
  }
  const bool negative = made->coefficient == ~std::uint64_t{0};
  if (made->coefficient != 1 && !negative) return false;
  words[made->symbol] = negative ? std::uint64_t{0} - rest : rest;
  return true;
}

}  // namespace

void complete(Assignment& words, const Knowledge& k) {
  bool grew = true;
  while (grew) {
    grew = false;
    for (const SymbolFacts& s : k.symbols()) {
      if (words.contains(s.symbol) || s.link == LinkKind::None || !known(s.of, words)) continue;
      words[s.symbol] = extended(s.link, word_of(s.of, words));
      grew = true;
    }
    for (const Replacement& r : k.replacements()) {
      grew = grew || complete_replacement(words, r);
    }
  }
}

std::string why_not(const Knowledge& k, const Assignment& words) {
  if (!k.feasible()) return "it is said to be impossible";
  for (const SymbolFacts& s : k.symbols()) {
    const std::string name = "symbol " + std::to_string(static_cast<std::uint32_t>(s.symbol));
    if (!words.contains(s.symbol)) return name + " has no word";
    if (!s.facts.contains(words.at(s.symbol)))
      return name + " is outside its facts: " + std::to_string(words.at(s.symbol));
    if (s.link != LinkKind::None && words.at(s.symbol) != extended(s.link, word_of(s.of, words)))
      return name + " breaks its link";
  }
  for (const LinearExpr& b : k.bounds()) {
    if (integer_of(b, words, k) > 0) return "a bound is broken";
  }
  for (const ExcludedWord& e : k.exclusions().all()) {
    if (words.at(e.symbol) == e.word) return "a symbol is an excluded word";
  }
  for (const Replacement& r : k.replacements()) {
    if (words.at(r.symbol) != word_of(r.by, words)) return "a replacement differs";
  }
  return "";
}

bool in_meaning(const Knowledge& k, const Assignment& words) { return why_not(k, words).empty(); }

Machine machine_of(const State& state, const Assignment& words) {
  Machine machine;
  for (std::size_t i = 0; i < state.registers.size(); ++i) {
    if (state.registers[i].is_scalar())
      machine.registers[i] = word_of(state.registers[i].term(), words);
  }
  for (const StackCell& c : state.frames.at(0).stack.cells()) {
    if (c.size == 8 && c.value.is_scalar())
      machine.cells[c.offset] = word_of(c.value.term(), words);
  }
  return machine;
}

namespace {

struct Equation {
  Term term;
  std::uint64_t word;
};

std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t x = odd;  // Newton's iteration doubles the right bits, from three
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

/// Solves for the one symbol that is not known yet; false when there are more or it has a choice.
bool solve(const Equation& e, Assignment& words) {
  const Monomial* unknown = nullptr;
  std::uint64_t rest = e.word - e.term.constant_part();
  for (const Monomial& m : e.term.monomials()) {
    if (words.contains(m.symbol)) {
      rest -= m.coefficient * words.at(m.symbol);
    } else if (unknown == nullptr) {
      unknown = &m;
    } else {
      return false;
    }
  }
  if (unknown == nullptr || unknown->coefficient % 2 == 0) return unknown == nullptr;
  words[unknown->symbol] = rest * inverse(unknown->coefficient);
  return true;
}

std::optional<std::vector<Equation>> equations(const State& state, const Machine& machine) {
  std::vector<Equation> out;
  for (std::size_t i = 0; i < state.registers.size(); ++i) {
    if (!state.registers[i].is_scalar()) continue;
    if (!machine.registers[i]) return std::nullopt;
    out.push_back({state.registers[i].term(), *machine.registers[i]});
  }
  for (const StackCell& c : state.frames.at(0).stack.cells()) {
    if (c.size != 8 || !c.value.is_scalar()) continue;
    const auto it = machine.cells.find(c.offset);
    if (it == machine.cells.end()) return std::nullopt;
    out.push_back({c.value.term(), it->second});
  }
  return out;
}

}  // namespace

std::optional<Assignment> explain(const State& state, const Machine& machine, bool& undecided) {
  undecided = false;
  const auto all = equations(state, machine);
  if (!all) return std::nullopt;
  Assignment words;
  for (std::size_t round = 0; round <= all->size(); ++round) {
    for (const Equation& e : *all) (void)solve(e, words);
  }
  for (const SymbolFacts& s : state.knowledge.symbols())
    undecided = undecided || !words.contains(s.symbol);
  if (undecided) return std::nullopt;
  for (const Equation& e : *all) {
    if (word_of(e.term, words) != e.word) return std::nullopt;
  }
  return words;
}

Dice::Dice(std::uint32_t seed)
    : engine_(seed + 1000U * static_cast<std::uint32_t>(GTEST_FLAG_GET(random_seed))) {}

std::uint64_t Dice::word() {
  static constexpr std::array<std::uint64_t, 12> kEnds{0,
                                                       1,
                                                       2,
                                                       0x7f,
                                                       0xff,
                                                       0xffff,
                                                       0x7fffffff,
                                                       0x80000000,
                                                       0xffffffff,
                                                       0x100000000,
                                                       0x7fffffffffffffff,
                                                       0x8000000000000000};
  switch (below(4)) {
    case 0:
      return engine_();
    case 1:
      return below(64);
    case 2:
      return std::uint64_t{0} - below(64);
    default: {
      const std::uint64_t end = kEnds[below(kEnds.size())];
      return end + below(3) - 1;
    }
  }
}

Scalar Dice::facts() {
  std::uint64_t a = word();
  std::uint64_t b = word();
  switch (below(4)) {
    case 0:
      return Scalar::top();
    case 1:
      if (a > b) std::swap(a, b);
      return Scalar::unsigned_range(a, b);
    case 2: {
      auto low = static_cast<std::int64_t>(a);
      auto high = static_cast<std::int64_t>(b);
      if (low > high) std::swap(low, high);
      return Scalar::signed_range(low, high);
    }
    default:
      return Scalar::unsigned_range(0, below(300) + 1);
  }
}

Term Dice::term(const std::vector<Symbol>& symbols) {
  static constexpr std::array<std::uint64_t, 6> kFactors{1, 1, 1, ~std::uint64_t{0}, 2, 8};
  Term sum = Term::constant(below(2) == 0 ? 0 : word());
  for (const Symbol s : symbols) {
    if (below(2) == 0) continue;
    const std::uint64_t factor = kFactors[below(kFactors.size())];
    if (const auto next = Term::combine(sum, factor, Term::of(s))) sum = *next;
  }
  return sum;
}

std::optional<std::uint64_t> Dice::word_in(const Scalar& facts) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    const std::uint64_t span = facts.umax() - facts.umin();
    std::uint64_t w = word();
    if (below(3) != 0) w = facts.umin() + (span == ~std::uint64_t{0} ? engine_() : below(span + 1));
    if (below(4) == 0) w = below(2) == 0 ? facts.umin() : facts.umax();
    if (facts.contains(w)) return w;
  }
  return std::nullopt;
}

std::optional<Assignment> Dice::assignment_in(const Knowledge& k) {
  Assignment words;
  for (const SymbolFacts& s : k.symbols()) {
    if (s.link != LinkKind::None) continue;
    const auto w = word_in(s.facts);
    if (!w) return std::nullopt;
    words[s.symbol] = *w;
  }
  complete(words, k);
  if (!in_meaning(k, words)) return std::nullopt;
  return words;
}

}  // namespace assay::testing
