// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/merged_bounds.hpp"

#include <algorithm>
#include <map>

namespace assay {
namespace {

constexpr std::size_t kMaxPairProposals = 400;
constexpr std::size_t kMostSumsOfASymbol = 2;
constexpr Int128 kMostSlackByIntervals = 8;

class BoundsKeeper {
 public:
  BoundsKeeper(const PairedTerms& pairs, const Sides& sides, const MergePlan& plan, Knowledge& out)
      : pairs_(pairs), a_(sides.a), b_(sides.b), plan_(plan), out_(out) {}

  void run() {
    read_pairs();
    for (const bool side_a : {true, false}) {
      const Knowledge& k = side_a ? a_ : b_;
      for (const LinearExpr& bound : k.bounds()) {
        for (const LinearExpr& direction : in_result(bound, side_a))
          propose(direction, Effort::Bounds);
      }
    }
    tie_to_constants();
    std::size_t proposals = 0;
    for (std::size_t i = 0; i < pairs_.pairs().size(); ++i) {
      const TermPair& p = pairs_.pairs()[i];
      if (!p.fresh) continue;
      for (std::size_t j = 0; j < pairs_.pairs().size(); ++j) {
        const TermPair& q = pairs_.pairs()[j];
        if (q.symbol == p.symbol || (q.fresh && q.symbol < p.symbol)) continue;
        if (++proposals > kMaxPairProposals) return;
        propose_difference(i, j);
        propose_difference(j, i);
      }
    }
  }

 private:
  /// The integers that a reading lies between, and its symbols as bits: of one symbol always the
  /// same bit.
  struct Reach {
    Int128 low;
    Int128 high;
    std::uint64_t symbols;
  };
  using Reaches = std::pair<std::optional<Reach>, std::optional<Reach>>;  // on both sides

  void read_pairs() {
    for (const TermPair& p : pairs_.pairs()) {
      const Lift lift = out_.find(p.symbol)->lift;
      const auto& [a, b] = readings_[p.symbol] = {a_.integer(p.a, lift), b_.integer(p.b, lift)};
      reaches_.emplace_back(reach_of(a_, a), reach_of(b_, b));
    }
  }

  static std::optional<Reach> reach_of(const Knowledge& k,
                                       const std::optional<LinearExpr>& reading) {
    const auto negated =
        reading ? LinearExpr::combine(-1, *reading, 0, LinearExpr{}) : std::nullopt;
    if (!negated) return std::nullopt;
    const auto high = k.interval_upper(*reading);
    const auto below = k.interval_upper(*negated);
    if (!high || !below) return std::nullopt;
    Reach reach{-*below, *high, 0};
    for (const LinearTerm& t : reading->terms())
      reach.symbols |= std::uint64_t{1} << (static_cast<std::uint32_t>(t.symbol) % 64);
    return reach;
  }

  /// True when the intervals of x and y say no more than x <= y + c for a large c. Where they have
  /// a symbol in common, it may cancel.
  static bool far_above(const std::optional<Reach>& x, const std::optional<Reach>& y) {
    return x && y && (x->symbols & y->symbols) == 0 && x->high - y->low > kMostSlackByIntervals;
  }

  /// Proposes pair i's symbol minus that of pair j.
  void propose_difference(std::size_t i, std::size_t j) {
    if (far_above(reaches_[i].first, reaches_[j].first) ||
        far_above(reaches_[i].second, reaches_[j].second))
      return;
    const auto read = [this](std::size_t pair) {
      return LinearExpr::reading(Term::of(pairs_.pairs()[pair].symbol));
    };
    propose(*LinearExpr::difference(read(i), read(j)), Effort::Intervals);
  }

  /// The bound's direction read on one side; nothing where it may wrap there.
  std::optional<LinearExpr> on_side(const LinearExpr& direction, bool side_a) const {
    LinearExpr sum = LinearExpr::constant(direction.constant_part());
    for (const LinearTerm& t : direction.terms()) {
      const auto& both = readings_.at(t.symbol);
      const auto& reading = side_a ? both.first : both.second;
      if (!reading) return std::nullopt;
      const auto next = LinearExpr::combine(1, sum, t.coefficient, *reading);
      if (!next) return std::nullopt;
      sum = *next;
    }
    return sum;
  }

