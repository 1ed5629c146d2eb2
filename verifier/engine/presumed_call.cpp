// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/presumed_call.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/engine/argument_of.hpp"
#include "verifier/engine/doubt.hpp"
#include "verifier/engine/presumed_access.hpp"
#include "verifier/obligation/arguments.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kLargest = std::uint64_t{1} << 29;  // of the sizes that helpers take

Reg register_of(std::size_t argument) { return Reg{static_cast<std::uint8_t>(argument + 1)}; }

/// Memory that fits whatever a helper does with it.
Value some_memory() {
  return Value::pointer(HelperMemory{ResourceId::None, kLargest}, Term::constant(0));
}

bool is_some_memory(const Value& value) {
  const auto* memory = value.into<HelperMemory>();
  return memory != nullptr && *memory == *some_memory().into<HelperMemory>();
}

/// A value that fits the argument; nothing where the state or a map decides what does.
std::optional<Value> fitting(const Argument& argument) {
  switch (argument.kind) {
    case ArgKind::None:
    case ArgKind::Any:
      return Value::scalar(Term::constant(0));
    case ArgKind::Scalar:
      return Value::scalar(Term::constant(argument.min));
    case ArgKind::Context:
      return Value::pointer(ContextMemory{}, Term::constant(0));
    case ArgKind::MapKey:
    case ArgKind::MapValueIn:
    case ArgKind::MapValueOut:
    case ArgKind::ReadMemory:
    case ArgKind::WriteMemory:
    case ArgKind::ReadWriteMemory:
      return some_memory();
    case ArgKind::Size:
    case ArgKind::SizeOrZero:
      return Value::scalar(Term::constant(1));
    case ArgKind::MapHandle:
    case ArgKind::AllocatedMemory:
    case ArgKind::Callback:
    case ArgKind::StackPointer:
    case ArgKind::SocketReference:
    case ArgKind::ConstString:
    case ArgKind::OpaqueHandle:
    case ArgKind::NewObject:
    case ArgKind::StackObject:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "argument kind out of range");
}

/// Bytes of the stack from the pointer on, `size` of them or as many as there are, count as
/// written.
void write_from(State& state, const Value& pointer, std::uint64_t size) {
  const auto* memory = pointer.into<StackMemory>();
  const auto offset = memory == nullptr ? std::nullopt : pointer.term().as_constant();
  if (!offset) return;
  Stack& stack = state.frames.at(memory->frame).stack;
  const auto first =
      std::max<std::int64_t>(static_cast<std::int64_t>(*offset), -Stack::kFrameBytes);
  const std::int64_t last =
      size < kLargest ? std::min<std::int64_t>(
                            static_cast<std::int64_t>(*offset) + static_cast<std::int64_t>(size), 0)
                      : 0;
  for (std::int64_t at = first; at < last; ++at) {
    const auto byte = static_cast<std::int32_t>(at);
    if (!stack.initialised(byte, 1)) stack.scramble(byte, 1);
  }
}

class RefusedCall {
 public:
  RefusedCall(const Environment& env, State& state, std::uint32_t slot, const Helper& helper)
      : env_(env), state_(state), slot_(slot), helper_(helper) {}

  bool presume(const Gap& gap) {
    if (argument_of(gap) == 0) return false;
    const std::size_t i = argument_of(gap) - 1;
    const CallFacts facts = call_facts({env_.program, env_.contract, state_, slot_}, helper_);
    return by_facts(i, facts, gap.code()) || by_size(i, gap.code()) || replace(i, facts);
  }

 private:
  bool is_size(std::size_t i) const {
    return i < 5 &&
           (helper_.args[i].kind == ArgKind::Size || helper_.args[i].kind == ArgKind::SizeOrZero);
  }

  /// The number in the register as the helper reads it.
  Term size_in(std::size_t i) {
    const Term term = state_.read(register_of(i)).term();
    if (helper_.args[i].width == Width::W64) return term;
    return state_.knowledge.zero_extend32(env_.symbols, term);
  }

  /// The memory argument is good for as many bytes as it is asked for.
  bool by_facts(std::size_t i, const CallFacts& facts, ErrorCode code) {
    const Value& pointer = facts.arguments[i];
    const bool told = facts.is_memory[i] || code == ErrorCode::ArgumentMayBeNull;
    if (!told || is_some_memory(pointer)) return false;
    Term size = facts.sizes[i];
    if (facts.is_at_most[i]) size = size_in(i + 1);
    const bool presumed = presume_access(
        env_, state_, slot_, {pointer, 0, size, AccessKind::Read, false, Accessor::Helper}, code);
    // A size that nobody tested is one fault, whichever of its limits a helper asks for first.
    if (presumed && is_size(i + 1)) static_cast<void>(by_size(i + 1, code));
    return presumed;
  }

