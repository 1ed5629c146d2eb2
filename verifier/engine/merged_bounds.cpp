// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/merged_bounds.hpp"

#include <algorithm>

#include "verifier/engine/ties.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxPairProposals = 400;
constexpr Int128 kMostSlackByIntervals = 8;
constexpr Int128 kMostGrowth = Int128{1} << 16;  // of a number, in a round that is counted

class BoundsKeeper {
 public:
  BoundsKeeper(const PairedReadings& readings, const MergePlan& plan, Knowledge& out)
      : readings_(readings), plan_(plan), out_(out) {}

  void run() {
    for (const Side side : {Side::A, Side::B}) {
      for (const LinearExpr& bound : readings_.of(side).bounds()) {
        for (const LinearExpr& direction : readings_.in_result(bound, side))
          propose(direction, Effort::Bounds);
      }
    }
    tie_to_constants();
    if (plan_.ties == Ties::Ranges && plan_.merge == Merge::Join) tie_ranges();
    propose_differences();
  }

 private:
  void propose_differences() {
    const std::vector<TermPair>& pairs = readings_.pairs();
    std::size_t proposals = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const TermPair& p = pairs[i];
      if (!p.fresh) continue;
      for (std::size_t j = 0; j < pairs.size(); ++j) {
        const TermPair& q = pairs[j];
        if (q.symbol == p.symbol || (q.fresh && q.symbol < p.symbol)) continue;
        if (++proposals > kMaxPairProposals) return;
        propose_difference(i, j);
        propose_difference(j, i);
      }
    }
  }

  /// True when the intervals of pairs i and j say no more than x <= y + c for a large c. Where they
  /// have a symbol in common, it may cancel.
  bool far_above(std::size_t i, std::size_t j, Side side) const {
    const auto& x = readings_.reach(i, side);
    const auto& y = readings_.reach(j, side);
    return x && y && (x->symbols & y->symbols) == 0 && x->high - y->low > kMostSlackByIntervals;
  }

  /// Proposes pair i's symbol minus that of pair j.
  void propose_difference(std::size_t i, std::size_t j) {
    if (far_above(i, j, Side::A) || far_above(i, j, Side::B)) return;
    const auto read = [this](std::size_t pair) {
      return LinearExpr::reading(Term::of(readings_.pairs()[pair].symbol));
    };
    propose(*LinearExpr::difference(read(i), read(j)), Effort::Intervals);
  }

  /// A bound that both sides have with other constants, tied to a pair of constants that tells the
  /// sides apart: x + 1 <= y where i is 0, and x + 2 <= y where i is 1, are x + i + 1 <= y.
  void tie_to_constants() {
    constexpr Int128 kMostSteps = 1 << 10;
    for (const TermPair& p : readings_.pairs()) {
      if (!p.fresh || !p.a.is_constant() || !p.b.is_constant()) continue;
      const Int128 step = Int128{static_cast<std::int64_t>(p.b.constant_part())} -
                          static_cast<std::int64_t>(p.a.constant_part());
      for (const LinearExpr& a : readings_.of(Side::A).bounds()) {
        for (const LinearExpr& b : readings_.of(Side::B).bounds()) {
          const Int128 apart = b.constant_part() - a.constant_part();
          if (apart == 0 || apart % step != 0 || !a.same_direction(b)) continue;
          const Int128 times = apart / step;
          if (times > kMostSteps || times < -kMostSteps) continue;
          for (const LinearExpr& direction : readings_.in_result(a, Side::A)) {
            const auto tied = LinearExpr::combine(1, direction, static_cast<std::int64_t>(times),
                                                  LinearExpr::reading(Term::of(p.symbol)));
            if (tied) propose(*tied, Effort::Bounds);
          }
        }
      }
    }
  }

  /// What a round of a loop adds to a number at most, and at least, tied to a pair of constants
  /// that counts rounds: x is at most 6 more and at least 1 more where i is 1 more, so x <= 6 * i
  /// and x >= i.
  void tie_ranges() {
    for (const TermPair& counter : readings_.pairs()) {
      if (!counter.fresh || !counter.a.is_constant() || !counter.b.is_constant()) continue;
      const Int128 step = Int128{static_cast<std::int64_t>(counter.b.constant_part())} -
                          static_cast<std::int64_t>(counter.a.constant_part());
      for (std::size_t i = 0; i < readings_.pairs().size(); ++i) tie_range(i, counter.symbol, step);
    }
  }

  /// Ties pair i, which is a range on side B, to the counter, which is `step` more there.
  void tie_range(std::size_t i, Symbol counter, Int128 step) {
    const TermPair& p = readings_.pairs()[i];
    const auto& before = readings_.reach(i, Side::A);
    const auto& after = readings_.reach(i, Side::B);
    if (!p.fresh || !before || !after || after->low == after->high) return;
    const LinearExpr number = LinearExpr::reading(Term::of(p.symbol));
    tie_end(number, after->high - before->high, {counter, step});
    if (const auto negated = LinearExpr::combine(-1, number, 0, LinearExpr{}))
      tie_end(*negated, before->low - after->low, {counter, step});
  }

  struct Counter {
    Symbol symbol;
    Int128 step;
  };
  /// Proposes that `number` grows by as much a step as it did in this one.
  void tie_end(const LinearExpr& number, Int128 growth, const Counter& counter) {
    if (growth == 0 || growth > kMostGrowth || growth < -kMostGrowth) return;
    if (growth % counter.step != 0) return;
    const auto times = static_cast<std::int64_t>(-growth / counter.step);
    const auto tied =
        LinearExpr::combine(1, number, times, LinearExpr::reading(Term::of(counter.symbol)));
    if (tied) propose(*tied, Effort::Bounds);
  }

  enum class Effort : std::uint8_t { Intervals, Bounds };

  static std::optional<Int128> upper(const Knowledge& k, const LinearExpr& expr, Effort effort) {
    constexpr Int128 kNoGoal = -(Int128{1} << 100);
    return effort == Effort::Intervals ? k.interval_upper(expr) : k.upper_bound(expr, kNoGoal);
  }

  /// The bound of the result: that of both sides when they join; when they widen, an unstable one
  /// goes to "less" or "at most" first, and then away.
  std::optional<Int128> kept_bound(Int128 old, Int128 next) const {
    if (plan_.merge == Merge::Join || next <= old) return std::max(old, next);
    if (plan_.merge == Merge::WidenTop || next > 0) return std::nullopt;
    return next <= -1 ? Int128{-1} : Int128{0};
  }

  void propose(const LinearExpr& direction, Effort effort) {
    const auto a = readings_.on_side(direction, Side::A);
    const auto b = readings_.on_side(direction, Side::B);
    if (!a || !b) return;
    const auto upper_a = upper(readings_.of(Side::A), *a, effort);
    if (!upper_a) return;
    const auto upper_b = upper(readings_.of(Side::B), *b, effort);
    if (!upper_b) return;
    // By intervals alone x <= y + c holds for some c for any two numbers; it says something for a
    // small one.
    if (effort == Effort::Intervals && std::max(*upper_a, *upper_b) > kMostSlackByIntervals) return;
    const auto kept = kept_bound(*upper_a, *upper_b);
    if (!kept) return;
    const LinearExpr bound = direction.plus(-*kept);
    const auto said = out_.interval_upper(bound);
    if (!said || *said > 0) out_.learn(bound);
  }

  const PairedReadings& readings_;
  const MergePlan& plan_;
  Knowledge& out_;
};

}  // namespace

void keep_bounds(const PairedTerms& pairs, const Sides& sides, const MergePlan& plan,
                 Knowledge& out) {
  const PairedReadings readings(pairs, sides, out);
  BoundsKeeper(readings, plan, out).run();
  if (plan.ties == Ties::Bounds && plan.merge == Merge::Join) tie_bounds(readings, out);
}

}  // namespace assay
