// SPDX-License-Identifier: Apache-2.0
// What a state knows of its symbols: facts on each, links (the symbol is the zero- or
// sign-extension of the low half of a term), bounds between them, and words that they are not.
//
// Meaning: the assignments of words to symbols that fit all of it, each bound `expression <= 0`
// over the integers with every symbol read as its row says. Source: docs/checker-rules.md,
// "Knowledge". Rows ascend by symbol; no facts are a constant but where a replacement says so;
// bounds have two symbols or more. What this file must not know: registers, memory, instructions.
#pragma once

#include "loader/checker/lists.hpp"
#include "loader/checker/memory.hpp"
#include "loader/checker/proof/scalar.hpp"
#include "loader/checker/proof/step.hpp"
#include "loader/checker/work.hpp"

namespace assay::checker {

struct Row {
  Symbol symbol = 0;
  Reading reading = Reading::Unsigned;  // of the word, in bounds
  Link link = Link::None;
  Scalar facts = Scalar::top();
  Term of;  // of a link; of a symbol that was replaced, which has none, what stands for it
};
/// The symbol, of that row, was found equal to the row's term.
struct Replacement {
  Symbol symbol = 0;
  uint32_t row = 0;
};
/// The symbol is not the word.
struct Excluded {
  Symbol symbol = 0;
  uint32_t no_padding = 0;
  uint64_t word = 0;
};
/// A comparison of two numbers.
struct Compared {
  Test test = Test::Eq;
  Part part = Part::Whole;
  Term left;
  Term right;
};
/// A multiple of a term, as the integer that its word is.
struct Read {
  const Term& term;
  Reading as = Reading::Unsigned;
  int32_t factor = 1;
};
inline constexpr uint32_t kMostBounds = 32;
/// Numbers of symbols, and of nulls, elements and resources, stay below it.
inline constexpr uint32_t kMostNumbers = uint32_t{1} << 31;
inline constexpr uint32_t kMostExcluded = 32;
/// Symbols that one lesson asks about beyond the base rule.
inline constexpr uint32_t kMostSpreadOn = 64;

/// What all knowledge of one check shares.
struct Desk {
  Work* work = nullptr;
  Code fault = Code::Ok;  // the first; whatever else is computed then does not count
  Symbol next_symbol = 0;
  Steps steps;
  Symbol* narrowed = nullptr;  // by the lesson under way, in order
  uint32_t narrowed_count = 0;
  uint32_t narrowed_capacity = 0;
  Linear* rewritten = nullptr;  // kMostBounds each
  Linear* copied = nullptr;

  [[gnu::noinline]] void fail(Code code) {
    if (fault == Code::Ok) fault = code;
  }
  [[gnu::noinline]] void spend(uint64_t units) {
    if (!work->spend(units)) fail(Code::UnitsExceeded);
  }
  /// For a look through all recorded steps; false where that is more than may be spent.
  [[nodiscard]] bool pays_for_steps() {
    spend(steps.count);
    return fault == Code::Ok;
  }
};

/// How many there are in its lists.
struct KnowledgeCounts {
  uint32_t row_count = 0;
  uint32_t bound_count = 0;
  uint32_t replaced_count = 0;
  uint32_t excluded_count = 0;
};

class Knowledge : public KnowledgeCounts {
 public:
  Row* rows = nullptr;
  Linear* bounds = nullptr;
  Replacement* replaced = nullptr;
  Excluded* excluded = nullptr;  // the oldest first
  // Of rows and of replaced; there is room for kMostBounds bounds and kMostExcluded words.
  uint32_t capacity = 0;
  bool feasible = true;
  Desk* desk = nullptr;

  /// The same knowledge in `to`, which has as much room.
  void copy_to(Knowledge& to) const;

  /// Null where the symbol has no row.
  [[nodiscard]] const Row* find(Symbol symbol) const;
  [[nodiscard]] bool knows(const Term& term) const;
  /// The term with all replacements.
  void resolve_in_place(Term& term) const;
  [[nodiscard, gnu::noinline]] Term resolve(const Term& term) const {
    Term out = term;
    resolve_in_place(out);
    return out;
  }
  /// From the facts of the symbols. Requires knows(term), as all below.
  [[nodiscard]] Scalar evaluate(const Term& term) const;
  /// With what bounds add to it.
  [[nodiscard]] Scalar evaluate_bounded(const Term& term) const;
  [[nodiscard]] bool lies_within(const Term& term, const Scalar& wanted) const;
  /// The term as an integer expression that is its word, read so; false where it may wrap.
  [[nodiscard]] bool integer(const Term& term, Reading as, Linear& out) const;
  /// In either reading.
  [[nodiscard]] bool may_wrap(const Term& term) const;
  /// a - b; false where one may wrap.
  [[nodiscard]] bool apart(Read a, Read b, Linear& out) const;
  /// By the base rule, and where that is more than `goal` by the steps of the moment.
  [[nodiscard]] bool upper_bound(const Linear& expression, Wide goal, Wide& out) const;
  [[nodiscard]] bool lower_bound(const Linear& expression, Wide goal, Wide& out) const;
  [[nodiscard]] bool entails(const Linear& expression) const;
  [[nodiscard]] bool excludes(const Excluded& word) const;
  /// How many words the symbol is known not to be.
  [[nodiscard]] uint32_t excluded_of(Symbol symbol) const;
  /// The word of the term is not this one, by facts or as an excluded word.
  [[nodiscard]] bool differs(const Term& term, uint64_t word) const;