  /// The size is not 0.
  bool by_size(std::size_t i, ErrorCode code) {
    if (helper_.args[i].kind != ArgKind::Size || helper_.args[i].constant ||
        code != ErrorCode::ArgumentSizeUnbounded || !state_.read(register_of(i)).is_scalar())
      return false;
    State tried = state_;
    std::swap(tried, state_);
    const Term size = size_in(i);
    const Scalar range = state_.knowledge.evaluate(size);
    state_.knowledge.at(slot_);
    state_.knowledge.refine(size, Scalar::unsigned_range(1, ~std::uint64_t{0}));
    if (range.umin() == 0 && state_.knowledge.feasible()) {
      state_.settle();
      return true;
    }
    std::swap(tried, state_);
    return false;
  }

  bool replace(std::size_t i, const CallFacts& facts) {
    const Value before = state_.read(register_of(i));
    const auto value = fitting(helper_.args[i]);
    if (!value) return false;
    if (is_some_memory(before)) {  // so it is the size that does not fit
      if (!is_size(i + 1)) return false;
      state_.write(register_of(i + 1), Value::scalar(Term::constant(1)));
      return true;
    }
    const auto size =
        facts.is_memory[i] ? state_.knowledge.evaluate(facts.sizes[i]).umax() : kLargest;
    if (is_some_memory(*value)) write_from(state_, before, size);
    state_.write(register_of(i), *value);
    return true;
  }

  const Environment& env_;
  State& state_;
  std::uint32_t slot_;
  const Helper& helper_;
};

Value result_of(const Environment& env, State& state, const Helper& helper) {
  switch (helper.returns) {
    case ReturnKind::Scalar:
    case ReturnKind::NoReturn: {
      const bool whole = helper.result_width == Width::W64;
      return Value::scalar(state.knowledge.introduce(
          env.symbols,
          whole ? Scalar::signed_range(helper.return_min, helper.return_max) : Scalar::top()));
    }
    case ReturnKind::Argument:
      return state.read(register_of(helper.returned_argument));
    case ReturnKind::MapValueOrNull:
    case ReturnKind::MapValue:
    case ReturnKind::MemoryOrNull:
    case ReturnKind::SocketOrNull:
    case ReturnKind::InnerMapOrNull:
    case ReturnKind::ArgumentOrNull:
    case ReturnKind::Void:
      return doubtful();
  }
  internal_fault(__FILE__, __LINE__, "return kind out of range");
}

/// What the call releases is not held any more; where that is not known, nothing is.
void release(const Environment& env, State& state, std::uint32_t slot, const Helper& helper) {
  if (helper.releases < 0) return;
  const Site site{env.program, env.contract, state, slot};
  const ResourceId id = resource_named({site, helper, static_cast<std::size_t>(helper.releases)});
  const std::size_t gone =
      std::erase_if(state.resources, [&](const Resource& r) { return r.id == id; });
  if (gone == 0) state.resources.clear();
}

}  // namespace

bool presume_call(const Environment& env, State& state, std::uint32_t slot, const Helper& helper,
                  const Gap& gap) {
  return RefusedCall(env, state, slot, helper).presume(gap);
}

bool replace_doubtful(State& state, const Helper& helper) {
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (!is_doubtful(state.read(register_of(i)))) continue;
    const auto value = fitting(helper.args[i]);
    if (!value) return false;
    state.write(register_of(i), *value);
  }
  return true;
}

void leave_out_call(const Environment& env, State& state, std::uint32_t slot,
                    const Helper* helper) {
  for (std::size_t i = 0; i < 5; ++i) {
    const Value argument = state.read(register_of(i));
    if (argument.is_pointer()) write_from(state, argument, kLargest);
  }
  if (helper != nullptr) release(env, state, slot, *helper);
  state.write(Reg{0}, helper == nullptr ? doubtful() : result_of(env, state, *helper));
  for (std::uint8_t i = 1; i <= 5; ++i)
    state.write(Reg{i}, Value::unreadable(Why::Clobbered, slot));
}

}  // namespace assay
