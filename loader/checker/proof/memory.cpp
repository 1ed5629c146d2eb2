// SPDX-License-Identifier: Apache-2.0
// Loads, stores, atomic operations, packet loads and numbers of 16 bytes.
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr unsigned kWhole = 8;
/// Elements of a table that one load may range over.
constexpr uint64_t kMostElements = 4096;

/// What a load of `bytes` may give.
enum class Extended : uint8_t { Zeros, Sign };
Scalar any_of(unsigned bytes, Extended by) {
  Scalar raw = Scalar::top();
  bool possible = zero_extend(Scalar::top(), bytes * 8, raw);
  if (possible && by == Extended::Sign) possible = sign_extend(raw, bytes * 8, raw);
  return possible ? raw : Scalar::top();
}
Value unknown(Site& site) {
  const Extended by = site.at.sign_extend ? Extended::Sign : Extended::Zeros;
  return site.state->fresh(any_of(site.at.width, by));
}

/// A value that is the loaded bytes, zero-extended, as the load extends it.
Value extended(Site& site, const Value& value) {
  const Instruction& at = site.at;
  if (at.width == kWhole || !value.is_number() || !at.sign_extend) return value;
  Knowledge& k = site.known();
  if (at.width == 4) return Value::number(k.extend32(Link::SignExtend32, value.term));
  Scalar out;
  const bool possible = sign_extend(k.evaluate(value.term), at.width * 8u, out);
  return site.state->fresh(possible ? out : Scalar::top());
}

/// The address `offset` bytes behind the region's first mark: a number where it is absent.
Value address_in(const State& state, uint32_t region, const Term& offset) {
  if (state.presence[region] == Presence::Absent) return Value::number(offset);
  Value v = Value::pointer({Into::Region, region, 0, 0}, 0);
  v.term = offset;
  return v;
}

Code load_context(Site& site, const Value& pointer, Value& out) {
  const FieldView* field = nullptr;
  const Code code = check_context(site, pointer, AccessKind::Read, field);
  if (code != Code::Ok) return code;
  if (site.at.sign_extend && field->kind != wire::FieldKind::Scalar)
    return Code::ContextFieldUnknown;
  switch (field->kind) {
    case wire::FieldKind::RegionMark:
      out = address_in(*site.state, field->region, site.region_mark(field->region, field->mark));
      return Code::Ok;
    case wire::FieldKind::RegionLength:
      out = Value::number(site.region_mark(field->region, site.last_mark(field->region)));
      return Code::Ok;
    case wire::FieldKind::Scalar:
    case wire::FieldKind::Opaque:
      out = unknown(site);
      return Code::Ok;
  }
  return Code::Internal;
}

uint64_t word_at(const MapView& map, uint64_t at, unsigned bytes) {
  uint64_t word = 0;
  for (unsigned i = 0; i < bytes; ++i) word |= uint64_t{map.value.data[at + i]} << (8 * i);
  return word;
}

/// The facts of all numbers at the places.
struct Places {
  uint64_t first;
  uint64_t last;
  uint64_t stride;
};
bool table_facts(Site& site, const MapView& map, const Places& places, Scalar& out) {
  const unsigned n = site.at.width;
  out = Scalar::constant(word_at(map, places.first, n));
  for (uint64_t at = places.first; at <= places.last; at += places.stride) {
    site.known().desk->spend(1);
    if (!join(out, Scalar::constant(word_at(map, at, n)), out)) return false;
  }
  return true;
}

