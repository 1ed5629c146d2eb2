// SPDX-License-Identifier: Apache-2.0
// Steps of a proof that go beyond the base rule, as plain data, each checkable alone.
//
// The base rule is what every reader of a proof does by itself
// (docs/adr/0023-deductions-are-advice.md). What it does not give is advice: someone names the
// step, and Knowledge checks it before it counts. Whoever advises is not trusted; a search may, and
// so may a list that was read from a certificate.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <variant>

#include "verifier/domain/linear.hpp"
#include "verifier/domain/link_kind.hpp"
#include "verifier/domain/term.hpp"

namespace assay {

/// One bound taken from an expression: scale * expr - factor * bound, where scale > 0 and
/// factor >= 0. As bound <= 0, the result is an upper bound of scale * expr.
struct Elimination {
  std::uint32_t bound = 0;  // position in Knowledge::bounds()
  std::int64_t scale = 1;
  std::int64_t factor = 0;
  bool operator==(const Elimination&) const = default;
};

/// "`expr` has this upper bound, because": what is left after the eliminations, by the ranges of
/// its symbols, divided by the scales and rounded down, from the last to the first.
class Combination {
 public:
  static constexpr std::size_t kMost = 2;

  Combination() = default;
  /// Only the coefficients of `expr` count, not its constant.
  explicit Combination(const LinearExpr& expr) : expr_(expr) {}

  [[nodiscard]] const LinearExpr& expr() const { return expr_; }
  [[nodiscard]] std::span<const Elimination> eliminations() const {
    return {eliminations_.data(), count_};
  }
  /// Requires less than kMost eliminations.
  void add(const Elimination& next) { eliminations_.at(count_++) = next; }
  bool operator==(const Combination& other) const;

 private:
  LinearExpr expr_;
  std::array<Elimination, kMost> eliminations_{};
  std::uint8_t count_ = 0;
};

/// "What this narrowed is spread further, because it narrows more": the candidate with that number,
/// from 0, of those that are asked about at the moment.
struct SpreadOn {
  std::uint32_t candidate = 0;
  bool operator==(const SpreadOn&) const = default;
};

/// "The extension of the low half of `term` is `term`, because": the bounds between its symbols
/// keep it in the range of 32 bits, by the base rule and by the combinations of the same moment.
struct OwnExtension {
  LinkKind kind = LinkKind::ZeroExtend32;  // never None
  Term term;
  bool operator==(const OwnExtension&) const = default;
};

/// A recorded step, attached to a moment of the walk from one invariant (walk.hpp), or to a
/// measure, whose steps have no moment (0).
struct DeductionStep {
  std::uint32_t moment = 0;
  std::variant<Combination, SpreadOn, OwnExtension> step;
  bool operator==(const DeductionStep&) const = default;
};

class Knowledge;

/// Who is asked where the base rule does not do.
class Advisor {
 public:
  virtual ~Advisor() = default;
  /// What comes is at this moment.
  virtual void at(std::uint32_t moment) = 0;
  /// Combinations that may give an upper bound of `expr` that is at most `goal`, or as low as one
  /// can be had. They live until the next call.
  [[nodiscard]] virtual std::span<const Combination> combinations(const Knowledge& knowledge,
                                                                  const LinearExpr& expr,
                                                                  Int128 goal) = 0;
  /// Whether the next candidate is spread further.
  [[nodiscard]] virtual bool spreads_on() = 0;
  /// The last candidate that was spread further told something.
  virtual void spread_told() = 0;
  /// Whether to look if the term is its own extension by the bounds between its symbols.
  [[nodiscard]] virtual bool extends_itself(LinkKind kind, const Term& term) = 0;
  /// The term that was asked about last is its own extension.
  virtual void extension_told(LinkKind kind, const Term& term) = 0;
};

}  // namespace assay
