// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/exclusions.hpp"

#include <algorithm>

namespace assay {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};

}  // namespace

bool Exclusions::contains(const ExcludedWord& excluded) const {
  return std::ranges::find(words_, excluded) != words_.end();
}

Scalar Exclusions::taken_from(const Scalar& facts, Symbol symbol) const {
  Scalar left = facts;
  bool shorter = true;
  // Each round takes a word from an end, and no word can be taken twice.
  for (std::size_t round = 0; shorter && round < kMostOfASymbol; ++round) {
    shorter = false;
    for (const ExcludedWord& e : words_) {
      if (e.symbol != symbol) continue;
      const auto refined =
          refine(JumpOp::Ne, Width::W64, left, Scalar::constant(e.word), Branch::Taken);
      if (!refined) return Scalar::bottom();
      shorter = shorter || !(refined->left == left);
      left = refined->left;
    }
  }
  return left;
}

void Exclusions::add(const ExcludedWord& excluded) {
  if (contains(excluded)) return;
  const auto of_symbol = [&](const ExcludedWord& e) { return e.symbol == excluded.symbol; };
  if (std::ranges::count_if(words_, of_symbol) == kMostOfASymbol)
    words_.erase(std::ranges::find_if(words_, of_symbol));
  if (words_.size() == kMost) words_.erase(words_.begin());
  words_.push_back(excluded);
}

std::optional<ExcludedWord> as_exclusion(const Term& term, std::uint64_t word) {
  if (term.monomials().size() != 1) return std::nullopt;
  const Monomial m = term.monomials().front();
  const std::uint64_t rest = word - term.constant_part();
  if (m.coefficient == 1) return ExcludedWord{m.symbol, rest};
  if (m.coefficient == kMinusOne) return ExcludedWord{m.symbol, std::uint64_t{0} - rest};
  return std::nullopt;
}

}  // namespace assay
