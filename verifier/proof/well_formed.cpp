// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/well_formed.hpp"

#include <algorithm>

#include "ir/contract/execution.hpp"

namespace assay {
namespace {

/// Identities below this leave room for those that a walk hands out: none wraps around to 0.
constexpr std::uint32_t kMostIds = std::uint32_t{1} << 31;

/// The components keep the invariants of their types, so that operations on them end and mean what
/// they say.
bool facts_fit(const Scalar& f) {
  return f.stride.modulus >= 1 && f.stride.modulus <= Scalar::cap &&
         f.stride.remainder < f.stride.modulus && !contradictory(f.full.known) &&
         !is_empty(f.full.u) && !is_empty(f.full.s) && !is_empty(f.low_u) && !is_empty(f.low_s);
}

/// Within what LinearExpr::combine() makes.
bool bound_fits(const LinearExpr& bound) {
  constexpr Int128 kConstants = Int128{1} << 100;
  constexpr std::int64_t kCoefficients = std::int64_t{1} << 62;
  return bound.constant_part() > -kConstants && bound.constant_part() < kConstants &&
         std::ranges::all_of(
             bound.terms(),
             [](const LinearTerm& t) {
               return t.coefficient > -kCoefficients && t.coefficient < kCoefficients;
             });
}

class Inspector {
 public:
  Inspector(const Environment& env, const Invariant& invariant, const ClaimLimits& limits)
      : env_(env), invariant_(invariant), state_(invariant.state), limits_(limits) {}

  bool run() const {
    return place_fits() && moments_ascend() && state_.computed.empty() && knowledge_is_closed() &&
           regions_fit() && loaded_fit() && sizes_fit() && resources_fit() && values_fit();
  }

 private:
  bool place_fits() const {
    const std::uint32_t slot = invariant_.place.slot;
    if (state_.frames.empty() || slot >= env_.program.instructions.size()) return false;
    if (std::holds_alternative<WideTail>(env_.program.instructions[slot])) return false;
    if (place_of(state_, slot) != invariant_.place || !calls_fit()) return false;
    const Function& running = env_.program.functions[function_at(env_.program, slot)];
    return state_.top().function_begin == running.begin && stacks_fit();
  }

  /// Each frame but the entry's goes back behind a call of its function by the one around it.
  bool calls_fit() const {
    for (std::size_t f = 1; f < state_.frames.size(); ++f) {
      const Frame& frame = state_.frames[f];
      if (frame.return_slot == 0 || frame.return_slot >= env_.program.instructions.size())
        return false;
      const std::uint32_t from = frame.return_slot - 1;
      const auto* call = std::get_if<Call>(&env_.program.instructions[from]);
      const Function& caller = env_.program.functions[function_at(env_.program, from)];
      if (call == nullptr || call->kind != CallKind::Local ||
          static_cast<std::uint32_t>(call->target) != frame.function_begin ||
          caller.begin != state_.frames[f - 1].function_begin)
        return false;
    }
    return true;
  }

  /// Each function's r10 is where the platform puts it.
  bool stacks_fit() const {
    const bool shared = execution_of(env_.contract).frames == Frames::Callers;
    for (std::size_t f = 0; f < state_.frames.size(); ++f) {
      if (state_.frames[f].stack_frame != (shared ? 0 : f)) return false;
    }
    return true;
  }

  bool moments_ascend() const {
    return std::ranges::is_sorted(invariant_.steps, {}, &DeductionStep::moment);
  }

  bool declared(const Term& term) const { return state_.knowledge.knows(term.monomials()); }

  bool knowledge_is_closed() const {
    const Knowledge& k = state_.knowledge;
    if (!k.feasible() || !k.replacements().empty()) return false;
    for (const SymbolFacts& s : k.symbols()) {
      if (static_cast<std::uint32_t>(s.symbol) >= limits_.symbols) return false;
      if (!facts_fit(s.facts)) return false;
      if (s.link != LinkKind::None && !declared(s.of)) return false;
    }
    return exclusions_fit() && std::ranges::all_of(k.bounds(), [&](const LinearExpr& bound) {
             return bound_fits(bound) && k.knows(bound.terms());
           });
  }

  bool exclusions_fit() const {
    const auto words = state_.knowledge.exclusions().all();
    return words.size() <= Exclusions::kMost &&
           std::ranges::all_of(words, [&](const ExcludedWord& e) {
             return state_.knowledge.find(e.symbol) != nullptr;
           });
  }

  bool regions_fit() const {
    if (state_.regions.size() != limits_.entry.regions.size()) return false;
    for (std::size_t r = 0; r < state_.regions.size(); ++r) {
      if (state_.regions[r].marks.size() != limits_.entry.regions[r].marks.size()) return false;
      if (!std::ranges::all_of(state_.regions[r].marks, [&](const Term& t) { return declared(t); }))
        return false;
      if (state_.regions[r].presence == Presence::Absent && !is_left_alone(r)) return false;
    }
    return true;
  }

