// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/presumed_bounds.hpp"

#include <algorithm>

#include "ir/base/errors.hpp"
#include "ir/isa/memory_operand.hpp"
#include "verifier/engine/argument_of.hpp"
#include "verifier/engine/presumed_access.hpp"
#include "verifier/obligation/memory.hpp"

namespace assay {
namespace {

struct Reached {
  Value pointer;
  Term size;  // of a helper's access that has a size argument
};

/// The region whichever element or resource it is.
Pointee anonymous(Pointee region) {
  set_element(region, ElementId::Only);
  set_resource(region, ResourceId::None);
  return region;
}

/// What a gap in bounds is about; nothing for any other.
std::optional<Reached> reached(const Environment& env, const State& state, std::uint32_t slot,
                               const Gap& gap) {
  if (gap.code() != ErrorCode::OutOfBounds && gap.code() != ErrorCode::StackOutOfBounds &&
      gap.code() != ErrorCode::ArgumentSizeUnbounded)
    return std::nullopt;
  Value pointer;
  Term size;
  if (const auto operand = memory_operand(env.program.instructions[slot])) {
    pointer = state.read(operand->base);
  } else if (const std::uint32_t argument = argument_of(gap); argument != 0) {
    pointer = state.read(Reg{static_cast<std::uint8_t>(argument)});
    const auto last = static_cast<std::uint8_t>(std::min(argument + 1, 5U));
    const Value next = state.read(Reg{last});
    if (next.is_scalar()) size = next.term();
  }
  if (!pointer.is_pointer()) return std::nullopt;
  return Reached{pointer, size};
}

}  // namespace

void PresumedBounds::note(const State& state, std::uint32_t slot, const Gap& gap) {
  const auto what = reached(env_, state, slot, gap);
  if (!what) return;
  at_[slot] = what->pointer.as_pointer()->region;
  if (auto limit = limit_of(state, slot, what->pointer, what->size))
    limits_.insert(std::move(*limit));
}

/// How far the state limits what is not constant in the end of an access.
std::optional<PresumedBounds::Limit> PresumedBounds::limit_of(const State& state,
                                                              std::uint32_t slot,
                                                              const Value& pointer,
                                                              const Term& size) const {
  const Pointee& region = pointer.as_pointer()->region;
  const auto extent = extent_of({env_.program, env_.contract, state, slot}, region);
  const auto sum = Term::combine(pointer.term(), 1, size);
  if (!extent || !sum) return std::nullopt;
  const Term moving = sum->plus(std::uint64_t{0} - sum->constant_part());
  const auto offset = state.knowledge.integer(moving, Lift::Signed);
  const auto before = offset ? LinearExpr::difference(*offset, extent->end) : std::nullopt;
  constexpr Int128 kFar = -(Int128{1} << 90);
  const auto most = before ? state.knowledge.upper_bound(*before, kFar) : std::nullopt;
  if (!most) return std::nullopt;
  Parts parts;
  for (const Monomial& m : moving.monomials())
    parts.emplace_back(state.knowledge.find(m.symbol)->made_at, m.coefficient);
  std::ranges::sort(parts);
  return Limit{anonymous(region), std::move(parts), *most};
}

bool PresumedBounds::presumed(const State& state, const Term& term, const Pointee& region) const {
  return std::ranges::any_of(term.monomials(), [&](const Monomial& m) {
    const SymbolFacts* facts = state.knowledge.find(m.symbol);
    const auto it = facts == nullptr ? at_.end() : at_.find(facts->bounded_at);
    return it != at_.end() && same_kind_of_region(it->second, region);
  });
}

bool PresumedBounds::explain(const State& state, std::uint32_t slot, const Gap& gap) const {
  const auto what = reached(env_, state, slot, gap);
  if (!what) return false;
  const Pointee& region = what->pointer.as_pointer()->region;
  const auto limit = limit_of(state, slot, what->pointer, what->size);
  return presumed(state, what->size, region) ||
         (!has_fixed_offset(state, what->pointer) &&
          presumed(state, what->pointer.term(), region)) ||
         (limit && limits_.contains(*limit));
}

}  // namespace assay
