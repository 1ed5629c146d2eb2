// SPDX-License-Identifier: Apache-2.0
// What a state knows of its symbols: facts on each one, zero- and sign-extension links, linear
// bounds.
//
// Concretisation: an assignment of 64-bit words to symbols is in the meaning of a Knowledge when
// every symbol's word is in its facts and is none of its excluded words, every link holds (word =
// zero- or sign-extension of the low 32 bits of its term), and every bound `expr <= 0` holds over
// the integers, each symbol read by its Lift. An infeasible Knowledge has no meaning at all: the
// path cannot happen.
//
// Invariants: 1. symbols ascend; 2. no symbol's facts are a constant (it is replaced by the
// constant);
// 3. bounds have at least two symbols; 4. links and excluded words speak of known symbols only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ir/isa/instruction.hpp"
#include "verifier/domain/deduction.hpp"
#include "verifier/domain/exclusions.hpp"
#include "verifier/domain/linear.hpp"
#include "verifier/domain/link_kind.hpp"
#include "verifier/domain/scalar.hpp"
#include "verifier/domain/term.hpp"

namespace assay {

struct SymbolFacts {
  Symbol symbol{};
  Scalar facts = Scalar::top();
  Lift lift = Lift::Unsigned;
  LinkKind link = LinkKind::None;
  Term of;                       // the term whose low half a link extends
  std::uint32_t made_at = 0;     // slot of the instruction that made the symbol
  std::uint32_t bounded_at = 0;  // slot of the last comparison that narrowed it
};

/// `symbol` was found equal to `by`: values that mention it are rewritten (State::settle).
struct Replacement {
  Symbol symbol{};
  Term by;
};

/// The integers that a symbol lies between, read by its lift.
struct IntegerRange {
  Int128 low = 0;
  Int128 high = 0;
};
[[nodiscard]] IntegerRange reading_of(const SymbolFacts& s);

/// Signed where the signed reading of the facts is the narrower one.
[[nodiscard]] Lift natural_lift(const Scalar& facts);

class Knowledge {
 public:
  /// Larger coefficients are not multiplied by ranges, so that sums stay within 128 bits.
  static constexpr std::int64_t kMostCoefficient = std::int64_t{1} << 40;

  [[nodiscard]] bool feasible() const { return feasible_; }
  void refute() { feasible_ = false; }
  /// Slot of the instruction under way, for provenance only.
  void at(std::uint32_t slot) { slot_ = slot; }

  /// Who is asked for what the base rule does not give; null: nobody. Copies ask the same; it must
  /// live as long as any of them is asked.
  void advise(Advisor* advisor) { advisor_ = advisor; }
  [[nodiscard]] Advisor* advisor() const { return advisor_; }

  /// A new symbol with these facts; a constant term when the facts are a constant. The lift is
  /// signed where the signed reading is the narrower one.
  [[nodiscard]] Term introduce(SymbolSupply& supply, const Scalar& facts);
  /// Adds a symbol as given (joins and loaded certificates); replaces nothing.
  void declare(const SymbolFacts& row);
  /// States that `symbol` is the extension of `of`'s low half. The caller knows that it holds.
  void link(Symbol symbol, LinkKind kind, const Term& of);
  /// States that a symbol is not a word. The caller knows that it holds.
  void declare(const ExcludedWord& excluded) { exclusions_.add(excluded); }

  [[nodiscard]] const SymbolFacts* find(Symbol symbol) const;
  /// All of these monomials or linear terms are of symbols that it has.
  template <class Terms>
  [[nodiscard]] bool knows(const Terms& terms) const {
    return std::ranges::all_of(terms, [&](const auto& t) { return find(t.symbol) != nullptr; });
  }
  [[nodiscard]] const std::vector<SymbolFacts>& symbols() const { return symbols_; }
  [[nodiscard]] const std::vector<LinearExpr>& bounds() const { return bounds_; }
  [[nodiscard]] const Exclusions& exclusions() const { return exclusions_; }
  [[nodiscard]] const std::vector<Replacement>& replacements() const { return replacements_; }
  /// `term` with every replacement applied.
  [[nodiscard]] Term resolve(Term term) const;

  /// The facts of a term, from those of its symbols.
  [[nodiscard]] Scalar evaluate(const Term& term) const;
  /// The same, with what the bounds between symbols add to it.
  [[nodiscard]] Scalar evaluate_bounded(const Term& term) const;
  /// The word of the term is in `wanted`, by the facts of its symbols and the bounds between them.
  [[nodiscard]] bool lies_within(const Term& term, const Scalar& wanted) const;
  /// The word of the term is not `word`, by the facts of its symbols or by an excluded word.
  [[nodiscard]] bool differs(const Term& term, std::uint64_t word) const;
  /// The term as an integer expression equal to its word read by `lift`; nothing where it may wrap.
  [[nodiscard]] std::optional<LinearExpr> integer(const Term& term, Lift lift) const;
  /// An upper bound of the expression by the base rule (the ranges of its symbols, or a bound of
  /// the same direction), or, where that is more than `goal`, by the combinations that the advisor
  /// names, up to the first that reaches it. Nothing when no bound is known.
  [[nodiscard]] std::optional<Int128> upper_bound(const LinearExpr& expr, Int128 goal) const;
  [[nodiscard]] std::optional<Int128> lower_bound(const LinearExpr& expr, Int128 goal) const;
  /// The same from the facts of each symbol alone, without the bounds between them.
  [[nodiscard]] std::optional<Int128> interval_upper(const LinearExpr& expr) const;
  /// a / b, rounded down; b > 0.
  [[nodiscard]] static Int128 divided(Int128 a, Int128 b);
  /// expr <= 0 follows.
  [[nodiscard]] bool entails(const LinearExpr& expr) const;

