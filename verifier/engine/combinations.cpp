// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/combinations.hpp"

#include <algorithm>
#include <numeric>

namespace assay {
namespace {

/// Coefficients and constants of plain expressions. What two of them are multiplied by to take a
/// symbol out is no larger than their coefficients.
constexpr std::int64_t kPlainCoefficient = std::int64_t{1} << 14;
constexpr Int128 kPlainConstant = Int128{1} << 70;

/// goal * scale; a goal that no bound reaches where the product does not fit.
Int128 scaled_goal(Int128 goal, std::int64_t scale) {
  if (scale == 1) return goal;
  constexpr Int128 kLimit = Int128{1} << 120;
  if (goal >= kLimit / scale || goal <= -kLimit / scale) return -kLimit;
  return goal * scale;
}

/// The eliminations that take `term` out of an expression by `bound`; nothing where both have the
/// symbol with other signs, or not at all.
std::optional<Elimination> taking_out(const LinearTerm& term, const LinearExpr& bound,
                                      std::uint32_t index) {
  const std::int64_t b = bound.coefficient_of(term.symbol);
  if (b == 0 || (b > 0) != (term.coefficient > 0)) return std::nullopt;
  if (term.coefficient == INT64_MIN) return std::nullopt;  // no signed number has its size
  const std::int64_t size_b = b > 0 ? b : -b;
  const std::int64_t size_t_ = term.coefficient > 0 ? term.coefficient : -term.coefficient;
  if (size_b == size_t_) return Elimination{index, 1, 1};
  const std::int64_t common = std::gcd(size_b, size_t_);
  return Elimination{index, size_b / common, size_t_ / common};
}

std::uint64_t bit_of(Symbol symbol) {
  return std::uint64_t{1} << (static_cast<std::uint32_t>(symbol) % 64);
}

Int128 most_of(std::int64_t coefficient, const IntegerRange& range) {
  return coefficient * (coefficient > 0 ? range.high : range.low);
}

/// What the sum of `scale` times a plain expression and `factor` times another is at most, by the
/// ranges of their symbols; nothing where it has too many symbols.
std::optional<Int128> most_of_sum(std::int64_t scale, const CombinationSearch::Weighed& a,
                                  std::int64_t factor, const CombinationSearch::Weighed& b) {
  const auto x = a.expr.terms();
  const auto y = b.expr.terms();
  Int128 most = scale * a.most + factor * b.most;
  std::size_t symbols = x.size() + y.size();
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].symbol != y[j].symbol) {
      ++(x[i].symbol < y[j].symbol ? i : j);
      continue;
    }
    const std::int64_t both = scale * x[i].coefficient + factor * y[j].coefficient;
    most -= scale * a.mosts[i] + factor * b.mosts[j];
    --symbols;
    if (both == 0) {
      --symbols;
    } else {
      most += most_of(both, a.ranges[i]);
    }
    ++i;
    ++j;
  }
  if (symbols > LinearExpr::kCapacity) return std::nullopt;
  return most;
}

}  // namespace

void CombinationSearch::begin(const Knowledge& knowledge) {
  k_ = &knowledge;
  const std::vector<LinearExpr>& known = knowledge.bounds();
  if (bounds_.size() < known.size()) bounds_.resize(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    Bound& bound = bounds_[i];
    bound.weighed = false;
    bound.up = bound.down = 0;
    for (const LinearTerm& t : known[i].terms())
      (t.coefficient > 0 ? bound.up : bound.down) |= bit_of(t.symbol);
  }
}

void CombinationSearch::weigh(Weighed& out) const {
  const LinearExpr& expr = out.expr;
  out.up = out.down = 0;
  out.most = expr.constant_part();
  out.plain = out.most <= kPlainConstant && out.most >= -kPlainConstant;
  std::size_t i = 0;
  for (const LinearTerm& t : expr.terms()) {
    (t.coefficient > 0 ? out.up : out.down) |= bit_of(t.symbol);
    out.plain =
        out.plain && t.coefficient <= kPlainCoefficient && t.coefficient >= -kPlainCoefficient;
    if (!out.plain) continue;
    out.ranges[i] = reading_of(*k_->find(t.symbol));
    out.mosts[i] = most_of(t.coefficient, out.ranges[i]);
    out.most += out.mosts[i];
    ++i;
  }
}