/// Read-only data: the bytes at a known offset, or the range of all that an unknown one may give.
Code load_data(Site& site, const Value& pointer, Value& out) {
  const MapView& map = site.map(pointer.place.index);
  const unsigned n = site.at.width;
  out = Value{};
  if (map.role != wire::MapRole::ReadOnlyData || map.value_size < n) {
    out = unknown(site);
    return Code::Ok;
  }
  const Term term = pointer.term.plus(static_cast<uint64_t>(int64_t{site.at.offset}));
  const Scalar offset = site.known().evaluate_bounded(term);
  const uint64_t stride = offset.stride.modulus;
  const uint64_t behind =
      (offset.umin() % stride + stride - offset.stride.remainder % stride) % stride;
  const uint64_t first = behind == 0 ? offset.umin() : offset.umin() + (stride - behind);
  const uint64_t last = least_of(offset.umax(), uint64_t{map.value_size} - n);
  const bool fixed = offset.is_constant();
  const bool known = fixed ? contents_hold(map, offset.value(), n)
                           : offset.umin() <= last && first <= last &&
                                 (last - first) / stride <= kMostElements &&
                                 contents_hold(map, first, last - first + n);
  if (!known) {
    out = unknown(site);
    return Code::Ok;
  }
  Scalar facts;
  bool possible = true;
  if (fixed) {
    facts = Scalar::constant(word_at(map, offset.value(), n));
  } else {
    possible = table_facts(site, map, {first, last, stride}, facts);
  }
  if (possible && site.at.sign_extend) possible = sign_extend(facts, n * 8, facts);
  out = site.state->fresh(possible ? facts : Scalar::top());
  return Code::Ok;
}

/// The cell that holds all bytes of the range and a number; null without one.
const Cell* covering(const State& state, uint32_t frame, const StackRange& range) {
  for (uint32_t i = 0; i < state.cell_count; ++i) {
    const Cell& c = state.cells[i];
    if (c.frame == frame && c.value.is_number() && c.offset <= range.low &&
        c.offset + static_cast<int32_t>(c.size) >= range.high)
      return &c;
  }
  return nullptr;
}

Value load_stack(Site& site, uint32_t frame, const StackRange& range) {
  State& state = *site.state;
  const unsigned n = site.at.width;
  if (!range.exact) return unknown(site);
  if (const Cell* cell = state.exact(frame, range.low, n)) {
    const Value value = cell->value;
    return extended(site, value);
  }
  if (const Cell* cell = covering(state, frame, range)) {
    const Term term = cell->value.term;
    const auto shift = 8 * static_cast<uint64_t>(range.low - cell->offset);
    Knowledge& k = state.knowledge;
    const Scalar whole = k.evaluate(term);
    if (shift == 0 && n == 4)
      return extended(site, Value::number(k.extend32(Link::ZeroExtend32, term)));
    Scalar part;
    const bool possible = zero_extend(alu64(Alu::Rsh, whole, Scalar::constant(shift)), n * 8, part);
    return extended(site, state.fresh(possible ? part : Scalar::top()));
  }
  const Value named = state.fresh(any_of(n, Extended::Zeros));
  if (state.initialised(frame, range.low, n)) state.name(frame, range.low, n, named);
  return extended(site, named);
}

/// A load sees a pointer on the stack whole or not at all.
Code check_whole_read(const Site& site, uint32_t frame, const StackRange& range) {
  if (site.policy().pointer_to_scalar) return Code::Ok;
  if (range.exact && site.state->exact(frame, range.low, range.size()) != nullptr) return Code::Ok;
  return site.state->touches_pointer(frame, range.low, range.size()) ? Code::PointerCorrupted
                                                                     : Code::Ok;
}

Code load_memory(Site& site, const Value& pointer, Value& out) {
  const Access access = access_at(site, pointer, AccessKind::Read);
  const Code code = check_access(site, access);
  if (code != Code::Ok) return code;
  if (pointer.points_into(Into::Data)) return load_data(site, pointer, out);
  if (!pointer.points_into(Into::Stack)) {
    out = unknown(site);
    return Code::Ok;
  }
  const uint32_t frame = pointer.place.index;
  const StackRange range = stack_range(site, access);
  const Code whole = check_whole_read(site, frame, range);
  if (whole != Code::Ok) return whole;
  site.note_stack(frame, range.low);
  out = load_stack(site, frame, range);
  return Code::Ok;
}

/// What a field gives that lies past the next mark; false where the instruction reads none.
bool mark_past_next(const Site& site, const Value& pointer, Value& out) {
  if (!pointer.points_into(Into::Context) || !pointer.term.is_constant()) return false;
  const int64_t offset = static_cast<int64_t>(pointer.term.constant) + site.at.offset;
  const FieldView* field = field_at(site.contract(), static_cast<uint32_t>(offset));
  if (field == nullptr || !field->may_lie_past_next ||
      field->mark + 1 >= site.contract().regions[field->region].marks)
    return false;
  out = address_in(*site.state, field->region,
                   site.region_mark(field->region, field->mark + 1).plus(1));
  return true;
}

