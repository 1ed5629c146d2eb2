// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/moved_steps.hpp"

#include <optional>

namespace assay {
namespace {

class Move {
 public:
  Move(std::uint32_t first, std::uint32_t next) : first_(first), next_(next) {}

  using Step = std::variant<Combination, SpreadOn, OwnExtension>;

  std::optional<Step> operator()(const Combination& combination) const {
    LinearExpr moved;
    for (const LinearTerm& t : combination.expr().terms()) {
      const Term term =
          Term::of(moved_symbol(t.symbol)).times(static_cast<std::uint64_t>(t.coefficient));
      const auto sum = LinearExpr::combine(1, moved, 1, LinearExpr::reading(term));
      if (!sum) return std::nullopt;
      moved = *sum;
    }
    Combination out(moved);
    for (const Elimination& e : combination.eliminations()) out.add(e);
    return out;
  }
  std::optional<Step> operator()(const SpreadOn& spread) const { return spread; }
  std::optional<Step> operator()(const OwnExtension& extension) const {
    Term moved = Term::constant(extension.term.constant_part());
    for (const Monomial& m : extension.term.monomials())
      moved = *Term::combine(moved, m.coefficient, Term::of(moved_symbol(m.symbol)));
    return OwnExtension{extension.kind, moved};
  }

 private:
  [[nodiscard]] Symbol moved_symbol(Symbol symbol) const {
    const auto number = static_cast<std::uint32_t>(symbol);
    return number < first_ ? symbol : Symbol{number - first_ + next_};
  }

  std::uint32_t first_;
  std::uint32_t next_;
};

}  // namespace

std::vector<DeductionStep> moved_steps(const std::vector<DeductionStep>& steps, std::uint32_t first,
                                       std::uint32_t next) {
  const Move move(first, next);
  std::vector<DeductionStep> out;
  for (const DeductionStep& step : steps) {
    if (const auto moved = std::visit(move, step.step)) out.push_back({step.moment, *moved});
  }
  return out;
}

}  // namespace assay
