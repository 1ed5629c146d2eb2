// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/access.hpp"

namespace assay::checker {
namespace {

constexpr uint32_t kReadOnlyToPrograms = 1u << 7;  // a map's flag (BPF_F_RDONLY_PROG)
constexpr int64_t kMostContext = int64_t{1} << 33;

/// What a caller keeps deeper than its callee's frame begins is the callee's.
uint32_t stack_bytes(const Site& site, uint32_t frame) {
  const uint32_t bytes = site.contract().limits.stack_bytes_per_frame;
  const bool runs = frame + 1 == site.state->frame_count;
  if (site.rules->way->frames != wire::Frames::Below || runs) return bytes;
  return least_of(bytes, site.rules->way->frame_step);
}

/// First valid offset, and one past the last; false where there is none.
bool extent_of(const Site& site, const Place& place, Wide& begin, Linear& end) {
  begin = Wide{};
  switch (place.into) {
    case Into::Stack:
      begin = -Wide::of_unsigned(stack_bytes(site, place.index));
      end.set(Wide{});
      return true;
    case Into::Context:
      end.set(Wide::of_unsigned(site.contract().context_size));
      return true;
    case Into::Region:
      return site.known().integer(site.region_mark(place.index, site.last_mark(place.index)),
                                  Reading::Signed, end);
    case Into::Element:
    case Into::Data:
      end.set(Wide::of_unsigned(site.map(place.index).value_size));
      return true;
    case Into::Memory:
      end.set(Wide::of_unsigned(place.bytes));
      return true;
    case Into::Map:
    case Into::Code:
    case Into::Object:
      return false;
  }
  return false;
}

/// The bytes [begin, end) of an access as integers; false where they may wrap.
bool touched(const Site& site, const Access& a, Linear& begin, Linear& end) {
  const Knowledge& k = site.known();
  Linear size;
  return k.integer(a.pointer->term.plus(static_cast<uint64_t>(a.delta)), Reading::Signed, begin) &&
         k.integer(a.size, Reading::Unsigned, size) && combine(1, begin, 1, size, end);
}

[[gnu::noinline]] bool in_bounds(const Site& site, const Access& a, Wide begin, const Linear& end) {
  const Knowledge& k = site.known();
  Linear first;
  Linear last;
  Linear over;
  Wide lowest;
  return touched(site, a, first, last) && k.lower_bound(first, begin, lowest) && begin <= lowest &&
         difference(last, end, over) && k.entails(over);
}

[[gnu::noinline]] Code check_bounds(const Site& site, const Access& a) {
  Wide begin;
  Linear end;
  if (!extent_of(site, a.pointer->place, begin, end)) return Code::OpaqueAccess;
  return in_bounds(site, a, begin, end) ? Code::Ok : Code::OutOfBounds;
}

/// The access leaves alone what the platform keeps for itself in a map's values.
[[gnu::noinline]] bool spares_kept(const Site& site, const Access& a) {
  const Place& place = a.pointer->place;
  if (place.into != Into::Element && place.into != Into::Data) return true;
  const MapView& map = site.map(place.index);
  if (map.kept_count == 0) return true;
  const Knowledge& k = site.known();
  Linear first;
  Linear last;
  if (!touched(site, a, first, last)) return false;
  for (uint32_t i = 0; i < map.kept_count; ++i) {
    const uint64_t begin = u32_at(map.kept.data + size_t{8} * i);
    const Wide end = Wide::of_unsigned(begin + u32_at(map.kept.data + size_t{8} * i + 4));
    Wide lowest;
    if (k.lower_bound(first, end, lowest) && end <= lowest) continue;
    if (!k.entails(last.plus(-Wide::of_unsigned(begin)))) return false;
  }
  return true;
}

Code check_permission(const Site& site, const Access& a) {
  if (a.kind == AccessKind::Read) return Code::Ok;
  const bool atomic = a.kind == AccessKind::Atomic;
  const Place& place = a.pointer->place;
  switch (place.into) {
    case Into::Stack:
    case Into::Memory:
      return Code::Ok;
    case Into::Context:
      return atomic ? Code::AtomicNotAllowed : Code::Ok;
    case Into::Region:
      if (atomic) return Code::AtomicNotAllowed;
      return site.contract().regions[place.index].writable ? Code::Ok : Code::ReadOnlyWritten;
    case Into::Element:
    case Into::Data:
      return is_read_only(site.map(place.index)) ? Code::ReadOnlyWritten : Code::Ok;
    case Into::Map:
    case Into::Code:
    case Into::Object:
      return Code::OpaqueAccess;
  }
  return Code::OpaqueAccess;
}

/// The largest power of two, at most 8, that divides the number; of 0 it is 1.
uint32_t power_in(uint32_t bytes) {
  const uint32_t power = bytes & (~bytes + 1);
  return power == 0 ? 1 : least_of<uint32_t>(power, 8);
}
/// Of how many bytes the address of each value of the map is a multiple.
uint32_t value_alignment(const MapKindView& kind, const MapView& map) {
  switch (kind.alignment) {
    case wire::ValueAlignment::None:
      return 1;
    case wire::ValueAlignment::Eight:
      return 8;
    case wire::ValueAlignment::ValueSize:
      return power_in(map.value_size);
    case wire::ValueAlignment::BehindPrefix:
      return map.key_size < 4 ? 1 : power_in(map.key_size - 4);
  }
  return 1;
}
/// Of how many bytes the address of offset 0 is a multiple; packets and the stack count from there.
uint32_t alignment_of(const Site& site, const Place& place) {
  if (place.into == Into::Memory) return site.contract().given_memory_is_aligned ? 8 : 1;
  if (place.into != Into::Element) return 8;
  const MapView& map = site.map(place.index);
  const MapKindView* kind = find_map_kind(site.contract(), map.kind);
  return kind == nullptr ? 1 : value_alignment(*kind, map);
}

[[gnu::noinline]] bool is_aligned(const Site& site, const Access& a) {
  const PolicyView& policy = site.policy();
  const bool stack = policy.aligned_stack && a.pointer->points_into(Into::Stack);
  const bool of_program = a.kind == AccessKind::Atomic || policy.strict_alignment || stack;
  if (a.by == Accessor::Helper || (a.by == Accessor::Program && !of_program)) return true;
  const uint64_t size = a.size.constant;
  if (!a.size.is_constant() || (size != 2 && size != 4 && size != 8)) return true;
  if (size > alignment_of(site, a.pointer->place)) return false;
  const Term start = a.pointer->term.plus(static_cast<uint64_t>(a.delta));
  return (site.known().evaluate(start).known_zeros() & (size - 1)) == size - 1;
}

/// A helper wrote as many bytes of the buffer as a number says, and the access needs no more.
[[gnu::noinline]] bool was_filled(const Site& site, const Access& a, const StackRange& range) {
  const Knowledge& k = site.known();
  Linear first;
  Linear last;
  if (!touched(site, a, first, last)) return false;
  for (uint32_t i = 0; i < site.state->filled_count; ++i) {
    const Filled& f = site.state->filled[i];
    if (f.frame != a.pointer->place.index || range.low < f.offset ||
        range.high > f.offset + static_cast<int32_t>(f.size))
      continue;
    Linear count;
    Linear over;
    if (k.integer(f.count.term, Reading::Unsigned, count) && difference(last, count, over) &&
        k.entails(over.plus(-Wide::of(f.offset))))
      return true;
  }
  return false;
}

[[gnu::noinline]] Code check_initialised(const Site& site, const Access& a) {
  if (!a.pointer->points_into(Into::Stack) || a.kind == AccessKind::Write || a.may_be_uninitialised)
    return Code::Ok;
  const StackRange range = stack_range(site, a);
  if (range.low >= range.high ||
      site.state->initialised(a.pointer->place.index, range.low, range.size()) ||
      was_filled(site, a, range))
    return Code::Ok;
  return Code::StackUninitialised;
}

/// `size` bytes at `offset` may be read or written alone.
bool fits(const FieldView& field, int64_t offset, uint32_t size, AccessKind kind) {
  const bool whole = offset == field.offset && size == field.size;
  const bool narrow = field.kind == wire::FieldKind::Scalar && field.narrow &&
                      (field.narrow_inside || offset == field.offset) &&
                      (kind == AccessKind::Read || field.narrow_writes);
  return offset + size <= int64_t{field.offset} + field.size && (whole || narrow);
}

}  // namespace

bool is_read_only(const MapView& map) {
  return map.role == wire::MapRole::ReadOnlyData || (map.flags & kReadOnlyToPrograms) != 0;
}

Access access_at(const Site& site, const Value& pointer, AccessKind kind) {
  Access a;
  a.pointer = &pointer;
  a.delta = site.at.offset;
  a.size = Term::number(site.at.width);
  a.kind = kind;
  a.may_be_uninitialised = kind == AccessKind::Read && site.policy().uninitialised_stack_reads;
  return a;
}

Code check_access(const Site& site, const Access& a) {
  const Value& p = *a.pointer;
  if (!p.is_readable()) return Code::RegisterUninitialised;
  if (p.is_zero() || p.may_be_null()) return Code::NullDereference;
  if (!p.is_pointer()) return Code::NotAPointer;
  const Code bounds = check_bounds(site, a);
  if (bounds != Code::Ok) return bounds;
  if (!spares_kept(site, a)) return Code::KeptBytesTouched;
  const Code permission = check_permission(site, a);
  if (permission != Code::Ok) return permission;
  if (!is_aligned(site, a)) return Code::Misaligned;
  return check_initialised(site, a);
}

StackRange stack_range(const Site& site, const Access& a) {
  const Knowledge& k = site.known();
  Linear first;
  Linear last;
  Wide low;
  Wide high;
  const Wide far = Wide::power(90);
  const bool read = touched(site, a, first, last) && k.lower_bound(first, far, low) &&
                    k.upper_bound(last, -far, high);
  if (!read || low < Wide::of(-kFrameBytes) || Wide{} < low || Wide{} < high) {
    site.known().desk->fail(Code::Internal);
    return {};
  }
  // Ends in the wrong order: the state has no meaning, and nothing is touched.
  return {static_cast<int32_t>(low.low), static_cast<int32_t>(most_of(low, high).low),
          first.is_constant() && a.size.is_constant()};
}

Code check_context(const Site& site, const Value& pointer, AccessKind kind,
                   const FieldView*& field) {
  const PolicyView& policy = site.policy();
  if (!pointer.term.is_constant() || (!policy.moved_context_pointers && pointer.term.constant != 0))
    return Code::ContextPointerModified;
  if (kind == AccessKind::Atomic) return Code::AtomicNotAllowed;
  const uint32_t size = site.at.width;
  const auto base = static_cast<int64_t>(pointer.term.constant);
  // Neither addition wraps once the base is known to be near.
  if (base < -kMostContext || base > kMostContext) return Code::ContextOutOfBounds;
  const int64_t offset = base + site.at.offset;
  if (offset < 0 || offset + size > site.contract().context_size) return Code::ContextOutOfBounds;
  field = field_at(site.contract(), static_cast<uint32_t>(offset));
  const bool aligned = !policy.aligned_context || offset % size == 0;
  if (field == nullptr || !fits(*field, offset, size, kind) || !aligned)
    return Code::ContextFieldUnknown;
  if (kind == AccessKind::Read && !field->readable) return Code::ContextFieldUnknown;
  if (kind == AccessKind::Write && !field->writable) return Code::ReadOnlyWritten;
  uint32_t& end = site.rules->use->context_bytes;
  end = most_of(end, static_cast<uint32_t>(offset) + size);
  return Code::Ok;
}

}  // namespace assay::checker
