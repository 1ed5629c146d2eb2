// SPDX-License-Identifier: Apache-2.0
// Calls of helpers and subprograms, and the ends of functions.
#include "loader/checker/proof/arguments.hpp"
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

using wire::Initialises;
using wire::ReturnKind;

/// A call whose arguments fit, as far as it is the same in every world that follows.
struct Effect {
  const HelperView* helper = nullptr;
  const CallFacts* facts = nullptr;
  uint32_t map = kNoIndex;
};
/// Which world this is, where a call may succeed or fail.
enum class World : uint8_t { Only, Succeeded, Failed };

void clobber(State& s) {
  for (uint32_t r = 1; r <= 5; ++r) s.registers[r] = Value{};
}

/// Argument i is at least a byte of the stack.
bool is_stack_buffer(const State& s, const CallFacts& facts, uint32_t i) {
  return facts.buffers[i].is_memory && facts.arguments[i].points_into(Into::Stack) &&
         !is_nothing(s.knowledge, facts.buffers[i].size);
}
bool writes(const Effect& e, uint32_t i) {
  return e.facts->buffers[i].is_memory && is_among(e.helper->args[i].kind, kWritten);
}
[[gnu::noinline]] StackRange range_of(const Site& site, const CallFacts& facts, uint32_t i) {
  Access a;
  a.pointer = &facts.arguments[i];
  a.size = facts.buffers[i].size;
  a.kind = AccessKind::Write;
  a.by = Accessor::Helper;
  return stack_range(site, a);
}

/// Whether a helper is known to write all of a buffer.
enum class Writes : uint8_t { All, Some };
/// Buffers on the stack hold unknown numbers now; only whole writes make them initialised.
[[gnu::noinline]] void write_buffers(const Site& site, const Effect& e, Writes what) {
  State& s = *site.state;
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (!writes(e, i) || !is_stack_buffer(s, *e.facts, i)) continue;
    const StackRange range = range_of(site, *e.facts, i);
    const uint32_t frame = e.facts->arguments[i].place.index;
    if (what == Writes::All && range.exact && !e.facts->buffers[i].at_most) {
      s.scramble(frame, range.low, range.size());
    } else {
      s.weaken(frame, range.low, range.size());
    }
  }
}
/// Buffers on the stack hold as many bytes as the result, which is not negative, says.
[[gnu::noinline]] void fill_buffers(const Site& site, const Effect& e) {
  State& s = *site.state;
  Term count = s.registers[0].term;
  if (e.helper->result_width == 4) s.knowledge.extend32(Link::ZeroExtend32, count);
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (!writes(e, i) || !is_stack_buffer(s, *e.facts, i)) continue;
    const StackRange range = range_of(site, *e.facts, i);
    if (!range.exact || e.facts->buffers[i].at_most) continue;
    s.fill({e.facts->arguments[i].place.index, range.low, range.size(), 0, Value::number(count)});
  }
  s.settle();
}

/// The resource that the argument names is given back, and what points to it is dead.
[[gnu::noinline]] void release(State& s, const Effect& e) {
  if (e.helper->releases < 0) return;
  const Value& v = e.facts->arguments[e.helper->releases];
  if (!v.is_pointer() || !has_resource(v.place.into) || v.place.identity == 0) return;
  const uint32_t id = v.place.identity;
  s.resource_count =
      keep_if(s.resources, s.resource_count, [&](const Resource& r) { return r.id != id; });
  s.kill(
      [&](const Value& held) {
        return held.is_pointer() && has_resource(held.place.into) && held.place.identity == id;
      },
      Holds::Released);
}

/// Pointers into memory that moved lead nowhere; where the contract lets pointers be numbers they
/// are numbers, of which nothing is known.
[[gnu::noinline]] void forget_moved(const ContractView& contract, State& s) {
  const auto moved = [&](const Value& v) {
    return v.points_into(Into::Region) && contract.regions[v.place.index].moved_by_helpers;
  };
  if (!contract.policy.pointer_to_scalar) return s.kill(moved, Holds::Unreadable);
  Values all(s);
  while (Value* const v = all.next()) {
    if (moved(*v)) *v = s.fresh(Scalar::top());
  }
}
void move_packets(const Rules& rules, State& s) {
  const ContractView& contract = *rules.contract;
  forget_moved(contract, s);
  for (uint32_t r = 0; r < contract.region_count; ++r) {
    if (contract.regions[r].moved_by_helpers) enter_region(rules, s, r);
  }
}