/// What stays of a value in a cell of `bytes`.
Value truncated(Site& site, const Value& value, unsigned bytes) {
  if (bytes == kWhole || !value.is_number()) return value;
  Knowledge& k = site.known();
  if (bytes == 4) return Value::number(k.extend32(Link::ZeroExtend32, value.term));
  const Scalar facts = k.evaluate(value.term);
  if (facts.umax() < uint64_t{1} << (bytes * 8)) return value;
  Scalar out;
  const bool possible = zero_extend(facts, bytes * 8, out);
  return site.state->fresh(possible ? out : Scalar::top());
}

Code store_stack(Site& site, const Value& value, uint32_t frame, const StackRange& range) {
  const unsigned bytes = site.at.width;
  State& state = *site.state;
  const bool whole = bytes == kWhole && range.low % 8 == 0;
  if (value.is_pointer() && site.at.second_is_register) {
    if (!range.exact) return Code::PointerCorrupted;
    if (!whole && !site.policy().pointer_to_scalar) return Code::PointerCorrupted;
  }
  site.note_stack(frame, range.low);
  if (!range.exact) {
    state.weaken(frame, range.low, range.size());
  } else if (value.is_pointer() && !whole) {
    state.scramble(frame, range.low, bytes);
  } else {
    const Value kept = truncated(site, value, bytes);
    state.store(frame, range.low, bytes, kept);
  }
  return Code::Ok;
}

}  // namespace

Code step_load(Walk& walk, Path& path) {
  Site& site = walk.on(path);
  const Instruction& at = site.at;
  if (at.dst == kFramePointer) return Code::FramePointerWritten;
  const Value pointer = site.state->read(at.src);
  if (!pointer.is_readable()) return Code::RegisterUninitialised;
  Value loaded;
  const Code code = is_context(pointer) ? load_context(site, pointer, loaded)
                                        : load_memory(site, pointer, loaded);
  if (code != Code::Ok) return code;
  Value past;
  if (mark_past_next(site, pointer, past)) {
    // Both worlds: the field as it is, and past the next mark.
    Path* const plain = walk.copy_before(path);
    if (plain == nullptr) return Code::ArenaFull;
    plain->state.registers[at.dst] = loaded;
    ++plain->slot;
    loaded = past;
  }
  path.state.registers[at.dst] = loaded;
  ++path.slot;
  return Code::Ok;
}

Code step_store(Site& site) {
  const Instruction& at = site.at;
  const Value pointer = site.state->read(at.dst);
  const Value value = site.second();
  if (!pointer.is_readable() || !value.is_readable()) return Code::RegisterUninitialised;
  const bool leaks = value.is_pointer() && !pointer.points_into(Into::Stack) &&
                     !site.policy().pointer_leak_to_memory;
  if (is_context(pointer)) {
    const FieldView* field = nullptr;
    const Code code = check_context(site, pointer, AccessKind::Write, field);
    return code == Code::Ok && leaks ? Code::PointerLeak : code;
  }
  const Access access = access_at(site, pointer, AccessKind::Write);
  const Code code = check_access(site, access);
  if (code != Code::Ok) return code;
  if (leaks) return Code::PointerLeak;
  if (!pointer.points_into(Into::Stack)) return Code::Ok;
  return store_stack(site, value, pointer.place.index, stack_range(site, access));
}

