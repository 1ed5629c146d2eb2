// SPDX-License-Identifier: Apache-2.0
#include "verifier/transfer/execute.hpp"

#include "ir/base/check.hpp"
#include "verifier/obligation/discharge.hpp"
#include "verifier/transfer/load_time.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

/// Where the state goes on; nothing where the step says what follows.
using On = std::optional<std::uint32_t>;

/// The effect of the instruction, all of whose obligations hold.
class Effect {
 public:
  Effect(Transfer& t, Step& step) : t_(t), step_(step) {}

  On operator()(const Alu& alu) { return straight(alu, transfer_alu); }
  On operator()(const Neg& neg) { return straight(neg, transfer_neg); }
  On operator()(const ByteSwap& swap) { return straight(swap, transfer_byte_swap); }
  On operator()(const LoadImm64& load) { return straight(load, transfer_load_imm, 2); }
  On operator()(const Load& load) {
    const auto past = mark_past_next(t_.env, t_.state, load);
    if (!past) return straight(load, transfer_load);
    State other = t_.state;
    if (const On on = straight(load, transfer_load))
      step_.next.push_back({std::move(t_.state), *on});
    other.write(load.dst, *past);
    step_.next.push_back({std::move(other), t_.slot + 1});
    return std::nullopt;
  }
  On operator()(const Store& store) { return straight(store, transfer_store); }
  On operator()(const Atomic& atomic) { return straight(atomic, transfer_atomic); }
  On operator()(const LoadPacket& load) { return several(load, transfer_load_packet); }
  On operator()(const JumpIf& jump) { return several(jump, transfer_jump_if); }
  On operator()(const Jump& jump) { return static_cast<std::uint32_t>(jump.target); }
  On operator()(const Call& call) { return several(call, transfer_call); }
  On operator()(const CallIndirect&) {
    internal_fault(__FILE__, __LINE__, "an indirect call has no effect that is known");
  }
  On operator()(const Exit&) {
    step_ = transfer_exit(std::move(t_.state), t_.slot);
    return std::nullopt;
  }
  On operator()(const WideTail&) {
    internal_fault(__FILE__, __LINE__, "executed the tail of a wide load");
  }

 private:
  template <class I>
  On straight(const I& instruction, void (*effect)(Transfer&, const I&), std::uint32_t width = 1) {
    effect(t_, instruction);
    if (!t_.state.knowledge.feasible()) return std::nullopt;
    t_.state.settle();
    return t_.slot + width;
  }
  template <class I>
  On several(const I& instruction,
             Step (*effect)(const Environment&, State, std::uint32_t, const I&)) {
    step_ = effect(t_.env, std::move(t_.state), t_.slot, instruction);
    return std::nullopt;
  }

  Transfer& t_;
  Step& step_;
};

}  // namespace

void note_stack(const Environment& env, const State& state, const StackMemory& stack,
                std::int32_t low) {
  if (env.stack_use == nullptr) return;
  env.stack_use->reach(state.frames.at(stack.frame).function_begin,
                       static_cast<std::uint32_t>(-low));
}

RegionMarks enter_region(const Environment& env, State& state, std::size_t region) {
  const Region& r = env.contract.regions.at(region);
  Knowledge& k = state.knowledge;
  RegionMarks out;
  out.presence = r.may_be_null ? Presence::Either : Presence::Present;
  out.marks.push_back(Term::constant(0));
  const auto up = static_cast<std::int64_t>(r.max_size);
  for (std::uint32_t m = 1; m < r.marks; ++m) {
    // All of this holds of an absent region, too, whose marks are 0.
    const auto down = m + 1 == r.marks ? static_cast<std::int64_t>(r.most_reversed()) : 0;
    const Term mark = k.introduce(env.symbols, Scalar::signed_range(-down, up * m));
    const auto before = k.integer(out.marks.back(), Lift::Signed);
    const auto here = k.integer(mark, Lift::Signed);
    const auto back = before && here ? LinearExpr::difference(*before, *here) : std::nullopt;
    const auto spread = before && here ? LinearExpr::difference(*here, *before) : std::nullopt;
    ASSAY_CHECK(back && spread, "region marks are plain numbers");
    k.learn(back->plus(-Int128{down}));
    k.learn(spread->plus(-Int128{up}));
    out.marks.push_back(mark);
  }
  return out;
}

State entry_state(const Environment& env) {
  State state;
  state.knowledge.advise(env.advisor);
  state.frames.emplace_back();
  state.write(Reg{1}, Value::pointer(ContextMemory{}, Term::constant(0)));
  for (std::size_t r = 0; r < env.contract.regions.size(); ++r)
    state.regions.push_back(enter_region(env, state, r));
  return state;
}

std::optional<std::uint32_t> advance(const Environment& env, State& state, std::uint32_t slot,
                                     Step& step) {
  ASSAY_CHECK(slot < env.program.instructions.size(), "slot outside the program");
  state.knowledge.at(slot);
  state.knowledge.advise(env.advisor);
  Transfer t{env, state, slot};
  t.immediate = loaded_immediate(t);
  if (const auto gap = gap_at(t.site())) {
    step.unmet = Unmet{*gap, slot, std::move(state)};
    return std::nullopt;
  }
  return std::visit(Effect(t, step), env.program.instructions[slot]);
}

Step execute(const Environment& env, State state, std::uint32_t slot) {
  Step step;
  if (const auto on = advance(env, state, slot, step)) step.next.push_back({std::move(state), *on});
  return step;
}

}  // namespace assay
