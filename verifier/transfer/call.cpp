// SPDX-License-Identifier: Apache-2.0
// Calls of helpers and subprograms, and exit.
#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/calls.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

Step one(State state, std::uint32_t slot) {
  Step step;
  step.next.emplace_back(std::move(state), slot);
  return step;
}

/// Pointers into memory that moved lead nowhere. Where the contract lets pointers be numbers they
/// are numbers, of which nothing is known.
void move_packets(const Environment& env, State& state, std::uint32_t slot) {
  const auto moved = [&](const Value& v) {
    const auto* memory = v.into<RegionMemory>();
    return memory != nullptr && env.contract.regions.at(memory->region).moved_by_helpers;
  };
  if (!env.contract.policy.pointer_to_scalar) return state.kill_values(moved, Why::Stale, slot);
  state.each_value([&](Value& v) {
    if (!moved(v)) return;
    const Term any = state.knowledge.introduce(env.symbols, Scalar::top());
    v = Value::dead_pointer(any, slot);
  });
}

class HelperCall {
 public:
  HelperCall(const Environment& env, State state, std::uint32_t slot)
      : env_(env),
        state_(std::move(state)),
        slot_(slot),
        helper_(helper_of(site())),
        facts_(call_facts(site(), helper_)) {}

  Step run() {
    if (helper_.tail_call) note_tail_call();
    note_buffers();
    note_basis();
    return_argument();
    release();
    make_object();
    const bool conditional = writes_conditionally();
    if (!conditional)
      write_buffers(helper_.initialises == Initialises::All ? Writes::All : Writes::Some);
    if (helper_.moves_packet) {
      move_packets(env_, state_, slot_);
      fresh_marks();
    }
    clobber(state_, slot_);
    if (!conditional) {
      set_result(std::nullopt);
      return helper_.tail_call ? tail_called() : one(std::move(state_), slot_ + 1);
    }
    // Two worlds: the helper succeeded and the buffer is written, or it did not and promises
    // nothing.
    Step step;
    HelperCall failed = *this;
    const bool whole = helper_.initialises == Initialises::AllOnSuccess;
    write_buffers(whole ? Writes::All : Writes::Some);
    set_result(true);
    if (helper_.initialises == Initialises::ResultBytes) fill_buffers();
    failed.write_buffers(Writes::Some);
    failed.set_result(false);
    if (state_.knowledge.feasible()) step.next.push_back({std::move(state_), slot_ + 1});
    if (failed.state_.knowledge.feasible())
      step.next.push_back({std::move(failed.state_), slot_ + 1});
    return step;
  }

 private:
  [[nodiscard]] Site site() const { return {env_.program, env_.contract, state_, slot_}; }

  void note_tail_call() const {
    if (env_.stack_use != nullptr) env_.stack_use->tail_call(state_.top().function_begin);
    if (env_.basis != nullptr && facts_.map) env_.basis->program_arrays.insert(*facts_.map);
  }

  /// The other program never comes back here. Its end is the end of the function that called it:
  /// from a subprogram the caller goes on, with any result.
  Step tail_called() {
    if (state_.frames.size() == 1) return one(std::move(state_), slot_ + 1);
    State ended = state_;
    ended.write(Reg{0}, Value::scalar(ended.knowledge.introduce(env_.symbols, Scalar::top())));
    return next_or_end(std::move(state_), std::move(ended), slot_);
  }

  /// The stack that the helper reads or writes counts as used.
  void note_buffers() const {
    for (std::size_t i = 0; i < 5; ++i) {
      const auto* stack = stack_argument(i);
      if (stack != nullptr) note_stack(env_, state_, *stack, range_of(i).low);
    }
  }

  /// The map is handed over, also one that was found in another; a string that must be constant is
  /// one by its bytes.
  void note_basis() const {
    if (env_.basis == nullptr) return;
    if (facts_.map) env_.basis->maps.insert(*facts_.map);
    for (std::size_t i = 0; i < 5; ++i) {
      if (helper_.args[i].kind == ArgKind::ConstString)
        env_.basis->contents.insert(facts_.arguments[i].into<DataSection>()->map);
    }
  }

  /// The stack of which a memory argument is at least a byte; null where it is something else.
  const StackMemory* stack_argument(std::size_t i) const {
    if (!facts_.is_memory[i]) return nullptr;
    const bool empty = state_.knowledge.evaluate(facts_.sizes[i]).as_constant() == 0u;
    return empty ? nullptr : facts_.arguments[i].into<StackMemory>();
  }

