// SPDX-License-Identifier: Apache-2.0
#include "verifier/transfer/execute.hpp"

#include "ir/base/check.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

Step straight(const Environment& env, State state, std::uint32_t slot, std::uint32_t width,
              Refusal (*effect)(Transfer&, const Instruction&)) {
  Transfer t{env, state, slot};
  if (auto r = effect(t, env.program.instructions[slot])) return {{}, r};
  Step step;
  if (!state.knowledge.feasible()) return step;
  state.settle();
  step.next.push_back({std::move(state), slot + width});
  return step;
}

template <class I, Refusal (*F)(Transfer&, const I&)>
Refusal as(Transfer& t, const Instruction& instruction) {
  return F(t, std::get<I>(instruction));
}

}  // namespace

void note_stack(const Environment& env, const State& state, const RegionRef& region,
                std::int32_t low) {
  if (env.stack_use == nullptr || region.kind != RegionKind::Stack) return;
  env.stack_use->reach(state.frames.at(region.index).function_begin,
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
  state.write(Reg{1}, Value::pointer({RegionKind::Context, 0, 0, 0}, Term::constant(0)));
  for (std::size_t r = 0; r < env.contract.regions.size(); ++r)
    state.regions.push_back(enter_region(env, state, r));
  return state;
}

Step execute(const Environment& env, State state, std::uint32_t slot) {
  ASSAY_CHECK(slot < env.program.instructions.size(), "slot outside the program");
  state.knowledge.at(slot);
  state.knowledge.advise(env.advisor);
  const Instruction& instruction = env.program.instructions[slot];
  const auto plain = [&](auto* effect, std::uint32_t width = 1) {
    return straight(env, std::move(state), slot, width, effect);
  };
  return std::visit(
      Overloaded{
          [&](const Alu&) { return plain(&as<Alu, transfer_alu>); },
          [&](const Neg&) { return plain(&as<Neg, transfer_neg>); },
          [&](const ByteSwap&) { return plain(&as<ByteSwap, transfer_byte_swap>); },
          [&](const LoadImm64&) { return plain(&as<LoadImm64, transfer_load_imm>, 2); },
          [&](const WideTail&) -> Step {
            internal_fault(__FILE__, __LINE__, "executed the tail of a wide load");
          },
          [&](const Load& load) {
            const auto past = mark_past_next(env, state, load);
            if (!past) return plain(&as<Load, transfer_load>);
            State other = state;
            Step step = plain(&as<Load, transfer_load>);
            if (step.refusal) return step;
            other.write(load.dst, *past);
            step.next.push_back({std::move(other), slot + 1});
            return step;
          },
          [&](const Store&) { return plain(&as<Store, transfer_store>); },
          [&](const Atomic&) { return plain(&as<Atomic, transfer_atomic>); },
          [&](const LoadPacket& load) {
            return transfer_load_packet(env, std::move(state), slot, load);
          },
          [&](const JumpIf& jump) { return transfer_jump_if(env, std::move(state), slot, jump); },
          [&](const Jump& jump) {
            Step step;
            step.next.push_back({std::move(state), static_cast<std::uint32_t>(jump.target)});
            return step;
          },
          [&](const Call& call) { return transfer_call(env, std::move(state), slot, call); },
          [&](const CallIndirect&) -> Step {
            return {{},
                    refuse({env.program, env.contract, state, slot}, ErrorCode::CallUnknownTarget,
                           "the target of this indirect call is not known")};
          },
          [&](const Exit&) { return transfer_exit(env, std::move(state), slot); },
      },
      instruction);
}

}  // namespace assay
