// SPDX-License-Identifier: Apache-2.0
// The search for combinations of bounds that say more of an expression than the base rule.
//
// Bounds are tried in pairs, and most pairs say nothing: so a pair is weighed before it is made,
// from what is known of its two halves. Nothing here is trusted: Knowledge checks each combination.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "verifier/domain/knowledge.hpp"

namespace assay {

/// Depth first over eliminations, down to Combination::kMost. One search may be run many times.
class CombinationSearch {
 public:
  struct Found {
    std::optional<Int128> limit;  // none: no upper bound is known
    std::array<Elimination, Combination::kMost> eliminations{};
    std::size_t count = 0;
  };

  /// The first combination that bounds `expr` by `goal`, or else the one that bounds it lowest. No
  /// eliminations where none says more than the ranges of the symbols.
  [[nodiscard]] Found run(const Knowledge& knowledge, const LinearExpr& expr, Int128 goal);

  /// What this has cost so far, in first eliminations.
  [[nodiscard]] std::uint64_t work() const { return tried_ + weighed_ / kWeighedAsATry; }

  /// What the symbols of an expression, or of its negative, lie between.
  struct Weights {
    std::array<IntegerRange, LinearExpr::kCapacity> ranges{};  // of its symbols, as its terms
    std::array<Int128, LinearExpr::kCapacity> mosts{};         // of its terms
    Int128 most = 0;     // of the expression, by the ranges; only where `plain`
    bool plain = false;  // of numbers so small that no combination with another such one is too
                         // large to be made
  };

 private:
  static constexpr std::uint64_t kWeighedAsATry = 4;  // so many pairs cost what an elimination does

  /// The symbols of an expression as bits, one always the same.
  struct Signs {
    std::uint64_t up = 0;    // those with positive coefficients
    std::uint64_t down = 0;  // those with negative ones
  };
  /// A bound, and once it is asked for, the weights of its negative.
  struct Bound {
    Signs signs;
    Weights negated;
    bool weighed = false;
  };

  static Signs signs_of(const LinearExpr& expr);
  void begin(const Knowledge& knowledge);
  void weigh(const LinearExpr& expr, std::int64_t sign, Weights& out) const;
  [[nodiscard]] bool may_take(std::uint32_t bound, const LinearTerm& term) const;
  [[nodiscard]] Found second(const LinearExpr& rest, Int128 goal);
  [[nodiscard]] std::optional<Int128> most_without(const LinearExpr& expr, const Elimination& step);

  const Knowledge* k_ = nullptr;
  std::uint64_t tried_ = 0;    // first eliminations that were made
  std::uint64_t weighed_ = 0;  // pairs
  Weights rest_;               // after the first elimination: a member, since it is large
  std::vector<Bound> bounds_;  // as those of the knowledge; there may be more behind them
};

}  // namespace assay
