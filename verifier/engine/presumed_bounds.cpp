// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/presumed_bounds.hpp"

#include <algorithm>

#include "verifier/engine/presumed_access.hpp"

namespace assay {
namespace {

struct Reached {
  Value pointer;
  Term size;  // of a helper's access that has a size argument
};

/// What a refusal for its bounds is about; nothing for any other.
std::optional<Reached> reached(const Environment& env, const State& state, std::uint32_t slot,
                               const Finding& refusal) {
  if (refusal.code != ErrorCode::OutOfBounds && refusal.code != ErrorCode::StackOutOfBounds &&
      refusal.code != ErrorCode::ArgumentSizeUnbounded)
    return std::nullopt;
  const Instruction& instruction = env.program.instructions[slot];
  Value pointer;
  Term size;
  if (const auto* load = std::get_if<Load>(&instruction)) {
    pointer = state.read(load->base);
  } else if (const auto* store = std::get_if<Store>(&instruction)) {
    pointer = state.read(store->base);
  } else if (const auto* atomic = std::get_if<Atomic>(&instruction)) {
    pointer = state.read(atomic->base);
  } else if (refusal.argument != 0) {
    pointer = state.read(Reg{static_cast<std::uint8_t>(refusal.argument)});
    const auto last = static_cast<std::uint8_t>(std::min(refusal.argument + 1, 5U));
    const Value next = state.read(Reg{last});
    if (next.is_scalar()) size = next.term;
  }
  if (!pointer.is_pointer()) return std::nullopt;
  return Reached{pointer, size};
}

}  // namespace

void PresumedBounds::note(const State& state, std::uint32_t slot, const Finding& refusal) {
  if (const auto what = reached(env_, state, slot, refusal)) at_[slot] = what->pointer.region;
}

bool PresumedBounds::presumed(const State& state, const Term& term, const RegionRef& region) const {
  return std::ranges::any_of(term.monomials(), [&](const Monomial& m) {
    const SymbolFacts* facts = state.knowledge.find(m.symbol);
    const auto it = facts == nullptr ? at_.end() : at_.find(facts->bounded_at);
    return it != at_.end() && same_kind_of_region(it->second, region);
  });
}

bool PresumedBounds::explain(const State& state, std::uint32_t slot, const Finding& refusal) const {
  const auto what = reached(env_, state, slot, refusal);
  if (!what) return false;
  const RegionRef& region = what->pointer.region;
  if (presumed(state, what->size, region)) return true;
  if (!has_fixed_offset(state, what->pointer)) return presumed(state, what->pointer.term, region);
  return region.kind == RegionKind::Packet &&
         presumed(state, state.region_end(region.index), region);
}

}  // namespace assay
