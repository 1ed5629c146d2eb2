// SPDX-License-Identifier: Apache-2.0
// The facts in the order of the record. A list is no longer than its bytes can be, so that a false
// count costs nothing.
#include "loader/checker/contract_view.hpp"

#include "loader/checker/contract_rules.hpp"
#include "loader/checker/lists.hpp"

namespace assay::checker {

namespace {

// The least bytes that an element has in the record.
constexpr size_t kFieldBytes = 23;
constexpr size_t kRegionBytes = 32;
constexpr size_t kWayBytes = 13;
constexpr size_t kMapKindBytes = 63;
constexpr size_t kHelperBytes = 203;

uint32_t count_of(Reader& in, size_t element_bytes) {
  const uint32_t count = in.u32();
  if (count > in.left() / element_bytes) in.fail(Code::Truncated);
  return in.ok() ? count : 0;
}

[[gnu::always_inline]] inline void take_one(Reader& in, bool& out) { out = in.truth(); }
template <class T>
[[gnu::always_inline]] inline void take_one(Reader& in, T& out) {
  out = static_cast<T>(sizeof(T) == 8 ? in.u64() : in.u32());
}
/// What stands there in this order, each in the form of its type.
template <class... T>
void take(Reader& in, T&... out) {
  (take_one(in, out), ...);
}

void read_field(Reader& in, FieldView& f) {
  take(in, f.offset, f.size);
  f.kind = static_cast<wire::FieldKind>(in.enumerator(4));
  take(in, f.readable, f.writable, f.narrow, f.narrow_inside, f.region, f.mark);
  take(in, f.may_lie_past_next, f.narrow_writes);
}

void read_region(Reader& in, RegionView& r) {
  take(in, r.marks, r.max_size, r.writable, r.slack, r.moved_by_helpers, r.may_be_null);
  take(in, r.most_reversed, r.unshared);
  r.most_reversed = r.most_reversed < r.max_size ? r.most_reversed : r.max_size;
}

void read_policy(Reader& in, PolicyView& p) {
  take(in, p.pointer_to_scalar, p.pointer_leak_to_memory, p.pointer_leak_in_result);
  take(in, p.uninitialised_stack_reads_by_helpers, p.uninitialised_stack_reads);
  take(in, p.moved_context_pointers, p.aligned_context, p.strict_alignment, p.aligned_stack);
  take(in, p.legacy_packet_access, p.constants_in_range, p.pointers_stored_whole);
  take(in, p.functions_by_type, p.writable_globals, p.read_only_data_frozen);
}

void read_limits(Reader& in, LimitsView& l) {
  take(in, l.stack_bytes_per_frame, l.stack_bytes_per_chain, l.stack_bytes_with_tail_calls);
  take(in, l.call_depth, l.tail_calls, l.instruction_budget);
}

void read_way(Reader& in, WayView& way) {
  way.frames = static_cast<wire::Frames>(in.enumerator(3));
  take(in, way.frame_step, way.exchange32_extends_sign, way.fetch_loses_r0);
  take(in, way.signed_division_loses_context, way.le_keeps_upper_bits, way.most_slots);
}

void take_one(Reader& in, SizeRuleView& rule) { take(in, rule.least, rule.most, rule.multiple); }
void read_map_kind(Reader& in, MapKindView& k) {
  take(in, k.number, k.lookup_from_program, k.direct_value, k.holds_maps, k.holds_programs);
  take(in, k.value_shared, k.never_null_in_range, k.lookup_writes_key, k.key_is_private);
  take_one(in, k.key_bytes);
  take_one(in, k.value_bytes);
  take(in, k.most_of_both);
  take_one(in, k.entries);
  take(in, k.power_of_two, k.one_a_program, k.needed_flags, k.known_flags);
  k.alignment = static_cast<wire::ValueAlignment>(in.enumerator(4));
}

uint8_t read_width(Reader& in) {
  const uint8_t width = in.u8();
  if (width != 1 && width != 2 && width != 4 && width != 8) in.fail(Code::BadEnumerator);
  return width;
}

/// In most arguments only the kind says something. The others' bytes are then: may not be null, and
/// a width of 8, a byte each; least, most and size, 8 bytes each; three truth values.
constexpr size_t kBehindKind = 29;
bool is_plain(const uint8_t* at) {
  return u64_at(at) == 8u << 8 && u64_at(at + 8) == ~uint64_t{0} << 16 &&
         u64_at(at + 16) == 0xffff && u64_at(at + kBehindKind - 8) == 0;
}

void read_argument(Reader& in, ArgumentView& a) {
  a = ArgumentView{};
  a.kind = static_cast<wire::ArgKind>(in.enumerator(21));
  if (in.left() >= kBehindKind && is_plain(in.here())) {
    a.is_plain = true;
    a.width = 8;
    a.max = ~uint64_t{0};
    return in.skip(kBehindKind);
  }
  take(in, a.nullable);
  a.width = read_width(in);
  take(in, a.min, a.max, a.size, a.constant, a.is_private, a.aligned);
}

void read_helper(Reader& in, HelperView& h) {
  take(in, h.id);
  for (ArgumentView& argument : h.args) read_argument(in, argument);
  h.returns = static_cast<wire::ReturnKind>(in.enumerator(10));
  take(in, h.return_min, h.return_max);
  h.result_width = read_width(in);
  take(in, h.returned_argument, h.size_argument);
  h.map_kinds = in.bytes(uint64_t{count_of(in, 4)} * 4);
  h.initialises = static_cast<wire::Initialises>(in.enumerator(4));
  take(in, h.moves_packet, h.packet_arguments, h.acquires, h.releases, h.tail_call, h.writes_map);
  take(in, h.callback_argument, h.return_at_most_argument, h.aligned_memory);
}

/// A table of `count` elements, each filled by `read`.
template <class T, void read(Reader&, T&)>
const T* read_table(Reader& in, Arena& arena, uint32_t count) {
  T* const rows = arena.take<T>(count);
  if (rows == nullptr) in.fail(Code::ArenaFull);
  for (uint32_t i = 0; i < count && in.ok(); ++i) read(in, rows[i]);
  return rows;
}

void read_head(Reader& in) {
  for (const uint8_t letter : wire::kContractTag) {
    if (in.u8() != letter) in.fail(Code::ContractForm);
  }
  if (in.u32() != wire::kContractVersion) in.fail(Code::ContractVersionUnknown);
  const uint32_t length = in.u32();
  if (length != in.left()) in.fail(Code::ContractForm);
}

/// The ways of execution; one that differs in nothing where the contract lists none.
void read_ways(Reader& in, Arena& arena, ContractView& out) {
  const uint32_t count = count_of(in, kWayBytes);
  out.way_count = count == 0 ? 1 : count;
  out.ways = count == 0 ? arena.take<WayView>(1) : read_table<WayView, read_way>(in, arena, count);
  if (out.ways == nullptr) in.fail(Code::ArenaFull);
}

/// A program may get memory from the helper that begins anywhere: none calls it that takes an
/// object which no program has.
bool gives_unaligned(const HelperView& helper) {
  for (const ArgumentView& argument : helper.args) {
    if (argument.kind == wire::ArgKind::OpaqueHandle) return false;
  }
  return helper.returns == wire::ReturnKind::MemoryOrNull && !helper.aligned_memory;
}

/// Decodes every helper and keeps where it begins.
void read_helpers(Reader& in, Arena& arena, ContractView& out) {
  out.helper_count = count_of(in, kHelperBytes);
  HelperPlace* const places = arena.take<HelperPlace>(out.helper_count);
  if (places == nullptr) in.fail(Code::ArenaFull);
  HelperView helper;
  for (uint32_t i = 0; i < out.helper_count && in.ok(); ++i) {
    const auto offset = static_cast<uint32_t>(in.place());
    read_helper(in, helper);
    places[i] = {helper.id, offset};
    if (gives_unaligned(helper)) out.given_memory_is_aligned = false;
    const bool ascends = i == 0 || places[i - 1].id < helper.id;
    if (in.ok() && (!ascends || !is_consistent(out, helper))) in.fail(Code::ContractContradicts);
  }
  out.helpers = places;
}

void read_facts(Reader& in, Arena& arena, ContractView& out) {
  out.platform = static_cast<wire::ContractPlatform>(in.enumerator(3));
  out.platform_version = in.bytes(in.u32());
  out.context_size = in.u32();
  out.context_reach = static_cast<wire::ContextReach>(in.enumerator(3));
  out.field_count = count_of(in, kFieldBytes);
  out.fields = read_table<FieldView, read_field>(in, arena, out.field_count);
  out.region_count = count_of(in, kRegionBytes);
  out.regions = read_table<RegionView, read_region>(in, arena, out.region_count);
  take(in, out.result.checked, out.result.min, out.result.max, out.result.low32);
  read_policy(in, out.policy);
  read_limits(in, out.limits);
  read_ways(in, arena, out);
  out.map_kind_count = count_of(in, kMapKindBytes);
  out.map_kinds = read_table<MapKindView, read_map_kind>(in, arena, out.map_kind_count);
  if (in.ok() && !is_consistent(out)) in.fail(Code::ContractContradicts);
  if (in.ok() && !can_be_honoured(out)) in.fail(Code::ContractFactUnknown);
}

}  // namespace

Code read_contract(Bytes record, Arena& arena, ContractView& out, size_t& place) {
  out = ContractView{};
  out.record = record;
  Reader in(record);
  read_head(in);
  read_facts(in, arena, out);
  read_helpers(in, arena, out);
  in.expect_end();
  place = in.place();
  return as_form_of(in.code(), Code::ContractForm);
}

const FieldView* field_at(const ContractView& contract, uint32_t offset) {
  for (uint32_t i = 0; i < contract.field_count; ++i) {
    const FieldView& field = contract.fields[i];
    if (offset >= field.offset && offset - field.offset < field.size) return &field;
  }
  return nullptr;
}

const MapKindView* find_map_kind(const ContractView& contract, uint32_t number) {
  for (uint32_t i = 0; i < contract.map_kind_count; ++i) {
    if (contract.map_kinds[i].number == number) return &contract.map_kinds[i];
  }
  return nullptr;
}

bool find_helper(const ContractView& contract, uint32_t id, HelperView& out) {
  const uint32_t at =
      first_not_below(contract.helpers, contract.helper_count, &HelperPlace::id, id);
  if (at == contract.helper_count || contract.helpers[at].id != id) return false;
  const uint32_t offset = contract.helpers[at].offset;
  Reader in({contract.record.data + offset, contract.record.size - offset});
  read_helper(in, out);
  return in.ok();
}

bool allows_map_kind(const HelperView& helper, uint32_t number) {
  for (size_t at = 0; at < helper.map_kinds.size; at += 4) {
    if (u32_at(helper.map_kinds.data + at) == number) return true;
  }
  return helper.map_kinds.size == 0;
}

}  // namespace assay::checker
