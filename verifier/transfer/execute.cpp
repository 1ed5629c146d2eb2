// SPDX-License-Identifier: Apache-2.0
#include "verifier/transfer/execute.hpp"

#include "ir/base/check.hpp"
#include "verifier/obligation/discharge.hpp"
#include "verifier/transfer/load_time.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

Step straight(Transfer& t, std::uint32_t width, void (*effect)(Transfer&, const Instruction&)) {
  effect(t, t.env.program.instructions[t.slot]);
  Step step;
  if (!t.state.knowledge.feasible()) return step;
  t.state.settle();
  step.next.emplace_back(std::move(t.state), t.slot + width);
  return step;
}

template <class I, void (*F)(Transfer&, const I&)>
void as(Transfer& t, const Instruction& instruction) {
  F(t, std::get<I>(instruction));
}

/// The effect of the instruction, all of whose obligations hold.
class Effect {
 public:
  explicit Effect(Transfer& t) : t_(t) {}

  Step operator()(const Alu&) { return straight(t_, 1, &as<Alu, transfer_alu>); }
  Step operator()(const Neg&) { return straight(t_, 1, &as<Neg, transfer_neg>); }
  Step operator()(const ByteSwap&) { return straight(t_, 1, &as<ByteSwap, transfer_byte_swap>); }
  Step operator()(const LoadImm64&) { return straight(t_, 2, &as<LoadImm64, transfer_load_imm>); }
  Step operator()(const Load& load) {
    const auto past = mark_past_next(t_.env, t_.state, load);
    if (!past) return straight(t_, 1, &as<Load, transfer_load>);
    State other = t_.state;
    Step step = straight(t_, 1, &as<Load, transfer_load>);
    other.write(load.dst, *past);
    step.next.push_back({std::move(other), t_.slot + 1});
    return step;
  }
  Step operator()(const Store&) { return straight(t_, 1, &as<Store, transfer_store>); }
  Step operator()(const Atomic&) { return straight(t_, 1, &as<Atomic, transfer_atomic>); }
  Step operator()(const LoadPacket& load) {
    return transfer_load_packet(t_.env, std::move(t_.state), t_.slot, load);
  }
  Step operator()(const JumpIf& jump) {
    return transfer_jump_if(t_.env, std::move(t_.state), t_.slot, jump);
  }
  Step operator()(const Jump& jump) {
    Step step;
    step.next.emplace_back(std::move(t_.state), static_cast<std::uint32_t>(jump.target));
    return step;
  }
  Step operator()(const Call& call) {
    return transfer_call(t_.env, std::move(t_.state), t_.slot, call);
  }
  Step operator()(const CallIndirect&) {
    internal_fault(__FILE__, __LINE__, "an indirect call has no effect that is known");
  }
  Step operator()(const Exit&) { return transfer_exit(std::move(t_.state), t_.slot); }
  Step operator()(const WideTail&) {
    internal_fault(__FILE__, __LINE__, "executed the tail of a wide load");
  }

 private:
  Transfer& t_;
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

Step execute(const Environment& env, State state, std::uint32_t slot) {
  ASSAY_CHECK(slot < env.program.instructions.size(), "slot outside the program");
  state.knowledge.at(slot);
  state.knowledge.advise(env.advisor);
  Transfer t{env, state, slot};
  t.immediate = loaded_immediate(t);
  if (auto gap = gap_at(t.site())) return {{}, Unmet{std::move(*gap), slot, std::move(state)}};
  return std::visit(Effect(t), env.program.instructions[slot]);
}

}  // namespace assay
