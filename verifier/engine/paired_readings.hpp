// SPDX-License-Identifier: Apache-2.0
// The pairs of a merge as integers on each of its sides, and what one side knows in the symbols of
// the result.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "verifier/domain/knowledge.hpp"
#include "verifier/engine/paired_terms.hpp"

namespace assay {

/// The two sides of a merge.
struct Sides {
  const Knowledge& a;
  const Knowledge& b;
};
enum class Side : std::uint8_t { A, B };
[[nodiscard]] constexpr Side other(Side side) { return side == Side::A ? Side::B : Side::A; }

class PairedReadings {
 public:
  /// `out` has declared the symbols of the pairs, and keeps their lifts.
  PairedReadings(const PairedTerms& pairs, const Sides& sides, const Knowledge& out);

  /// The integers that a reading lies between by the facts of its symbols, and its symbols as bits:
  /// of one symbol always the same bit.
  struct Reach {
    Int128 low;
    Int128 high;
    std::uint64_t symbols;
  };
  /// Of the pair with that index; nothing where the reading may wrap.
  [[nodiscard]] const std::optional<Reach>& reach(std::size_t pair, Side side) const {
    return side == Side::A ? reaches_[pair].first : reaches_[pair].second;
  }

  [[nodiscard]] const std::vector<TermPair>& pairs() const { return pairs_.pairs(); }
  [[nodiscard]] const Knowledge& of(Side side) const { return side == Side::A ? a_ : b_; }

  /// An expression of the result read on one side; nothing where it may wrap there.
  [[nodiscard]] std::optional<LinearExpr> on_side(const LinearExpr& expr, Side side) const;

  /// The direction of a bound of one side in the result's symbols (its constant means nothing), in
  /// each way that its symbols can be said there.
  [[nodiscard]] std::vector<LinearExpr> in_result(const LinearExpr& bound, Side side) const;

 private:
  [[nodiscard]] std::vector<LinearExpr> images(Symbol symbol, Side side) const;

  const PairedTerms& pairs_;
  const Knowledge& a_;
  const Knowledge& b_;
  std::map<Symbol, std::pair<std::optional<LinearExpr>, std::optional<LinearExpr>>> readings_;
  std::vector<std::pair<std::optional<Reach>, std::optional<Reach>>> reaches_;  // as the pairs
};

}  // namespace assay
