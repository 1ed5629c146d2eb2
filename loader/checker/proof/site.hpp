// SPDX-License-Identifier: Apache-2.0
// Where an instruction is judged and executed: what is fixed for a check, and the state before it.
#pragma once

#include "loader/checker/contract_view.hpp"
#include "loader/checker/program_view.hpp"
#include "loader/checker/proof/state.hpp"

namespace assay::checker {

/// What walks were seen to use.
struct Used {
  uint32_t* depth = nullptr;        // bytes of stack, by function
  bool* makes_tail_call = nullptr;  // by function
  bool* called = nullptr;           // by slot
  uint32_t context_bytes = 0;       // from the context's begin to the end of the furthest access
};

/// Fixed for one check.
struct Rules {
  const ContractView* contract = nullptr;
  const WayView* way = nullptr;
  const ProgramView* program = nullptr;
  const uint32_t* mark_first = nullptr;  // by region, where its marks are in State::marks
  Used* use = nullptr;
  uint32_t most_ids = 0;  // next_id of every state of the proof is at most this
};

struct Site {
  const Rules* rules = nullptr;
  State* state = nullptr;
  uint32_t slot = 0;
  Instruction at;

  [[nodiscard]] const ContractView& contract() const { return *rules->contract; }
  [[nodiscard]] const PolicyView& policy() const { return rules->contract->policy; }
  [[nodiscard]] const MapView& map(uint32_t index) const { return rules->program->maps[index]; }
  [[nodiscard]] Knowledge& known() const { return state->knowledge; }
  [[nodiscard]] const Term& region_mark(uint32_t region, uint32_t mark) const {
    return state->marks[rules->mark_first[region] + mark];
  }
  [[nodiscard]] uint32_t last_mark(uint32_t region) const {
    return contract().regions[region].marks - 1;
  }
  /// The second operand of arithmetic, stores and comparisons.
  [[nodiscard, gnu::noinline]] Value second() const {
    if (at.second_is_register) return state->read(at.src);
    return Value::number(Term::number(static_cast<uint64_t>(int64_t{at.imm})));
  }
  /// The function of a frame reaches down to `low` (negative) from the top of its stack.
  void note_stack(uint32_t frame, int32_t low) const {
    const uint32_t function = function_at(*rules->program, state->frames[frame].function);
    uint32_t& depth = rules->use->depth[function];
    depth = most_of(depth, static_cast<uint32_t>(-low));
  }
};

/// What may end the program may stand in the function that runs. A package has no types of
/// functions, so that where those count only the entry may.
[[nodiscard]] inline bool may_end_here(const Site& site) {
  return !site.policy().functions_by_type || site.state->frame_count == 1;
}
/// Of a state that enters the region anew (rules: "Regions").
void enter_region(const Rules& rules, State& state, uint32_t region);

}  // namespace assay::checker