bool CombinationSearch::may_take_from(std::uint32_t bound, const Weighed& expr) const {
  return ((bounds_[bound].up & expr.up) | (bounds_[bound].down & expr.down)) != 0;
}

bool CombinationSearch::may_take(std::uint32_t bound, const LinearTerm& term) const {
  const Bound& known = bounds_[bound];
  return ((term.coefficient > 0 ? known.up : known.down) & bit_of(term.symbol)) != 0;
}

/// An upper bound of what an elimination leaves, by the ranges of its symbols.
std::optional<Int128> CombinationSearch::most_without(const Weighed& expr,
                                                      const Elimination& step) {
  const LinearExpr& bound = k_->bounds()[step.bound];
  Bound& known = bounds_[step.bound];
  if (!known.weighed) {
    const auto negated = LinearExpr::combine(-1, bound, 0, LinearExpr{});
    known.negated.expr = negated.value_or(LinearExpr{});
    weigh(known.negated);
    known.negated.plain = known.negated.plain && negated;
    known.weighed = true;
  }
  if (expr.plain && known.negated.plain)
    return most_of_sum(step.scale, expr, step.factor, known.negated);
  const auto rest = LinearExpr::combine(step.scale, expr.expr, -step.factor, bound);
  return rest ? k_->interval_upper(*rest) : std::nullopt;
}

CombinationSearch::Found CombinationSearch::second(const Weighed& rest, Int128 goal) {
  Found best;
  best.limit = rest.plain ? rest.most : k_->interval_upper(rest.expr);
  if (rest.expr.is_constant() || (best.limit && *best.limit <= goal)) return best;
  for (std::uint32_t i = 0; i < k_->bounds().size(); ++i) {
    if (!may_take_from(i, rest)) continue;
    std::optional<Elimination> last;
    for (const LinearTerm& t : rest.expr.terms()) {
      if (!may_take(i, t)) continue;
      const auto step = taking_out(t, k_->bounds()[i], i);
      if (!step || step == last) continue;  // the same takes both symbols out at once
      last = step;
      const auto most = most_without(rest, *step);
      if (!most) continue;
      const Int128 limit = step->scale == 1 ? *most : Knowledge::divided(*most, step->scale);
      if (best.limit && limit >= *best.limit) continue;
      best = {limit, {*step}, 1};
      if (limit <= goal) return best;
    }
  }
  return best;
}

CombinationSearch::Found CombinationSearch::run(const Knowledge& knowledge, const LinearExpr& expr,
                                                Int128 goal) {
  static_assert(Combination::kMost == 2, "one elimination here, the other in second()");
  Found best;
  best.limit = knowledge.interval_upper(expr);
  if (expr.is_constant() || (best.limit && *best.limit <= goal)) return best;
  begin(knowledge);
  for (std::uint32_t i = 0; i < knowledge.bounds().size(); ++i) {
    const LinearExpr& bound = knowledge.bounds()[i];
    std::optional<Elimination> last;
    for (const LinearTerm& t : expr.terms()) {
      if (!may_take(i, t)) continue;
      const auto step = taking_out(t, bound, i);
      if (!step || step == last) continue;
      last = step;
      const auto left = LinearExpr::combine(step->scale, expr, -step->factor, bound);
      if (!left) continue;
      ++tried_;
      rest_.expr = *left;
      weigh(rest_);
      const Found further = second(rest_, scaled_goal(goal, step->scale));
      if (!further.limit) continue;
      const Int128 limit = Knowledge::divided(*further.limit, step->scale);
      if (best.limit && limit >= *best.limit) continue;
      best = {limit, {*step, further.eliminations.front()}, 1 + further.count};
      if (limit <= goal) return best;
    }
  }
  return best;
}

}  // namespace assay
