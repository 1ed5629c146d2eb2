// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/ties.hpp"

namespace assay {
namespace {

/// Bounds of a state beyond which no tie is added: the oldest bound would go for it.
constexpr std::size_t kMostBounds = 24;
/// The steepest tie; no more than LinearExpr::combine() takes as a factor.
constexpr Int128 kSteepest = Int128{1} << 20;

Int128 divided_up(Int128 a, Int128 b) { return (a + b - 1) / b; }

class Tying {
 public:
  Tying(const PairedReadings& readings, Knowledge& out) : readings_(readings), out_(out) {}

  void run() {
    for (const Side side : {Side::A, Side::B}) {
      find_telling(side);
      if (telling_.empty()) continue;
      for (const LinearExpr& bound : readings_.of(side).bounds()) {
        for (const LinearExpr& direction : readings_.in_result(bound, side)) tie(direction, side);
      }
    }
  }

 private:
  /// A symbol of the result that is `is` on the side in question, and at least `apart` more on the
  /// other, or less where that is negative.
  struct Telling {
    Symbol symbol{};
    Int128 is = 0;
    Int128 apart = 0;
  };

  void find_telling(Side side) {
    telling_.clear();
    for (std::size_t i = 0; i < readings_.pairs().size(); ++i) {
      const auto& here = readings_.reach(i, side);
      const auto& there = readings_.reach(i, other(side));
      if (!here || !there || here->low != here->high) continue;
      const Symbol symbol = readings_.pairs()[i].symbol;
      if (there->low > here->low) telling_.push_back({symbol, here->low, there->low - here->low});
      if (there->high < here->low) telling_.push_back({symbol, here->low, there->high - here->low});
    }
  }

  /// Ties the direction, which has an upper bound on the side, where that is not one of the other.
  void tie(const LinearExpr& direction, Side side) {
    const auto here = upper(direction, side);
    const auto there = upper(direction, other(side));
    if (!here || !there || *there <= *here) return;
    for (const Telling& told : telling_) {
      if (out_.bounds().size() >= kMostBounds) return;
      if (direction.coefficient_of(told.symbol) != 0) continue;
      const Int128 size = told.apart < 0 ? -told.apart : told.apart;
      const Int128 steps = divided_up(*there - *here, size);
      if (steps > kSteepest) continue;
      const auto times = static_cast<std::int64_t>(told.apart < 0 ? steps : -steps);
      const auto tied = LinearExpr::combine(1, direction.plus(-*here), times,
                                            LinearExpr::reading(Term::of(told.symbol)));
      if (tied) out_.learn(tied->plus(-times * told.is));
    }
  }

  std::optional<Int128> upper(const LinearExpr& direction, Side side) const {
    constexpr Int128 kNoGoal = -(Int128{1} << 100);
    const auto read = readings_.on_side(direction, side);
    return read ? readings_.of(side).upper_bound(*read, kNoGoal) : std::nullopt;
  }

  const PairedReadings& readings_;
  Knowledge& out_;
  std::vector<Telling> telling_;
};

}  // namespace

void tie_bounds(const PairedReadings& readings, Knowledge& out) { Tying(readings, out).run(); }

}  // namespace assay