  bool writes(std::size_t i) const {
    return facts_.is_memory[i] && is_written(helper_.args[i].kind);
  }

  /// Of a memory argument that points into the stack.
  StackRange range_of(std::size_t i) const {
    return stack_range(site(), {facts_.arguments[i], 0, facts_.sizes[i], AccessKind::Write});
  }

  bool writes_conditionally() const {
    const bool by_result = helper_.initialises == Initialises::AllOnSuccess ||
                           helper_.initialises == Initialises::ResultBytes;
    if (!by_result || helper_.returns != ReturnKind::Scalar) return false;
    for (std::size_t i = 0; i < 5; ++i) {
      if (writes(i) && facts_.arguments[i].into<StackMemory>() != nullptr) return true;
    }
    return false;
  }

  enum class Writes : std::uint8_t { All, Some };

  /// Buffers on the stack hold unknown numbers now; only what writes all makes them initialised.
  void write_buffers(Writes what) {
    for (std::size_t i = 0; i < 5; ++i) {
      const auto* memory = writes(i) ? stack_argument(i) : nullptr;
      if (memory == nullptr) continue;
      const StackRange range = range_of(i);
      Stack& stack = state_.frames.at(memory->frame).stack;
      if (what == Writes::All && range.exact && !facts_.is_at_most[i]) {
        stack.scramble(range.low, range.size());
      } else {
        stack.weaken(range.low, range.size());
      }
    }
  }

  /// Buffers on the stack hold as many bytes as the result, which is in r0 and not negative, says.
  void fill_buffers() {
    const Value result = state_.read(Reg{0});
    const bool low_half = helper_.result_width == Width::W32;
    const Term count =
        low_half ? state_.knowledge.zero_extend32(env_.symbols, result.term()) : result.term();
    for (std::size_t i = 0; i < 5; ++i) {
      const auto* memory = writes(i) ? stack_argument(i) : nullptr;
      if (memory == nullptr) continue;
      const StackRange range = range_of(i);
      if (!range.exact || facts_.is_at_most[i]) continue;
      state_.frames.at(memory->frame).stack.fill({range.low, range.size(), Value::scalar(count)});
    }
    state_.settle();
  }

  void fresh_marks() {
    for (std::size_t r = 0; r < state_.regions.size(); ++r) {
      if (!env_.contract.regions[r].moved_by_helpers) continue;
      state_.regions[r] = enter_region(env_, state_, r);
    }
  }

  /// An argument that is returned is in r0 before anything else happens, so that what the call does
  /// to the pointers of a state happens to it, too.
  void return_argument() {
    if (helper_.returns != ReturnKind::Argument && helper_.returns != ReturnKind::ArgumentOrNull)
      return;
    state_.write(Reg{0}, facts_.arguments.at(helper_.returned_argument));
  }

  /// The object that return_argument() put into r0, or null: it has the argument's resource, and
  /// dies with it.
  Value same_object_or_null() {
    const Value given = state_.read(Reg{0});
    ASSAY_CHECK(given.is_pointer(), "an object that died in the call that gives it");
    Pointer object = *given.as_pointer();
    ASSAY_CHECK(object.null == NullId::Never, "an object that was not checked to be there");
    object.null = state_.fresh_id<NullId>();
    object.since = slot_;
    return Value(object);
  }

  void release() {
    const ResourceId id = facts_.released;
    if (id == ResourceId::None) return;
    std::erase_if(state_.resources, [&](const Resource& r) { return r.id == id; });
    state_.kill_values(
        [&](const Value& v) { return v.is_pointer() && resource_of(v.as_pointer()->region) == id; },
        Why::Stale, slot_);
  }

  /// The bytes of the stack that an argument gives become an object, which is held in any case.
  void make_object() {
    const auto at = std::ranges::find(helper_.args, ArgKind::NewObject, &Argument::kind);
    if (at == helper_.args.end()) return;
    const Value room = facts_.arguments.at(static_cast<std::size_t>(at - helper_.args.begin()));
    const auto* memory = room.into<StackMemory>();
    ASSAY_CHECK(memory != nullptr, "room for an object that was not checked to be on the stack");
    const Access access{room, 0, Term::constant(at->size), AccessKind::Write};
    const StackRange range = stack_range(site(), access);
    note_stack(env_, state_, *memory, range.low);
    if (env_.basis != nullptr) env_.basis->objects_on_stack = true;
    const auto id = state_.fresh_id<ResourceId>();
    state_.frames.at(memory->frame)
        .stack.store(range.low, range.size(), Value::pointer(KernelObject{id}, Term::constant(0)));
    hold({id, slot_});
  }

