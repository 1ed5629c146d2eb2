// SPDX-License-Identifier: Apache-2.0
// The instruction families behind execute(): each takes a state in which the instruction's
// obligations hold, and changes it in place.
#pragma once

#include "verifier/transfer/execute.hpp"

namespace assay {

/// A transfer under way.
struct Transfer {
  const Environment& env;
  State& state;
  std::uint32_t slot = 0;
  /// The immediate of the instruction, where a loader sets it (load_time.hpp).
  std::optional<Term> immediate = std::nullopt;

  [[nodiscard]] Site site() const { return {env.program, env.contract, state, slot}; }
  [[nodiscard]] Value fresh(const Scalar& facts) const {
    return Value::scalar(state.knowledge.introduce(env.symbols, facts));
  }
  [[nodiscard]] Value operand(const Operand& operand) const {
    const bool is_loaded = immediate && std::holds_alternative<Imm>(operand);
    return is_loaded ? Value::scalar(*immediate) : state.read(operand);
  }
};

/// Notes that the stack of that frame is used down to `low` bytes (negative) from its top.
void note_stack(const Environment& env, const State& state, const StackMemory& stack,
                std::int32_t low);
/// After a call at the slot: r1 to r5 hold nothing.
void clobber(State& state, std::uint32_t slot);
/// Goes on behind the slot as `next`, or, as `ended`, ends the function that runs.
[[nodiscard]] Step next_or_end(State next, State ended, std::uint32_t slot);
/// Fresh marks for a region as the contract's axiom describes it.
[[nodiscard]] RegionMarks enter_region(const Environment& env, State& state, std::size_t region);
void transfer_alu(Transfer& t, const Alu& alu);
void transfer_neg(Transfer& t, const Neg& neg);
void transfer_byte_swap(Transfer& t, const ByteSwap& swap);
void transfer_load_imm(Transfer& t, const LoadImm64& load);
void transfer_load(Transfer& t, const Load& load);
void transfer_store(Transfer& t, const Store& store);
void transfer_atomic(Transfer& t, const Atomic& atomic);
/// The load, and the end of the function where the packet is too short: the result is 0 then.
[[nodiscard]] Step transfer_load_packet(const Environment& env, State state, std::uint32_t slot,
                                        const LoadPacket& load);
/// What a context load gives where its field lies past the next mark; nothing where it cannot.
[[nodiscard]] std::optional<Value> mark_past_next(const Environment& env, const State& state,
                                                  const Load& load);
/// The two branches; infeasible ones are left out.
[[nodiscard]] Step transfer_jump_if(const Environment& env, State state, std::uint32_t slot,
                                    const JumpIf& jump);
[[nodiscard]] Step transfer_call(const Environment& env, State state, std::uint32_t slot,
                                 const Call& call);
[[nodiscard]] Step transfer_exit(State state, std::uint32_t slot);

}  // namespace assay
