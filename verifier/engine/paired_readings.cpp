// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/paired_readings.hpp"

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kMostSumsOfASymbol = 2;

std::optional<PairedReadings::Reach> reach_of(const Knowledge& k,
                                              const std::optional<LinearExpr>& reading) {
  const auto negated = reading ? LinearExpr::combine(-1, *reading, 0, LinearExpr{}) : std::nullopt;
  if (!negated) return std::nullopt;
  const auto high = k.interval_upper(*reading);
  const auto below = k.interval_upper(*negated);
  if (!high || !below) return std::nullopt;
  PairedReadings::Reach reach{-*below, *high, 0};
  for (const LinearTerm& t : reading->terms())
    reach.symbols |= std::uint64_t{1} << (static_cast<std::uint32_t>(t.symbol) % 64);
  return reach;
}

}  // namespace

PairedReadings::PairedReadings(const PairedTerms& pairs, const Sides& sides, const Knowledge& out)
    : pairs_(pairs), a_(sides.a), b_(sides.b) {
  for (const TermPair& p : pairs_.pairs()) {
    const Lift lift = out.find(p.symbol)->lift;
    const auto& [a, b] = readings_[p.symbol] = {a_.integer(p.a, lift), b_.integer(p.b, lift)};
    reaches_.emplace_back(reach_of(a_, a), reach_of(b_, b));
  }
}

std::optional<LinearExpr> PairedReadings::on_side(const LinearExpr& expr, Side side) const {
  LinearExpr sum = LinearExpr::constant(expr.constant_part());
  for (const LinearTerm& t : expr.terms()) {
    const auto& both = readings_.at(t.symbol);
    const auto& reading = side == Side::A ? both.first : both.second;
    if (!reading) return std::nullopt;
    const auto next = LinearExpr::combine(1, sum, t.coefficient, *reading);
    if (!next) return std::nullopt;
    sum = *next;
  }
  return sum;
}

/// What the result may hold where one side holds a symbol, but for a constant: the symbol of a
/// pair, or the negative of one, and sums that stand for whole values.
std::vector<LinearExpr> PairedReadings::images(Symbol symbol, Side side) const {
  const bool side_a = side == Side::A;
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

std::vector<LinearExpr> PairedReadings::in_result(const LinearExpr& bound, Side side) const {
  std::vector<LinearExpr> sums{LinearExpr{}};
  for (const LinearTerm& t : bound.terms()) {
    std::vector<LinearExpr> longer;
    for (const LinearExpr& image : images(t.symbol, side)) {
      for (const LinearExpr& sum : sums) {
        if (auto next = LinearExpr::combine(1, sum, t.coefficient, image))
          longer.push_back(std::move(*next));
      }
    }
    sums = std::move(longer);
  }
  return sums;
}

}  // namespace assay