  void hold(const Resource& resource) {
    state_.resources.push_back(resource);
    std::ranges::sort(state_.resources, {}, &Resource::id);
  }

  enum class May : std::uint8_t { BeNull, NotBeNull };

  Value pointer_to(const Pointee& region, May may) {
    const NullId null = may == May::BeNull ? state_.fresh_id<NullId>() : NullId::Never;
    return Value(Pointer{region, Term::constant(0), null, slot_});
  }

  /// What the helper gives in a region that has the resource `id`.
  Value acquired(ResourceId id, const Pointee& region) {
    const Value v = pointer_to(region, May::BeNull);
    if (helper_.acquires) hold({id, slot_, v.null()});
    return v;
  }

  Value object() {
    const auto id = state_.fresh_id<ResourceId>();
    return acquired(id, KernelObject{id});
  }

  /// Of as many bytes as an argument says.
  Value memory() {
    const auto id = state_.fresh_id<ResourceId>();
    if (facts_.given_bytes) return acquired(id, HelperMemory{id, *facts_.given_bytes});
    if (env_.basis != nullptr) env_.basis->sizes_of_the_run = true;
    state_.sizes.push_back({id, given_size()});  // no id is larger
    return acquired(id, HelperMemory{id, HelperMemory::kListed});
  }

  /// The size of the memory as the helper reads it. Where it is given an address, that is a number
  /// of which nothing is known.
  Term given_size() {
    const Value& size = facts_.arguments.at(helper_.size_argument);
    if (!size.is_scalar()) return state_.knowledge.introduce(env_.symbols, Scalar::top());
    const bool low_half = helper_.args.at(helper_.size_argument).width == Width::W32;
    return low_half ? state_.knowledge.zero_extend32(env_.symbols, size.term()) : size.term();
  }

  Value map_value(May may) {
    ASSAY_CHECK(facts_.map, "a helper that returns a map value takes a map");
    const Map& map = env_.program.maps.at(*facts_.map);
    const MapKind* kind = find_map_kind(env_.contract, map.kind);
    if (kind != nullptr && kind->holds_maps) {
      ASSAY_CHECK(map.inner, "a map of maps that are not defined");
      return pointer_to(MapHandle{*map.inner}, May::BeNull);
    }
    // Two lookups may find two elements, whose addresses have nothing to do with each other.
    return pointer_to(MapElement{*facts_.map, state_.fresh_id<ElementId>()}, may);
  }

  /// A result of which only the low half is told: all that is said of r0 is said of that half.
  Value narrow_number(std::optional<bool> succeeded) {
    const std::int64_t least = succeeded == true ? 0 : helper_.return_min;
    const std::int64_t most = succeeded == false ? -1 : helper_.return_max;
    Scalar range = Scalar::top();
    for (const auto& [op, limit] : {std::pair{JumpOp::Sge, least}, {JumpOp::Sle, most}}) {
      const Scalar bound = Scalar::constant(static_cast<std::uint64_t>(limit));
      const auto refined = refine(op, Width::W32, range, bound, Branch::Taken);
      range = refined ? refined->left : Scalar::bottom();
    }
    const Value v = Value::scalar(state_.knowledge.introduce(env_.symbols, range));
    if (helper_.return_at_most_argument >= 0 && range.s32_min() >= 0)
      bound_by_size(state_.knowledge.zero_extend32(env_.symbols, v.term()));
    return v;
  }

  /// The result is no greater than the size, also where it may be an error number: read as signed,
  /// that is below every size.
  void bound_by_size(const Term& result) {
    Knowledge& k = state_.knowledge;
    const auto index = static_cast<std::size_t>(helper_.return_at_most_argument);
    Term size = facts_.arguments.at(index).term();
    if (helper_.args.at(index).width == Width::W32) size = k.zero_extend32(env_.symbols, size);
    const auto r = k.integer(k.resolve(result), Lift::Signed);
    const auto most = k.integer(k.resolve(size), Lift::Unsigned);
    const auto over = r && most ? LinearExpr::difference(*r, *most) : std::nullopt;
    if (over) k.learn(*over);
  }