  /// Learns expr <= 0.
  void learn(const LinearExpr& expr);
  /// Learns that the word of `term` lies in `facts`.
  void refine(const Term& term, const Scalar& facts);
  /// Learns that the word of `term` is not `word`.
  void exclude(const Term& term, std::uint64_t word);
  /// Learns that `left op right` holds at `width` (or does not, when not taken).
  void assume(SymbolSupply& supply, const JumpIf& jump, Term left, Term right, Branch branch);

  /// The zero- or sign-extended low half of a term, as a term (a linked symbol where it must be).
  [[nodiscard]] Term zero_extend32(SymbolSupply& supply, const Term& term);
  [[nodiscard]] Term sign_extend32(SymbolSupply& supply, const Term& term);
  /// The term for such an extension, if it needs no symbol that the state does not have: by the
  /// facts of its symbols, by a link, or where the advisor says that bounds leave it as it is.
  [[nodiscard]] std::optional<Term> known_extension(LinkKind kind, const Term& term) const;

  /// One term for a sum of symbols (no constant): a new symbol, or a constant where the facts leave
  /// one word. Bounds that speak of the sum speak of the new symbol, too.
  [[nodiscard]] Term fold(SymbolSupply& supply, const Term& sum);

 private:
  friend class Loosening;  // of the search, which claims less than it knows
  [[nodiscard]] SymbolFacts* row(Symbol symbol);
  [[nodiscard]] Term canonical_low32(const Term& term) const;
  [[nodiscard]] Term extend32(SymbolSupply& supply, LinkKind kind, const Term& term);
  [[nodiscard]] Scalar extension_facts(LinkKind kind, const Term& term) const;
  [[nodiscard]] bool extension_is_identity(LinkKind kind, const Term& term) const;
  /// What facts, constants and links tell of the extension of a canonical low half.
  [[nodiscard]] std::optional<Term> told_extension(LinkKind kind, const Term& low) const;
  /// A term that is its own extension, and the integers that it is then.
  struct Fitting {
    Term term;
    LinearExpr reading;
  };
  /// The term, where the advisor says so and the bounds between its symbols show that its extension
  /// changes nothing.
  [[nodiscard]] std::optional<Fitting> fitting(LinkKind kind, const Term& term) const;
  /// The term or `low`, which shares its low half, where bounds show it of that one.
  [[nodiscard]] std::optional<Fitting> fitting(LinkKind kind, const Term& term,
                                               const Term& low) const;
  /// Learns that two readings are the same integer.
  void learn_equal(const LinearExpr& a, const LinearExpr& b);
  [[nodiscard]] std::optional<Int128> base_upper(const LinearExpr& expr) const;
  /// What the combination says of the expression; nothing where it is not one of it and of these
  /// bounds.
  [[nodiscard]] std::optional<Int128> combined_upper(const LinearExpr& expr,
                                                     const Combination& combination) const;
  /// `bound` with what it has in common with `sum` written with `symbol`, which reads as the sum;
  /// what the sum has besides lies at the end of its range that weakens the bound.
  [[nodiscard]] std::optional<LinearExpr> in_place_of(const LinearExpr& bound,
                                                      const LinearExpr& sum, Symbol symbol) const;
  [[nodiscard]] LinearExpr turned_towards(Lift lift, const LinearExpr& reading) const;
  /// Learns as refine() and learn() do, but does not spread what is narrowed.
  void meet_with(const Term& term, const Scalar& facts);
  void add(const LinearExpr& expr);
  /// Forgets one bound: the oldest of those with a coefficient beyond 1, else the oldest.
  void make_room();
  void narrow(Symbol symbol, const Scalar& facts);
  void tighten(const LinearExpr& expr);
  void refine_low32(const Term& term, const Scalar& low);
  /// All symbols whose links extend the low half of `term` have that low half.
  void refine_twins(const Term& term, const Scalar& low);
  void replace(Symbol symbol, const Term& by);
  /// What the symbol is not, the term that replaces it is not.
  void exclude_of_replaced(Symbol symbol, const Term& by);
  /// Passes on what is known of the symbol, by its link, by links to it, and by its bounds.
  void spread(Symbol symbol);
  /// The base rule for what a lesson has narrowed: each of these symbols is spread once. What that
  /// narrows is spread further where the advisor says so.
  void spread_all();
  void relate(JumpOp op, const Term& left, const Term& right);
  void relate_unequal(const Term& left, const Term& right, const LinearExpr& difference);
  void assume64(JumpOp op, const Term& left, const Term& right, Branch branch);
  void assume_unequal(const Term& left, const Term& right);
  /// Nothing is known of the symbol: no facts, no link, no bound, and nothing replaces it.
  [[nodiscard]] bool is_free(Symbol symbol) const;
  /// A sum that may wrap as one new symbol and a constant, so that a comparison teaches what the
  /// sum is; a symbol that is free gives way to it. The sum itself where it reads as integers or
  /// has no free symbol with coefficient 1 or -1.
  [[nodiscard]] Term named(SymbolSupply& supply, const Term& sum);
  /// Reads the symbols that no bound speaks of by the lift that now is the narrower one.
  void lift_anew(const Term& term);

  std::vector<SymbolFacts> symbols_;
  std::vector<LinearExpr> bounds_;
  Exclusions exclusions_;
  std::vector<Replacement> replacements_;
  std::vector<Symbol> narrowed_;  // by the lesson under way, in order; else empty
  Advisor* advisor_ = nullptr;
  std::uint32_t slot_ = 0;
  bool feasible_ = true;
};

}  // namespace assay