Value or_null(State& s, Value v) {
  v.null = s.fresh_id();
  return v;
}
/// What a helper gives that has a resource of its own.
Value acquired(State& s, const Effect& e, Place place) {
  place.identity = s.fresh_id();
  const Value v = or_null(s, Value::pointer(place, 0));
  if (!e.helper->acquires) return v;
  if (s.resource_count == s.sizes.resources) {
    s.knowledge.desk->fail(Code::TooManyHeld);
    return v;
  }
  s.resources[s.resource_count++] = {place.identity, v.null};
  return v;
}
Value map_value(const Rules& rules, State& s, const Effect& e) {
  const MapView& map = rules.program->maps[e.map];
  const MapKindView* kind = find_map_kind(*rules.contract, map.kind);
  if (kind != nullptr && kind->holds_maps)
    return or_null(s, Value::pointer({Into::Map, map.inner, 0, 0}, 0));
  // Two look-ups may find two elements, whose addresses have nothing to do with each other.
  const Place place{Into::Element, e.map, s.fresh_id(), 0};
  const Value v = Value::pointer(place, 0);
  return e.helper->returns == ReturnKind::MapValue ? v : or_null(s, v);
}

[[gnu::noinline]] bool is_low_negative(const Knowledge& k, const Term& term) {
  return k.evaluate(term).low_smin() < 0;
}
/// The result is no greater than the size that the helper was told, also where it may be an error
/// number; of a narrow one, where it is not negative, the low half.
[[gnu::noinline]] void bound_by_size(State& s, const Effect& e, Term result) {
  Knowledge& k = s.knowledge;
  const int32_t index = e.helper->return_at_most_argument;
  if (!k.feasible || index < 0 || !e.facts->arguments[index].is_number()) return;
  if (e.helper->result_width == 4) {
    if (is_low_negative(k, result)) return;
    k.extend32(Link::ZeroExtend32, result);
  }
  Term size = e.facts->arguments[index].term;
  if (e.helper->args[index].width == 4) k.extend32(Link::ZeroExtend32, size);
  k.resolve_in_place(result);
  k.resolve_in_place(size);
  k.learn_at_most({result, Reading::Signed}, {size}, 0);
}
/// A result of which only the low half is told.
bool narrow_range(const Effect& e, World world, Scalar& range) {
  const int64_t least = world == World::Succeeded ? 0 : e.helper->return_min;
  const int64_t most = world == World::Failed ? -1 : e.helper->return_max;
  range = Scalar::top();
  Scalar low = Scalar::constant(static_cast<uint64_t>(least));
  Scalar high = Scalar::constant(static_cast<uint64_t>(most));
  return refine({Test::Sge, Part::Low}, Branch::Taken, range, low) &&
         refine({Test::Sle, Part::Low}, Branch::Taken, range, high);
}
/// Of a result that succeeded and cannot be above 0 at least 0 is left.
bool whole_range(const Effect& e, World world, Scalar& range) {
  const bool failed = world == World::Failed;
  if (world == World::Succeeded && e.helper->return_max <= 0) {
    range = Scalar::constant(0);
    return true;
  }
  Scalar part;
  if (!signed_facts<64>(e.helper->return_min, e.helper->return_max, range)) return false;
  return world == World::Only ||
         (signed_facts<64>(failed ? INT64_MIN : 0, failed ? -1 : INT64_MAX, part) &&
          meet(range, part, range));
}
[[gnu::noinline]] Value number(State& s, const Effect& e, World world) {
  Scalar range;
  const bool possible =
      e.helper->result_width == 4 ? narrow_range(e, world, range) : whole_range(e, world, range);
  if (!possible) {
    s.knowledge.refute();
    return Value::number(Term{});
  }
  return s.fresh(range);
}

[[gnu::noinline]] Value result_of(const Rules& rules, State& s, const Effect& e, World world) {
  switch (e.helper->returns) {
    case ReturnKind::Scalar:
    case ReturnKind::NoReturn:
      return number(s, e, world);
    case ReturnKind::Argument:
      return s.registers[0];  // by perform()
    case ReturnKind::MapValueOrNull:
    case ReturnKind::InnerMapOrNull:
    case ReturnKind::MapValue:
      return map_value(rules, s, e);
    case ReturnKind::MemoryOrNull:
      return acquired(s, e, {Into::Memory, 0, 0, e.facts->given_bytes});
    case ReturnKind::SocketOrNull:
      return acquired(s, e, {Into::Object, 0, 0, 0});
    case ReturnKind::ArgumentOrNull:
      return or_null(s, s.registers[0]);  // likewise
    case ReturnKind::Void:
      return Value{};
  }
  return Value{};
}
void set_result(const Rules& rules, Path& path, const Effect& e, World world) {
  Value& result = path.state.registers[0];
  result = result_of(rules, path.state, e, world);
  const bool counts =
      e.helper->returns == ReturnKind::Scalar || e.helper->returns == ReturnKind::NoReturn;
  if (counts) bound_by_size(path.state, e, result.term);
  path.state.settle();
  if (!path.state.knowledge.feasible) path.going = Going::Dead;
}

