// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/continuation.hpp"

#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/isa/flow.hpp"
#include "ir/isa/uses.hpp"
#include "verifier/engine/doubt.hpp"
#include "verifier/engine/presume.hpp"
#include "verifier/engine/presumed_call.hpp"

namespace assay {
namespace {

constexpr int kMostAttempts = 12;  // at one instruction: arguments, and what each must be

bool reads_doubt(const State& state, const RegSet& registers) {
  for (const Reg reg : registers) {
    if (is_doubtful(state.read(reg))) return true;
  }
  return false;
}

Value number_of(const Environment& env, State& state, Width size) {
  return Value::scalar(state.knowledge.introduce(env.symbols, zero_extend(Scalar::top(), size)));
}

Step on(State state, std::uint32_t slot) {
  Step step;
  step.next.push_back({std::move(state), slot});
  return step;
}

/// The bytes of the stack that the store covers, where its place is known.
struct Covered {
  Stack* stack = nullptr;
  std::int32_t low = 0;
};
Covered covered_by(State& state, const Store& store) {
  const Value base = state.read(store.base);
  const auto* memory = base.into<StackMemory>();
  const auto offset = memory == nullptr ? std::nullopt : base.term().as_constant();
  if (!offset) return {};
  const std::int64_t low = static_cast<std::int64_t>(*offset) + store.offset;
  const bool inside = low >= -Stack::kFrameBytes && low + bytes(store.size) <= 0;
  if (!inside) return {};
  return {&state.frames.at(memory->frame).stack, static_cast<std::int32_t>(low)};
}

/// The instruction left out: the state before becomes one after it.
class LeftOut {
 public:
  LeftOut(const Environment& env, State& state, std::uint32_t slot)
      : env_(env), state_(state), slot_(slot) {}

  void operator()(const Alu& alu) { doubt(alu.dst); }
  void operator()(const Neg& neg) { doubt(neg.dst); }
  void operator()(const ByteSwap& swap) { doubt(swap.dst); }
  void operator()(const LoadImm64& load) { doubt(load.dst); }
  void operator()(const Load& load) {
    const Value base = state_.read(load.base);
    // Pointers are kept in the context and on the stack alone.
    const bool number = base.is_pointer() && !is_doubtful(base) &&
                        base.into<ContextMemory>() == nullptr &&
                        base.into<StackMemory>() == nullptr;
    if (number && load.dst != kFramePointer) {
      state_.write(load.dst, number_of(env_, state_, load.size));
    } else {
      doubt(load.dst);
    }
  }
  void operator()(const Store& store) {
    const Covered bytes_of = covered_by(state_, store);
    const std::uint32_t size = bytes(store.size);
    // What follows finds an object as it was.
    if (bytes_of.stack != nullptr && !bytes_of.stack->touches_object(bytes_of.low, size))
      bytes_of.stack->scramble(bytes_of.low, size);
  }
  void operator()(const Atomic& atomic) {
    if (atomic.op == AtomicOp::CompareExchange) {
      doubt(Reg{0});
    } else if (atomic.fetch || atomic.op == AtomicOp::Exchange) {
      doubt(atomic.src);
    }
  }
  void operator()(const LoadPacket&) { leave_out_call(env_, state_, slot_, nullptr); }
  void operator()(const Call& call) {
    leave_out_call(env_, state_, slot_, called_helper(env_.contract, call));
  }
  void operator()(const CallIndirect&) { leave_out_call(env_, state_, slot_, nullptr); }
  void operator()(const WideTail&) {}
  void operator()(const JumpIf&) {}
  void operator()(const Jump&) {}
  void operator()(const Exit&) {}

 private:
  void doubt(Reg reg) {
    if (reg != kFramePointer) state_.write(reg, doubtful());
  }

  const Environment& env_;
  State& state_;
  std::uint32_t slot_;
};

}  // namespace

Step Continuation::step(State state, std::uint32_t slot) {
  if (auto done = on_doubt(state, slot)) return std::move(*done);
  return executed(std::move(state), slot);
}

Step Continuation::executed(State state, std::uint32_t slot) {
  std::vector<Resource> held;  // which the instruction may not leave behind
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    Step step = execute(env_, std::move(state), slot);
    if (!step.unmet) {
      for (Successor& next : step.next) {
        if (!held.empty()) next.state.resources = held;
      }
      return step;
    }
    Unmet unmet = std::move(*step.unmet);
    note(unmet);
    state = std::move(unmet.state);
    if (unmet.gap.code() == ErrorCode::ReferenceLeaked && held.empty()) {
      std::swap(held, state.resources);
      continue;
    }
    if (!presume(env_, state, slot, unmet.gap)) break;
    bounds_.note(state, slot, unmet.gap);
    if (auto done = on_doubt(state, slot)) return std::move(*done);
  }
  return without(std::move(state), slot);
}

void Continuation::note(const Unmet& unmet) {
  if (!bounds_.explain(unmet.state, unmet.slot, unmet.gap))
    noted_.try_emplace(fault_key(env_.program, unmet), unmet);
}

/// What follows where the instruction reads something doubtful and can therefore not be executed.
/// Where something that fits can stand for it, that is put in its place and nothing returned.
std::optional<Step> Continuation::on_doubt(State& state, std::uint32_t slot) {
  const Instruction& instruction = env_.program.instructions[slot];
  if (std::holds_alternative<Exit>(instruction)) {
    const bool ends = state.frames.size() == 1 && is_doubtful(state.read(Reg{0}));
    const auto result = static_cast<std::uint64_t>(env_.contract.result.min);
    if (ends) state.write(Reg{0}, Value::scalar(Term::constant(result)));
    return std::nullopt;
  }
  if (const auto* call = std::get_if<Call>(&instruction)) {
    const Helper* helper = called_helper(env_.contract, *call);
    if (helper == nullptr || replace_doubtful(state, *helper)) return std::nullopt;
    return without(state, slot);
  }
  if (!reads_doubt(state, uses(instruction))) return std::nullopt;
  const auto* store = std::get_if<Store>(&instruction);
  if (store != nullptr && !is_doubtful(state.read(store->base)))
    return stored_doubt(std::move(state), slot);
  return without(std::move(state), slot);
}

/// A store of something doubtful: judged as one of a number.
Step Continuation::stored_doubt(State state, std::uint32_t slot) {
  const Store& store = std::get<Store>(env_.program.instructions[slot]);
  const Reg src = std::get<Reg>(store.src);
  state.write(src, Value::scalar(Term::constant(0)));
  Step step = executed(std::move(state), slot);
  for (Successor& next : step.next) {
    const Covered covered = covered_by(next.state, store);
    const bool whole = store.size == Width::W64 && covered.low % 8 == 0;
    if (covered.stack != nullptr && whole) covered.stack->store(covered.low, 8, doubtful());
    next.state.write(src, doubtful());
  }
  return step;
}

Step Continuation::without(State state, std::uint32_t slot) const {
  const Instruction& instruction = env_.program.instructions[slot];
  if (std::holds_alternative<Exit>(instruction)) return {};
  std::visit(LeftOut(env_, state, slot), instruction);
  const std::uint32_t next = slot + slots(instruction);
  const auto* jump = std::get_if<JumpIf>(&instruction);
  if (jump == nullptr) return on(std::move(state), next);
  Step step = on(state, next);
  step.next.push_back({std::move(state), static_cast<std::uint32_t>(jump->target)});
  return step;
}

}  // namespace assay