Code step_atomic(Site& site) {
  const Instruction& at = site.at;
  State& state = *site.state;
  const bool compares = at.atomic == AtomicAction::CompareExchange;
  const bool exchanges = at.atomic == AtomicAction::Exchange;
  const WayView& way = *site.rules->way;
  if (way.fetch_loses_r0 && !compares && !exchanges && at.fetch && at.dst == 0)
    return Code::InstructionNotOffered;
  const Value pointer = state.read(at.dst);
  const Value operand = state.read(at.src);
  const Value compared = compares ? state.read(0) : operand;
  if (!pointer.is_readable() || !operand.is_readable() || !compared.is_readable())
    return Code::RegisterUninitialised;
  if (is_context(pointer)) return Code::AtomicNotAllowed;
  const Access access = access_at(site, pointer, AccessKind::Atomic);
  const Code code = check_access(site, access);
  if (code != Code::Ok) return code;
  if ((operand.is_pointer() || compared.is_pointer()) && !site.policy().pointer_leak_to_memory)
    return Code::PointerLeak;
  if (pointer.points_into(Into::Stack)) {
    const uint32_t frame = pointer.place.index;
    const StackRange range = stack_range(site, access);
    if (!site.policy().pointer_to_scalar && state.touches_pointer(frame, range.low, range.size()))
      return Code::PointerCorrupted;
    site.note_stack(frame, range.low);
    state.weaken(frame, range.low, range.size());
  }
  if (!compares && !exchanges && !at.fetch) return Code::Ok;
  if (!compares && at.src == kFramePointer) return Code::FramePointerWritten;
  const bool extends = way.exchange32_extends_sign && exchanges && at.width == 4;
  state.registers[compares ? 0 : at.src] =
      state.fresh(any_of(at.width, extends ? Extended::Sign : Extended::Zeros));
  return Code::Ok;
}

Code step_packet_load(Walk& walk, Path& path) {
  Site& site = walk.on(path);
  const Instruction& at = site.at;
  if (!site.policy().legacy_packet_access) return Code::InstructionNotOffered;
  const Value context = site.state->read(6);
  if (!context.is_readable()) return Code::RegisterUninitialised;
  if (!is_context(context) || !context.term.is(0)) return Code::ArgumentWrongType;
  if (at.indirect) {
    const Value offset = site.state->read(at.src);
    if (!offset.is_readable()) return Code::RegisterUninitialised;
    if (offset.is_pointer()) return Code::PointerArithmetic;
  }
  // Where the packet is too short, the function that runs ends with 0.
  const Value zero = Value::number(Term::number(0));
  const Code released = check_all_released(*site.state);
  if (released != Code::Ok) return released;
  if (site.state->frame_count == 1) {
    const Code result = check_result(site, zero);
    if (result != Code::Ok) return result;
  }
  Path* const loaded = walk.copy_before(path);
  if (loaded == nullptr) return Code::ArenaFull;
  for (uint32_t r = 1; r <= 5; ++r) loaded->state.registers[r] = Value{};
  loaded->state.registers[0] = loaded->state.fresh(any_of(at.width, Extended::Zeros));
  ++loaded->slot;
  path.state.registers[0] = zero;
  leave_function(path);
  return Code::Ok;
}

Code step_wide(Site& site) {
  const Instruction& at = site.at;
  if (at.dst == kFramePointer) return Code::FramePointerWritten;
  Value& dst = site.state->registers[at.dst];
  if (at.op == Op::LoadNumber) {
    dst = Value::number(Term::number(at.wide));
    return Code::Ok;
  }
  if (at.op == Op::LoadFunction) {
    dst = Value::pointer({Into::Code, at.target, 0, 0}, 0);
    return Code::Ok;
  }
  const MapView& map = site.map(at.map);
  // Variables that can be written need memory that lasts, which not every loader gives.
  if (map.role == wire::MapRole::Variables && !site.policy().writable_globals)
    return Code::WritableDataNotOffered;
  if (at.op == Op::LoadMap) {
    dst = Value::pointer({Into::Map, at.map, 0, 0}, 0);
    return Code::Ok;
  }
  const MapKindView* kind = find_map_kind(site.contract(), map.kind);
  if (kind == nullptr || !kind->direct_value || map.max_entries != 1) return Code::MapNotAllowed;
  if (map.role != wire::MapRole::Table) {
    dst = Value::pointer({Into::Data, at.map, 0, 0}, at.map_offset);
    return Code::Ok;
  }
  const Code code = check_definition(*kind, map);
  if (code != Code::Ok) return code;
  dst = Value::pointer({Into::Element, at.map, 0, 0}, at.map_offset);
  return Code::Ok;
}

}  // namespace assay::checker
