// SPDX-License-Identifier: Apache-2.0
// A few words that symbols are not: what a comparison for equality teaches where it fails and the
// word is no end of a range.
//
// Concretisation: an assignment is in the meaning when no symbol's word is one of its excluded
// words. Invariants: at most kMostOfASymbol words a symbol and kMost in all, none twice; in the
// order in which they were learned, the oldest first.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "verifier/domain/scalar.hpp"
#include "verifier/domain/term.hpp"

namespace assay {

struct ExcludedWord {
  Symbol symbol{};
  std::uint64_t word = 0;
  constexpr bool operator==(const ExcludedWord&) const = default;
};

class Exclusions {
 public:
  static constexpr std::size_t kMostOfASymbol = 8;
  static constexpr std::size_t kMost = 32;

  [[nodiscard]] std::span<const ExcludedWord> all() const { return words_; }
  [[nodiscard]] bool contains(const ExcludedWord& excluded) const;
  /// The facts without excluded words of the symbol at the ends of their ranges; bottom where no
  /// word is left.
  [[nodiscard]] Scalar taken_from(const Scalar& facts, Symbol symbol) const;

  /// Adds one that is not there yet. The oldest of the symbol goes where it has as many as it may
  /// have, and the oldest of all where there are as many as there may be.
  void add(const ExcludedWord& excluded);
  /// Drops those for which `gone` holds.
  template <class F>
  void drop_if(F&& gone) {
    std::erase_if(words_, gone);
  }

 private:
  std::vector<ExcludedWord> words_;
};

/// "term != word" as a word that a symbol is not, where the term is a symbol or the negative of
/// one, and a constant; nothing of any other term.
[[nodiscard]] std::optional<ExcludedWord> as_exclusion(const Term& term, std::uint64_t word);

}  // namespace assay
