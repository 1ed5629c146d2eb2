// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/presume.hpp"

#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/isa/uses.hpp"
#include "verifier/engine/argument_of.hpp"
#include "verifier/engine/doubt.hpp"
#include "verifier/engine/presumed_access.hpp"
#include "verifier/engine/presumed_call.hpp"

namespace assay {
namespace {

bool is_stale(const Value& value) {
  const Unreadable* dead = value.as_unreadable();
  return dead != nullptr && dead->why == Why::Stale;
}

/// Registers that may not be read become doubtful, and with a pointer into memory that moved or was
/// released all others that died there.
bool doubt_unreadable(State& state, const RegSet& registers) {
  bool changed = false;
  for (const Reg reg : registers) {
    const Value value = state.read(reg);
    if (value.is_readable()) continue;
    changed = true;
    state.write(reg, doubtful());
    if (!is_stale(value)) continue;
    state.each_value([&](Value& v) {
      if (is_stale(v) && v.since() == value.since()) v = doubtful();
    });
  }
  return changed;
}

bool presume_not_null(State& state, const Value& value) {
  if (!value.maybe_null()) return false;
  state.resolve_not_null(value.null());
  return true;
}

class Presumption {
 public:
  Presumption(const Environment& env, State& state, std::uint32_t slot, const Gap& gap)
      : env_(env), state_(state), slot_(slot), gap_(gap) {}

  bool operator()(const Alu& alu) {
    if (gap_.code() != ErrorCode::NullDereference) return false;
    const auto* src = std::get_if<Reg>(&alu.src);
    return presume_not_null(state_, state_.read(alu.dst)) ||
           (src != nullptr && presume_not_null(state_, state_.read(*src)));
  }
  bool operator()(const Load& load) {
    const bool holds = access(load.base, load.offset, load.size, AccessKind::Read);
    // What nobody wrote is no number to judge by.
    return holds && gap_.code() != ErrorCode::StackUninitialised;
  }
  bool operator()(const Store& store) {
    return access(store.base, store.offset, store.size, AccessKind::Write);
  }
  bool operator()(const Atomic& atomic) {
    return access(atomic.base, atomic.offset, atomic.size, AccessKind::Atomic);
  }
  bool operator()(const Call& call) {
    const Helper* helper = called_helper(env_.contract, call);
    return helper != nullptr && presume_call(env_, state_, slot_, *helper, gap_);
  }
  bool operator()(const JumpIf& jump) {
    if (gap_.code() != ErrorCode::OffsetTooFar) return false;
    const auto* right = std::get_if<Reg>(&jump.right);
    return near(jump.left) || (right != nullptr && near(*right));
  }
  bool operator()(const Exit&) { return false; }
  bool operator()(const LoadPacket&) { return false; }
  bool operator()(const Neg&) { return false; }
  bool operator()(const ByteSwap&) { return false; }
  bool operator()(const LoadImm64&) { return false; }
  bool operator()(const WideTail&) { return false; }
  bool operator()(const Jump&) { return false; }
  bool operator()(const CallIndirect&) { return false; }

 private:
  bool access(Reg base, std::int16_t offset, Width size, AccessKind kind) {
    const Value pointer = state_.read(base);
    return presume_access(env_, state_, slot_, {pointer, offset, Term::constant(bytes(size)), kind},
                          gap_.code());
  }
  /// False where nothing changes.
  bool near(Reg reg) {
    const Value pointer = state_.read(reg);
    if (!pointer.is_pointer()) return false;
    const Scalar before = state_.knowledge.evaluate(pointer.term());
    return presume_near(env_, state_, slot_, pointer) &&
           !(state_.knowledge.evaluate(state_.read(reg).term()) == before);
  }

  const Environment& env_;
  State& state_;
  std::uint32_t slot_;
  const Gap& gap_;
};

/// The registers that may not be read.
RegSet refused_registers(const Instruction& instruction, const Gap& gap) {
  if (gap.code() != ErrorCode::RegisterUninitialised && gap.code() != ErrorCode::StalePointer)
    return {};
  if (const std::uint32_t argument = argument_of(gap); argument != 0)
    return {Reg{static_cast<std::uint8_t>(argument)}};
  return uses(instruction);
}

}  // namespace

bool presume(const Environment& env, State& state, std::uint32_t slot, const Gap& gap) {
  const Instruction& instruction = env.program.instructions[slot];
  if (doubt_unreadable(state, refused_registers(instruction, gap))) return true;
  return std::visit(Presumption(env, state, slot, gap), instruction);
}

}  // namespace assay