  /// A new symbol with these facts; a constant where they are one.
  Term introduce(const Scalar& facts);
  void refute() { feasible = false; }
  /// expression <= 0 holds.
  void learn(const Linear& expression);
  /// a <= b + more, where that can be said.
  void learn_at_most(Read a, Read b, int64_t more);
  /// The word of the term is one of these.
  void refine(const Term& term, const Scalar& facts);
  /// The comparison holds, or does not.
  void assume(const Compared& c, Branch branch);
  /// The term becomes the extension of its low half.
  void extend32(Link link, Term& term);
  /// The extension of the low half, where that needs no new symbol.
  [[nodiscard]] bool known_extension(Link link, const Term& term, Term& out) const;
  /// One symbol, or a constant, for a sum of several (without a constant).
  [[nodiscard]] Term fold(const Term& sum);

 private:
  [[nodiscard]] Row* row(Symbol symbol);
  enum class Sign : int8_t { Minus = -1, Plus = 1 };
  /// The upper end of the sum's range, or of the opposite's, without a symbol; false where a
  /// coefficient is too large.
  [[nodiscard]] bool interval_upper(const Linear& sum, Sign sign, Symbol without, Wide& out) const;
  [[nodiscard]] bool base_upper(const Linear& expression, Wide& out) const;
  [[nodiscard]] bool combined_upper(const Linear& expression, const Step& step, Wide& out) const;
  void turn_towards(Reading as, Linear& reading) const;
  void bound_by(const Linear& reading, Reading as, Scalar& facts) const;

  void narrow(Symbol symbol, const Scalar& facts);
  [[nodiscard]] bool take_excluded(Symbol symbol, Scalar& facts) const;
  void add_excluded(const Excluded& word);
  void exclude(const Term& term, uint64_t word);
  void exclude_replaced(Symbol symbol, const Term& by);
  void meet_with(const Term& term, const Scalar& facts);
  void meet_symbol(const Term& term, const Scalar& facts);
  void refine_low(const Term& term, const Scalar& low);
  /// The low half of the symbol's word is that of one of these.
  void meet_low(Symbol symbol, const Scalar& low);
  void refine_twins(const Term& term, const Scalar& low);
  void replace(Symbol symbol, const Term& by);
  void rewrite_bounds(Symbol symbol, const Term& by, Reading was);
  void spread(Symbol symbol);
  void spread_to_link(const Row& linked);
  void spread_from_link(const Row& linked);
  void narrow_extension(Symbol symbol, Link link, const Term& of);
  void spread_all();
  void add(const Linear& expression);
  [[nodiscard]] bool contradicts(const Linear& expression) const;
  void keep(const Linear& expression);
  void tighten(const Linear& expression);
  /// A new symbol with the facts of the sum.
  [[nodiscard]] Term introduce_sum(const Term& sum);
  /// sum = 0 holds; leaves it negated.
  void learn_zero(Linear& sum);

  [[nodiscard]] Term canonical_low(const Term& term) const;
  [[nodiscard]] Scalar extension_facts(Link link, const Term& term) const;
  [[nodiscard]] bool extension_is_identity(Link link, const Term& term) const;
  [[nodiscard]] bool told_extension(Link link, const Term& low, Term& out) const;
  [[nodiscard]] bool fitting(Link link, const Term& term, Linear& reading) const;
  /// False where no word is left.
  [[nodiscard]] bool meet_extension(Link link, const Term& term, Scalar& facts) const;
  [[nodiscard]] bool meet_bounded(const Term& term, Scalar& facts) const;
  void make_extension(Link link, Term& term, const Term& low);
  /// The term becomes a new symbol with that link, or a constant; `fits` is which of both is its
  /// own extension.
  void introduce_linked(Link link, Term& term, const Term& low, const Term* fits);

  [[nodiscard]] bool speaks_of(Symbol symbol) const;
  [[nodiscard]] bool is_free(Symbol symbol) const;
  void name(Term& sum);
  [[nodiscard]] Term introduce_evaluated(const Term& term);
  void lift_anew(const Term& term);
  void assume_whole(const Compared& c, Branch branch);
  void assume_unequal(const Term& left, const Term& right);
  void relate(const Compared& c, Branch branch);
  [[nodiscard]] Stride stride_between(const Term& left, const Term& right) const;
  void refine_resolved(const Term& term, const Scalar& facts);
  void relate_unequal(const Term& left, const Term& right, Linear& apart);
};

/// The reading of the facts that is the narrower one.
[[nodiscard]] Reading natural_reading(const Scalar& facts);

}  // namespace assay::checker