  /// The number that the helper returns; `succeeded` says which world this is, where there are two.
  Value number(std::optional<bool> succeeded) {
    if (helper_.result_width == Width::W32) return narrow_number(succeeded);
    Scalar range = Scalar::signed_range(helper_.return_min, helper_.return_max);
    if (succeeded == true) range = meet(range, Scalar::signed_range(0, INT64_MAX));
    if (succeeded == false) range = meet(range, Scalar::signed_range(INT64_MIN, -1));
    if (succeeded == true && helper_.return_max <= 0) range = Scalar::constant(0);
    const Value v = Value::scalar(state_.knowledge.introduce(env_.symbols, range));
    if (helper_.return_at_most_argument >= 0) bound_by_size(v.term());
    return v;
  }

  void set_result(std::optional<bool> succeeded) {
    Value v;
    switch (helper_.returns) {
      case ReturnKind::Scalar:
      case ReturnKind::NoReturn:
        v = number(succeeded);
        break;
      case ReturnKind::Argument:
        v = state_.read(Reg{0});  // by return_argument()
        break;
      case ReturnKind::MapValueOrNull:
      case ReturnKind::InnerMapOrNull:
        v = map_value(May::BeNull);
        break;
      case ReturnKind::MapValue:
        v = map_value(May::NotBeNull);
        break;
      case ReturnKind::MemoryOrNull:
        v = memory();
        break;
      case ReturnKind::SocketOrNull:
        v = object();
        break;
      case ReturnKind::ArgumentOrNull:
        v = same_object_or_null();
        break;
      case ReturnKind::Void:
        v = Value::unreadable(Why::Clobbered, slot_);
        break;
    }
    state_.write(Reg{0}, v);
    state_.settle();
  }

  const Environment& env_;
  State state_;
  std::uint32_t slot_;
  const Helper& helper_;
  CallFacts facts_;
};

Step enter_function(const Environment& env, State state, std::uint32_t slot, std::uint32_t target) {
  if (env.stack_use != nullptr) env.stack_use->call(state.top().function_begin, slot, target);
  const Execution& execution = execution_of(env.contract);
  Frame frame;
  frame.function_begin = target;
  frame.return_slot = slot + 1;
  frame.stack_frame = execution.frames == Frames::Callers
                          ? state.top().stack_frame
                          : static_cast<std::uint32_t>(state.frames.size());
  if (execution.frames == Frames::Below) {
    constexpr auto kDeepest = static_cast<std::uint32_t>(Stack::kFrameBytes);
    state.top().stack.forget(-Stack::kFrameBytes, kDeepest - execution.frame_step);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    frame.saved[i] = state.registers[6 + i];
    state.registers[6 + i] = Value::unreadable(Why::NeverWritten, slot);
  }
  state.write(Reg{0}, Value::unreadable(Why::Clobbered, slot));
  state.frames.push_back(std::move(frame));
  return one(std::move(state), target);
}

}  // namespace

void clobber(State& state, std::uint32_t slot) {
  for (std::uint8_t i = 1; i <= 5; ++i)
    state.write(Reg{i}, Value::unreadable(Why::Clobbered, slot));
}

Step next_or_end(State next, State ended, std::uint32_t slot) {
  Step step = one(std::move(next), slot + 1);
  Step end = transfer_exit(std::move(ended), slot);
  for (Successor& s : end.next) step.next.push_back(std::move(s));
  return step;
}

Step transfer_call(const Environment& env, State state, std::uint32_t slot, const Call& call) {
  switch (call.kind) {
    case CallKind::Helper:
      return HelperCall(env, std::move(state), slot).run();
    case CallKind::Local:
      return enter_function(env, std::move(state), slot, static_cast<std::uint32_t>(call.target));
    case CallKind::Kernel:
    case CallKind::Unresolved:
      break;
  }
  internal_fault(__FILE__, __LINE__, "a call of what is not known has no effect that is known");
}

Step transfer_exit(State state, std::uint32_t slot) {
  if (state.frames.size() == 1) return {};
  const Frame frame = std::move(state.frames.back());
  state.frames.pop_back();
  const auto gone = static_cast<std::uint32_t>(state.frames.size());
  for (std::size_t i = 0; i < 4; ++i) state.registers[6 + i] = frame.saved[i];
  clobber(state, slot);
  state.kill_values(
      [&](const Value& v) {
        const auto* memory = v.into<StackMemory>();
        return memory != nullptr && memory->frame >= gone;
      },
      Why::Stale, slot);
  return one(std::move(state), frame.return_slot);
}

}  // namespace assay