  /// A bound that both sides have with other constants, tied to a pair of constants that tells the
  /// sides apart: x + 1 <= y where i is 0, and x + 2 <= y where i is 1, are x + i + 1 <= y.
  void tie_to_constants() {
    constexpr Int128 kMostSteps = 1 << 10;
    for (const TermPair& p : pairs_.pairs()) {
      if (!p.fresh || !p.a.is_constant() || !p.b.is_constant()) continue;
      const Int128 step = Int128{static_cast<std::int64_t>(p.b.constant_part())} -
                          static_cast<std::int64_t>(p.a.constant_part());
      for (const LinearExpr& a : a_.bounds()) {
        for (const LinearExpr& b : b_.bounds()) {
          const Int128 apart = b.constant_part() - a.constant_part();
          if (apart == 0 || apart % step != 0 || !a.same_direction(b)) continue;
          const Int128 times = apart / step;
          if (times > kMostSteps || times < -kMostSteps) continue;
          for (const LinearExpr& direction : in_result(a, true)) {
            const auto tied = LinearExpr::combine(1, direction, static_cast<std::int64_t>(times),
                                                  LinearExpr::reading(Term::of(p.symbol)));
            if (tied) propose(*tied, Effort::Bounds);
          }
        }
      }
    }
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
    const auto a = on_side(direction, true);
    const auto b = on_side(direction, false);
    if (!a || !b) return;
    const auto upper_a = upper(a_, *a, effort);
    if (!upper_a) return;
    const auto upper_b = upper(b_, *b, effort);
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

  /// What the result may hold where one side holds a symbol, but for a constant: the symbol of a
  /// pair, or the negative of one, and sums that stand for whole values.
  std::vector<LinearExpr> images(Symbol symbol, bool side_a) const {
    const auto is_it = [&](const Term& term, std::uint64_t times) {
      return term.monomials().size() == 1 && term.coefficient_of(symbol) == times;
    };
    std::vector<LinearExpr> out;
    const TermPair* found = nullptr;
    const TermPair* negative = nullptr;
    for (const TermPair& p : pairs_.pairs()) {
      const Term& term = side_a ? p.a : p.b;
      if (is_it(term, 1) && (found == nullptr || (p.fresh && !found->fresh))) found = &p;
      if (is_it(term, ~std::uint64_t{0}) && negative == nullptr) negative = &p;
    }
    if (found != nullptr) out.push_back(LinearExpr::reading(Term::of(found->symbol)));
    if (negative != nullptr)
      out.push_back(LinearExpr::reading(Term::of(negative->symbol).times(~std::uint64_t{0})));
    for (const PairedSum& sum : pairs_.sums()) {
      if (!is_it(side_a ? sum.a : sum.b, 1) || out.size() > kMostSumsOfASymbol) continue;
      const LinearExpr read = LinearExpr::reading(sum.is.plus(-sum.is.constant_part()));
      if (std::ranges::find(out, read) == out.end()) out.push_back(read);
    }
    return out;
  }

  /// A bound of one side in the result's symbols, in each way that its symbols can be said there.
  std::vector<LinearExpr> in_result(const LinearExpr& bound, bool side_a) const {
    std::vector<LinearExpr> sums{LinearExpr{}};
    for (const LinearTerm& t : bound.terms()) {
      std::vector<LinearExpr> longer;
      for (const LinearExpr& image : images(t.symbol, side_a)) {
        for (const LinearExpr& sum : sums) {
          if (auto next = LinearExpr::combine(1, sum, t.coefficient, image))
            longer.push_back(std::move(*next));
        }
      }
      sums = std::move(longer);
    }
    return sums;
  }

  const PairedTerms& pairs_;
  const Knowledge& a_;
  const Knowledge& b_;
  const MergePlan& plan_;
  Knowledge& out_;
  std::map<Symbol, std::pair<std::optional<LinearExpr>, std::optional<LinearExpr>>> readings_;
  std::vector<Reaches> reaches_;  // of the pairs, in their order
};

}  // namespace

void keep_bounds(const PairedTerms& pairs, const Sides& sides, const MergePlan& plan,
                 Knowledge& out) {
  BoundsKeeper(pairs, sides, plan, out).run();
}

}  // namespace assay