bool writes_by_result(const Effect& e) {
  const HelperView& h = *e.helper;
  const bool by_result =
      h.initialises == Initialises::AllOnSuccess || h.initialises == Initialises::ResultBytes;
  if (!by_result || h.returns != ReturnKind::Scalar) return false;
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (writes(e, i) && e.facts->arguments[i].points_into(Into::Stack)) return true;
  }
  return false;
}

/// What a call demands beside its arguments.
[[gnu::noinline]] Code check_call(const Site& site, const Call& call) {
  const HelperView& h = *call.helper;
  if (h.callback_argument >= 0) return Code::UnsupportedArgument;
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (h.args[i].kind == wire::ArgKind::None) continue;
    if (!call.value(i).is_readable()) return Code::RegisterUninitialised;
  }
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    const Code code = check_argument(call, i);
    if (code != Code::Ok) return code;
  }
  if (h.tail_call) {
    if (!may_end_here(site)) return Code::InstructionNotOffered;
    const Code code = check_all_released(*site.state);
    if (code != Code::Ok) return code;
  }
  if (h.acquires && site.state->resource_count >= kMostResources) return Code::TooManyHeld;
  const bool gives_element = h.returns == ReturnKind::MapValueOrNull ||
                             h.returns == ReturnKind::MapValue ||
                             h.returns == ReturnKind::InnerMapOrNull;
  if (!gives_element) return Code::Ok;
  if (call.map == kNoIndex) return Code::MapNotNamed;
  const MapView& map = site.map(call.map);
  const MapKindView* kind = find_map_kind(site.contract(), map.kind);
  const bool unknown = kind != nullptr && kind->holds_maps && map.inner == wire::kNoMap;
  return unknown ? Code::MapNotNamed : Code::Ok;
}

/// Two worlds: the helper succeeded and the buffers are written, or it did not and promises
/// nothing.
[[gnu::noinline]] Code two_worlds(Walk& walk, Path& path, const Effect& e) {
  Path* const succeeded = walk.copy_before(path);
  if (succeeded == nullptr) return Code::ArenaFull;
  const bool whole = e.helper->initialises == Initialises::AllOnSuccess;
  write_buffers(walk.on(*succeeded), e, whole ? Writes::All : Writes::Some);
  set_result(walk.rules, *succeeded, e, World::Succeeded);
  if (e.helper->initialises == Initialises::ResultBytes) fill_buffers(walk.on(*succeeded), e);
  write_buffers(walk.on(path), e, Writes::Some);
  set_result(walk.rules, path, e, World::Failed);
  ++succeeded->slot;
  ++path.slot;
  return Code::Ok;
}

/// The other program never comes back here: its end is the end of the function that called it.
[[gnu::noinline]] Code tail_called(Walk& walk, Path& path) {
  ++path.slot;
  if (path.state.frame_count == 1) return Code::Ok;
  Path* const failed = walk.copy_before(path);
  if (failed == nullptr) return Code::ArenaFull;
  path.state.registers[0] = path.state.fresh(Scalar::top());
  leave_function(path);
  return Code::Ok;
}

[[gnu::noinline]] Code perform(Walk& walk, Path& path, const Effect& e) {
  Site& site = walk.on(path);
  State& s = path.state;
  if (e.helper->tail_call)
    walk.rules.use->makes_tail_call[function_at(*walk.rules.program, s.top().function)] = true;
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (is_stack_buffer(s, *e.facts, i))
      site.note_stack(e.facts->arguments[i].place.index, range_of(site, *e.facts, i).low);
  }
  // Before anything is killed, so that what is returned is killed with the rest.
  if (e.helper->returns == ReturnKind::Argument || e.helper->returns == ReturnKind::ArgumentOrNull)
    s.registers[0] = e.facts->arguments[e.helper->returned_argument];
  release(s, e);
  const bool conditional = writes_by_result(e);
  const bool all = e.helper->initialises == Initialises::All;
  if (!conditional) write_buffers(site, e, all ? Writes::All : Writes::Some);
  if (e.helper->moves_packet) move_packets(walk.rules, s);
  clobber(s);
  if (conditional) return two_worlds(walk, path, e);
  set_result(walk.rules, path, e, World::Only);
  if (e.helper->tail_call) return tail_called(walk, path);
  ++path.slot;
  return Code::Ok;
}