  /// A region that is absent has marks of 0, and nothing points into it.
  bool is_left_alone(std::size_t region) const {
    bool alone = std::ranges::all_of(state_.regions[region].marks,
                                     [](const Term& t) { return t.as_constant() == 0u; });
    state_.each_value([&](const Value& v) {
      const auto* memory = v.into<RegionMemory>();
      alone = alone && (memory == nullptr || memory->region != region);
    });
    return alone;
  }

  /// Each of the loader's numbers is listed once: two terms for one would be two words.
  bool loaded_fit() const {
    const auto& loaded = state_.loaded;
    return std::ranges::is_sorted(loaded, std::ranges::less_equal{}, &LoadedNumber::key) &&
           std::ranges::all_of(loaded, [&](const LoadedNumber& n) { return declared(n.term); });
  }

  /// The size of each memory is listed once.
  bool sizes_fit() const {
    const auto& sizes = state_.sizes;
    return std::ranges::is_sorted(sizes, std::ranges::less_equal{}, &MemorySize::memory) &&
           std::ranges::all_of(sizes, [&](const MemorySize& size) {
             return handed_out(size.memory) && declared(size.bytes);
           });
  }

  bool resources_fit() const {
    if (state_.next_id >= kMostIds) return false;
    ResourceId last = ResourceId::None;
    for (const Resource& r : state_.resources) {
      if (r.id <= last || !handed_out(r.id) || !handed_out(r.null)) return false;
      last = r.id;
    }
    return true;
  }

  /// The state may have given the id.
  template <class Id>
  bool handed_out(Id id) const {
    return static_cast<std::uint32_t>(id) < state_.next_id;
  }

  bool region_fits(const Pointee& region) const {
    const auto is_map = [&](std::uint32_t map) { return map < env_.program.maps.size(); };
    const bool there = std::visit(
        Overloaded{
            [&](const StackMemory& stack) { return stack.frame < state_.frames.size(); },
            [&](const RegionMemory& r) { return r.region < env_.contract.regions.size(); },
            [&](const MapElement& element) { return is_map(element.map); },
            [&](const DataSection& data) { return is_map(data.map); },
            [&](const MapHandle& handle) { return is_map(handle.map); },
            [&](const Code& code) { return code.slot < env_.program.instructions.size(); },
            [](const ContextMemory&) { return true; },
            [](const HelperMemory&) { return true; },
            [](const KernelObject&) { return true; },
        },
        region);
    return there && handed_out(resource_of(region)) && handed_out(element_of(region));
  }

  bool value_fits(const Value& v) const {
    if (!v.is_readable()) return true;
    if (!declared(v.term())) return false;
    const Pointer* pointer = v.as_pointer();
    return pointer == nullptr || (region_fits(pointer->region) && handed_out(pointer->null));
  }

  static constexpr auto kFrame = static_cast<std::uint32_t>(Stack::kFrameBytes);

  bool stack_fits(const Stack& stack) const {
    std::int32_t free = -Stack::kFrameBytes;
    for (const StackCell& cell : stack.cells()) {
      const auto size = static_cast<std::int32_t>(cell.size);
      if (cell.offset < free || size <= 0 || cell.offset > -size) return false;
      if (!stack.initialised(cell.offset, cell.size) || !cell.value.is_readable()) return false;
      const bool is_object = cell.size > kWordBytes && cell.value.into<KernelObject>() != nullptr;
      const bool fits = cell.value.is_pointer() ? cell.size == kWordBytes : cell.size <= kWordBytes;
      if (!is_object && !fits) return false;
      free = cell.offset + size;
    }
    return std::ranges::all_of(stack.filled(), [](const FilledBytes& bytes) {
      return bytes.count.is_scalar() && bytes.size > 0 && bytes.size <= kFrame &&
             bytes.offset >= -Stack::kFrameBytes &&
             bytes.offset + static_cast<std::int32_t>(bytes.size) <= 0;
    });
  }

  bool values_fit() const {
    bool fits = true;
    state_.each_value([&](const Value& v) { fits = fits && value_fits(v); });
    return fits &&
           std::ranges::all_of(state_.frames, [&](const Frame& f) { return stack_fits(f.stack); });
  }

  const Environment& env_;
  const Invariant& invariant_;
  const State& state_;
  const ClaimLimits& limits_;
};

}  // namespace

bool well_formed(const Environment& env, const Invariant& invariant, const ClaimLimits& limits) {
  return Inspector(env, invariant, limits).run();
}

}  // namespace assay
