// SPDX-License-Identifier: Apache-2.0
// Loads, stores, atomic operations, packet loads and numbers of 16 bytes.
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr unsigned kWhole = 8;
/// Elements of a table that one load may range over.
constexpr uint64_t kMostElements = 4096;

/// A load that may give whatever has its bytes.
[[gnu::noinline]] Code load_unknown(Site& site, Value& out) {
  const Extended by = site.at.sign_extend ? Extended::Sign : Extended::Zeros;
  out = site.state->fresh(any_of(site.at.width, by));
  return Code::Ok;
}

/// A number of which its low bytes are known, signed or not.
[[gnu::noinline]] Term low_bytes(Site& site, const Term& term, unsigned bytes, Extended by) {
  Scalar facts = site.known().evaluate(term);
  make_extended(facts, bytes * 8, by);
  return site.known().introduce(facts);
}

/// A value that is the loaded bytes, zero-extended, becomes what the load makes of it.
[[gnu::noinline]] void extend(Site& site, Value& value) {
  const Instruction& at = site.at;
  if (at.width == kWhole || !value.is_number() || !at.sign_extend) return;
  if (at.width == 4) return site.known().extend32(Link::SignExtend32, value.term);
  value.term = low_bytes(site, value.term, at.width, Extended::Sign);
}

/// The address `offset` bytes behind the region's first mark: a number where it is absent.
Value address_in(const State& state, uint32_t region, const Term& offset) {
  if (state.presence[region] == Presence::Absent) return Value::number(offset);
  Value v = Value::pointer({Into::Region, region, 0, 0}, 0);
  v.term = offset;
  return v;
}

