// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/deducer.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace assay {
namespace {

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
  const std::int64_t common = std::gcd(size_b, size_t_);
  return Elimination{index, size_b / common, size_t_ / common};
}

/// Depth first over eliminations, down to Combination::kMost.
class CombinationSearch {
 public:
  struct Found {
    std::optional<Int128> limit;  // none: no upper bound is known
    std::array<Elimination, Combination::kMost> eliminations{};
    std::size_t count = 0;
  };

  explicit CombinationSearch(const Knowledge& knowledge) : k_(knowledge) {}

  Found run(const LinearExpr& expr, Int128 goal, std::size_t depth) const {
    Found best;
    best.limit = k_.interval_upper(expr);
    if (depth == Combination::kMost || expr.is_constant() || (best.limit && *best.limit <= goal))
      return best;
    for (std::uint32_t i = 0; i < k_.bounds().size(); ++i) {
      const LinearExpr& bound = k_.bounds()[i];
      std::optional<Elimination> last;
      for (const LinearTerm& t : expr.terms()) {
        const auto step = taking_out(t, bound, i);
        if (!step || step == last) continue;  // the same takes both symbols out at once
        last = step;
        const auto rest = LinearExpr::combine(step->scale, expr, -step->factor, bound);
        if (!rest) continue;
        Found further = run(*rest, scaled_goal(goal, step->scale), depth + 1);
        if (!further.limit) continue;
        const Int128 limit = Knowledge::divided(*further.limit, step->scale);
        if (best.limit && limit >= *best.limit) continue;
        best = further;
        best.limit = limit;
        std::shift_right(best.eliminations.begin(), best.eliminations.end(), 1);
        best.eliminations.front() = *step;
        ++best.count;
        if (limit <= goal) return best;
      }
    }
    return best;
  }

 private:
  const Knowledge& k_;
};

}  // namespace

template <class Step>
void Deducer::record(const Step& step) {
  if (record_ == nullptr) return;
  // Only the steps of this moment, which are the last, can be the same.
  for (auto known = record_->rbegin(); known != record_->rend() && known->moment == moment_;
       ++known) {
    const Step* same = std::get_if<Step>(&known->step);
    if (same != nullptr && *same == step) return;
  }
  record_->push_back({moment_, step});
}

std::span<const Combination> Deducer::combinations(const Knowledge& knowledge,
                                                   const LinearExpr& expr, Int128 goal) {
  if (knowledge.bounds().empty()) return {};
  const auto found = CombinationSearch(knowledge).run(expr, goal, 0);
  if (found.count == 0) return {};
  found_ = Combination(expr);
  for (std::size_t i = 0; i < found.count; ++i) found_.add(found.eliminations.at(i));
  record(found_);
  return {&found_, 1};
}

void Deducer::spread_told() { record(SpreadOn{candidates_ - 1}); }

void Deducer::extension_told(LinkKind kind, const Term& term) { record(OwnExtension{kind, term}); }

}  // namespace assay
