// SPDX-License-Identifier: Apache-2.0
// The symbols of a merge: each stands for a pair of terms, one a side.
//
// What is affine in other pairs on both sides alike gets no symbol of its own (affine hull of Karr
// 1976, found one symbol at a time).
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "verifier/domain/term.hpp"

namespace assay {

struct TermPair {
  Symbol symbol{};
  Term a;
  Term b;
  bool fresh = false;  // made by this merge (not one symbol on both sides)
};

/// A value of the result that is a sum of pairs.
struct PairedSum {
  Term a;
  Term b;
  Term is;
};

class PairedTerms {
 public:
  explicit PairedTerms(SymbolSupply& supply) : supply_(supply) {}

  /// Both sides hold these terms at the same place. Where they are one symbol, what is relative to
  /// it stays exactly so.
  void anchor(const Term& a, const Term& b);

  /// Pairs what both sides hold at the same places, what is simple before what is made of it: a
  /// counter before an offset that goes in steps of 2 beside it, or the sum of two.
  void pair_simple_first(std::span<const std::pair<Term, Term>> met);

  /// The term of the result that is `a` on one side and `b` on the other.
  Term pair(const Term& a, const Term& b);

  [[nodiscard]] const std::vector<TermPair>& pairs() const { return pairs_; }
  [[nodiscard]] const std::vector<PairedSum>& sums() const { return sums_; }

 private:
  [[nodiscard]] Term anchored_part(const Term& a, const Term& b) const;
  void use(const Term& term);
  std::optional<Term> by_pair(const Term& a, const Term& b, const TermPair& known);
  std::optional<Term> by_simpler_rest(const Term& a, const Term& b);

  SymbolSupply& supply_;
  std::vector<TermPair> pairs_;
  std::vector<PairedSum> sums_;
  std::vector<Symbol> anchors_;
};

}  // namespace assay