[[gnu::noinline]] Code load_context(Site& site, const Value& pointer, Value& out) {
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
      return load_unknown(site, out);
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
[[gnu::noinline]] Scalar table_facts(Site& site, const MapView& map, const Places& places) {
  const unsigned n = site.at.width;
  Scalar out = Scalar::constant(word_at(map, places.first, n));
  for (uint64_t at = places.first + places.stride; at <= places.last; at += places.stride) {
    if (!join(out, Scalar::constant(word_at(map, at, n)), out)) return Scalar::top();
  }
  if (site.at.sign_extend) make_extended(out, n * 8, Extended::Sign);
  return out;
}

/// Read-only data: the bytes at a known offset, or the range of all that an unknown one may give.
[[gnu::noinline]] Code load_data(Site& site, const Value& pointer, Value& out) {
  const MapView& map = site.map(pointer.place.index);
  const unsigned n = site.at.width;
  out = Value{};
  if (map.role != wire::MapRole::ReadOnlyData || map.value_size < n ||
      !site.policy().read_only_data_frozen)
    return load_unknown(site, out);
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
  if (!known) return load_unknown(site, out);
  if (!fixed) site.known().desk->spend((last - first) / stride + 1);
  const Places places =
      fixed ? Places{offset.value(), offset.value(), 1} : Places{first, last, stride};
  out = site.state->fresh(table_facts(site, map, places));
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

/// Some bytes of a number, zero-extended, but not the low half.
[[gnu::noinline]] Term part_of(Site& site, const Term& term, uint64_t shift) {
  Scalar part = site.known().evaluate(term);
  Scalar by = Scalar::constant(shift);
  apply(Alu::Rsh, Part::Whole, part, by);
  make_extended(part, site.at.width * 8u, Extended::Zeros);
  return site.known().introduce(part);
}

/// Bytes of which nothing is known are a cell from then on.
[[gnu::noinline]] void load_anew(Site& site, uint32_t frame, const StackRange& range, Value& out) {
  State& state = *site.state;
  const unsigned n = site.at.width;
  out = state.fresh(any_of(n, Extended::Zeros));
  if (state.initialised(frame, range.low, n)) state.name(frame, range.low, n, out);
}

[[gnu::noinline]] Code load_stack(Site& site, uint32_t frame, const StackRange& range, Value& out) {
  State& state = *site.state;
  const unsigned n = site.at.width;
  if (!range.exact) return load_unknown(site, out);
  if (const Cell* cell = state.exact(frame, range.low, n)) {
    out = cell->value;
  } else if (const Cell* around = covering(state, frame, range)) {
    const auto shift = 8 * static_cast<uint64_t>(range.low - around->offset);
    out = around->value;
    if (shift == 0 && n == 4) {
      site.known().extend32(Link::ZeroExtend32, out.term);
    } else {
      out.term = part_of(site, around->value.term, shift);
    }
  } else {
    load_anew(site, frame, range, out);
  }
  extend(site, out);
  return Code::Ok;
}

/// A load sees a pointer on the stack whole or not at all.
Code check_whole_read(const Site& site, uint32_t frame, const StackRange& range) {
  if (site.policy().pointer_to_scalar) return Code::Ok;
  if (range.exact && site.state->exact(frame, range.low, range.size()) != nullptr) return Code::Ok;
  return site.state->touches_pointer(frame, range.low, range.size()) ? Code::PointerCorrupted
                                                                     : Code::Ok;
}

[[gnu::noinline]] Code load_memory(Site& site, const Value& pointer, Value& out) {
  const Access access = access_at(site, pointer, AccessKind::Read);
  const Code code = check_access(site, access);
  if (code != Code::Ok) return code;
  if (pointer.points_into(Into::Data)) return load_data(site, pointer, out);
  if (!pointer.points_into(Into::Stack)) return load_unknown(site, out);
  const uint32_t frame = pointer.place.index;
  const StackRange range = stack_range(site, access);
  const Code whole = check_whole_read(site, frame, range);
  if (whole != Code::Ok) return whole;
  site.note_stack(frame, range.low);
  return load_stack(site, frame, range, out);
}

/// What a field gives that lies past the next mark; false where the instruction reads none.
[[gnu::noinline]] bool mark_past_next(const Site& site, const Value& pointer, Value& out) {
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
[[gnu::noinline]] void truncate(Site& site, Value& value, unsigned bytes) {
  if (bytes == kWhole || !value.is_number()) return;
  Knowledge& k = site.known();
  if (bytes == 4) return k.extend32(Link::ZeroExtend32, value.term);
  if (k.evaluate(value.term).umax() < uint64_t{1} << (bytes * 8)) return;
  value.term = low_bytes(site, value.term, bytes, Extended::Zeros);
}

[[gnu::noinline]] Code store_stack(Site& site, const Value& value, uint32_t frame,
                                   const StackRange& range) {
  const unsigned bytes = site.at.width;
  State& state = *site.state;
  const bool whole = bytes == kWhole && range.low % 8 == 0;
  if (value.is_pointer() && site.at.second_is_register) {
    if (!range.exact) return Code::PointerCorrupted;
    if (!whole && !site.policy().pointer_to_scalar) return Code::PointerCorrupted;
    if (bytes != kWhole && site.policy().pointers_stored_whole) return Code::PointerCorrupted;
  }
  site.note_stack(frame, range.low);
  if (!range.exact) {
    state.weaken(frame, range.low, range.size());
  } else if (value.is_pointer() && !whole) {
    state.scramble(frame, range.low, bytes);
  } else {
    Value kept = value;
    truncate(site, kept, bytes);
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
  Value& loaded = path.state.registers[at.dst];
  const Code code = is_context(pointer) ? load_context(site, pointer, loaded)
                                        : load_memory(site, pointer, loaded);
  ++path.slot;
  Value past;
  if (code != Code::Ok || !mark_past_next(site, pointer, past)) return code;
  // Both worlds: the field as it is, and past the next mark.
  if (walk.copy_before(path) == nullptr) return Code::ArenaFull;
  loaded = past;
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
  if (!site.policy().legacy_packet_access || !may_end_here(site))
    return Code::InstructionNotOffered;
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
  const MapKindView* const kind = find_map_kind(site.contract(), map.kind);
  if (kind == nullptr || !kind->direct_value || map.max_entries != 1) return Code::MapNotAllowed;
  const Into into = map.role == wire::MapRole::Table ? Into::Element : Into::Data;
  dst = Value::pointer({into, at.map, 0, 0}, at.map_offset);
  return Code::Ok;
}

}  // namespace assay::checker