[[gnu::noinline]] void note_facts(const Call& call, CallFacts& facts) {
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    facts.arguments[i] = Value{};
    facts.buffers[i] = Buffer{};
    if (call.helper->args[i].kind == wire::ArgKind::None) continue;
    facts.arguments[i] = call.value(i);
    ArgumentBytes bytes;
    if (memory_of(call, i, bytes)) facts.buffers[i] = {true, bytes.at_most, bytes.size};
  }
}

}  // namespace

Code step_helper(Walk& walk, Path& path) {
  Site& site = walk.on(path);
  HelperView helper;
  if (!find_helper(site.contract(), static_cast<uint32_t>(site.at.imm), helper))
    return Code::HelperUnknown;
  Call call{&site, &helper, map_of_call(site, helper)};
  const Code code = check_call(site, call);
  if (code != Code::Ok) return code;
  note_facts(call, *walk.call);
  if (helper.returns == ReturnKind::MemoryOrNull &&
      !constant_of(call, helper.size_argument, walk.call->given_bytes))
    return Code::ArgumentOutOfRange;
  return perform(walk, path, {&helper, walk.call, call.map});
}

Code step_call(Walk& walk, Path& path) {
  const Site& site = walk.on(path);
  State& s = path.state;
  const uint32_t target = site.at.target;
  if (s.frame_count >= site.contract().limits.call_depth) return Code::CallTooDeep;
  if (s.frame_count == s.sizes.frames) return Code::TooManyFrames;
  for (uint32_t f = 0; f < s.frame_count; ++f) {
    if (s.frames[f].function == target) return Code::Recursion;
  }
  walk.rules.use->called[path.slot] = true;
  const WayView& way = *walk.rules.way;
  if (way.frames == wire::Frames::Below) {
    const uint32_t kept = least_of(way.frame_step, static_cast<uint32_t>(kFrameBytes));
    s.forget(s.frame_count - 1, -kFrameBytes, static_cast<uint32_t>(kFrameBytes) - kept);
  }
  Frame& frame = s.frames[s.frame_count];
  frame = Frame{};
  frame.function = target;
  frame.return_slot = path.slot + 1;
  frame.stack_frame = way.frames == wire::Frames::Callers ? s.top().stack_frame : s.frame_count;
  for (uint32_t i = 0; i < kSavedRegisters; ++i) {
    frame.saved[i] = s.registers[6 + i];
    s.registers[6 + i] = Value{};
  }
  s.registers[0] = Value{};
  ++s.frame_count;
  path.slot = target;
  return Code::Ok;
}

void leave_function(Path& path) {
  State& s = path.state;
  if (s.frame_count == 1) {
    path.going = Going::Ended;
    return;
  }
  const uint32_t gone = s.frame_count - 1;
  for (uint32_t i = 0; i < kSavedRegisters; ++i) s.registers[6 + i] = s.frames[gone].saved[i];
  path.slot = s.frames[gone].return_slot;
  s.drop_frames(gone);
  clobber(s);
  s.kill([&](const Value& v) { return v.points_into(Into::Stack) && v.place.index >= gone; },
         Holds::Unreadable);
}

Code check_result(const Site& site, const Value& result) {
  const ResultView& range = site.contract().result;
  if (!result.is_readable()) return Code::RegisterUninitialised;
  if (result.is_pointer()) {
    return !range.checked && site.policy().pointer_leak_in_result ? Code::Ok
                                                                  : Code::PointerReturned;
  }
  if (!range.checked) return Code::Ok;
  const Scalar s = site.known().evaluate_bounded(result.term);
  const int64_t low = range.low32 ? s.low_smin() : s.smin();
  const int64_t high = range.low32 ? s.low_smax() : s.smax();
  return low >= range.min && high <= range.max ? Code::Ok : Code::ReturnOutOfRange;
}

Code step_exit(Walk& walk, Path& path) {
  const Site& site = walk.on(path);
  if (path.state.frame_count == 1) {
    const Code released = check_all_released(path.state);
    if (released != Code::Ok) return released;
    const Code result = check_result(site, path.state.registers[0]);
    if (result != Code::Ok) return result;
  }
  leave_function(path);
  return Code::Ok;
}

}  // namespace assay::checker
