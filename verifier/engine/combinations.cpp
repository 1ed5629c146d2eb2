// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/combinations.hpp"

#include <algorithm>
#include <numeric>

namespace assay {
namespace {

/// Coefficients and constants of plain expressions. What two of them are multiplied by to take a
/// symbol out is no larger than their coefficients.
constexpr std::int64_t kPlainCoefficient = std::int64_t{1} << 19;
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

struct PlainExpr {
  const LinearExpr& expr;
  const CombinationSearch::Weights& weights;  // of the expression, or of its negative
};

/// What `scale` times a plain expression less `factor` times another, whose negative was weighed,
/// is at most, by the ranges of their symbols; nothing where it has too many symbols.
std::optional<Int128> most_of_difference(std::int64_t scale, const PlainExpr& a,
                                         std::int64_t factor, const PlainExpr& b) {
  const auto x = a.expr.terms();
  const auto y = b.expr.terms();
  Int128 most = scale * a.weights.most + factor * b.weights.most;
  std::size_t symbols = x.size() + y.size();
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].symbol != y[j].symbol) {
      ++(x[i].symbol < y[j].symbol ? i : j);
      continue;
    }
    const std::int64_t both = scale * x[i].coefficient - factor * y[j].coefficient;
    most -= scale * a.weights.mosts[i] + factor * b.weights.mosts[j];
    --symbols;
    if (both == 0) {
      --symbols;
    } else {
      most += most_of(both, a.weights.ranges[i]);
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
    bound.signs = signs_of(known[i]);
  }
}

CombinationSearch::Signs CombinationSearch::signs_of(const LinearExpr& expr) {
  Signs signs;
  for (const LinearTerm& t : expr.terms())
    (t.coefficient > 0 ? signs.up : signs.down) |= bit_of(t.symbol);
  return signs;
}

/// Of `sign` times the expression; the sign is 1 or -1.
void CombinationSearch::weigh(const LinearExpr& expr, std::int64_t sign, Weights& out) const {
  const Int128 constant = expr.constant_part();
  out.plain = constant <= kPlainConstant && constant >= -kPlainConstant &&
              std::ranges::all_of(expr.terms(), [](const LinearTerm& t) {
                return t.coefficient <= kPlainCoefficient && t.coefficient >= -kPlainCoefficient;
              });
  if (!out.plain) return;
  out.most = sign * constant;
  std::size_t i = 0;
  for (const LinearTerm& t : expr.terms()) {
    out.ranges[i] = reading_of(*k_->find(t.symbol));
    out.mosts[i] = most_of(sign * t.coefficient, out.ranges[i]);
    out.most += out.mosts[i];
    ++i;
  }
}

bool CombinationSearch::may_take(std::uint32_t bound, const LinearTerm& term) const {
  const Signs& known = bounds_[bound].signs;
  return ((term.coefficient > 0 ? known.up : known.down) & bit_of(term.symbol)) != 0;
}

/// An upper bound of what an elimination leaves, by the ranges of its symbols.
std::optional<Int128> CombinationSearch::most_without(const LinearExpr& expr,
                                                      const Elimination& step) {
  const LinearExpr& bound = k_->bounds()[step.bound];
  Bound& known = bounds_[step.bound];
  if (!known.weighed) {
    weigh(bound, -1, known.negated);
    known.weighed = true;
  }
  if (rest_.plain && known.negated.plain)
    return most_of_difference(step.scale, {expr, rest_}, step.factor, {bound, known.negated});
  const auto rest = LinearExpr::combine(step.scale, expr, -step.factor, bound);
  return rest ? k_->interval_upper(*rest) : std::nullopt;
}

/// After the first elimination, which left `rest`.
CombinationSearch::Found CombinationSearch::second(const LinearExpr& rest, Int128 goal) {
  Found best;
  weigh(rest, 1, rest_);
  best.limit = rest_.plain ? rest_.most : k_->interval_upper(rest);
  if (rest.is_constant() || (best.limit && *best.limit <= goal)) return best;
  const Signs signs = signs_of(rest);
  for (std::uint32_t i = 0; i < k_->bounds().size(); ++i) {
    const Signs& known = bounds_[i].signs;
    if (((known.up & signs.up) | (known.down & signs.down)) == 0) continue;
    std::optional<Elimination> last;
    for (const LinearTerm& t : rest.terms()) {
      if (!may_take(i, t)) continue;
      const auto step = taking_out(t, k_->bounds()[i], i);
      if (!step || step == last) continue;  // the same takes both symbols out at once
      last = step;
      ++weighed_;
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
      const Found further = second(*left, scaled_goal(goal, step->scale));
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
