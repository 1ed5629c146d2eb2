// SPDX-License-Identifier: Apache-2.0
// The facts in the order of the record. A list is no longer than its bytes can be, so that a false
// count costs nothing.
#include "loader/checker/contract_view.hpp"

#include "loader/checker/contract_rules.hpp"

namespace assay::checker {

namespace {

// The least bytes that an element has in the record.
constexpr size_t kFieldBytes = 23;
constexpr size_t kRegionBytes = 32;
constexpr size_t kWayBytes = 8;
constexpr size_t kMapKindBytes = 63;
constexpr size_t kHelperBytes = 203;

uint32_t count_of(Reader& in, size_t element_bytes) {
  const uint32_t count = in.u32();
  if (count > in.left() / element_bytes) in.fail(Code::Truncated);
  return in.ok() ? count : 0;
}

void read_field(Reader& in, FieldView& field) {
  field.offset = in.u32();
  field.size = in.u32();
  field.kind = static_cast<wire::FieldKind>(in.enumerator(4));
  field.readable = in.truth();
  field.writable = in.truth();
  field.narrow = in.truth();
  field.narrow_inside = in.truth();
  field.region = in.u32();
  field.mark = in.u32();
  field.may_lie_past_next = in.truth();
  field.narrow_writes = in.truth();
}

void read_region(Reader& in, RegionView& region) {
  region.marks = in.u32();
  region.max_size = in.u64();
  region.writable = in.truth();
  region.slack = in.u64();
  region.moved_by_helpers = in.truth();
  region.may_be_null = in.truth();
  const uint64_t reversed = in.u64();
  region.most_reversed = reversed < region.max_size ? reversed : region.max_size;
  region.unshared = in.truth();
}

void read_policy(Reader& in, PolicyView& policy) {
  policy.pointer_to_scalar = in.truth();
  policy.pointer_leak_to_memory = in.truth();
  policy.pointer_leak_in_result = in.truth();
  policy.uninitialised_stack_reads_by_helpers = in.truth();
  policy.uninitialised_stack_reads = in.truth();
  policy.moved_context_pointers = in.truth();
  policy.aligned_context = in.truth();
  policy.strict_alignment = in.truth();
  policy.aligned_stack = in.truth();
  policy.legacy_packet_access = in.truth();
  policy.constants_in_range = in.truth();
  policy.pointers_stored_whole = in.truth();
  policy.functions_by_type = in.truth();
  policy.writable_globals = in.truth();
  policy.read_only_data_frozen = in.truth();
}

void read_result(Reader& in, ResultView& result) {
  result.checked = in.truth();
  result.min = static_cast<int64_t>(in.u64());
  result.max = static_cast<int64_t>(in.u64());
  result.low32 = in.truth();
}

void read_limits(Reader& in, LimitsView& limits) {
  limits.stack_bytes_per_frame = in.u32();
  limits.stack_bytes_per_chain = in.u32();
  limits.stack_bytes_with_tail_calls = in.u32();
  limits.call_depth = in.u32();
  limits.tail_calls = in.u32();
  limits.instruction_budget = in.u64();
}

void read_way(Reader& in, WayView& way) {
  way.frames = static_cast<wire::Frames>(in.enumerator(3));
  way.frame_step = in.u32();
  way.exchange32_extends_sign = in.truth();
  way.fetch_loses_r0 = in.truth();
  way.le_keeps_upper_bits = in.truth();
}

void read_size_rule(Reader& in, SizeRuleView& rule) {
  rule.least = in.u32();
  rule.most = in.u32();
  rule.multiple = in.u32();
}

void read_map_kind(Reader& in, MapKindView& kind) {
  kind.number = in.u32();
  kind.lookup_from_program = in.truth();
  kind.direct_value = in.truth();
  kind.holds_maps = in.truth();
  kind.holds_programs = in.truth();
  kind.value_shared = in.truth();
  kind.never_null_in_range = in.truth();
  kind.lookup_writes_key = in.truth();
  kind.key_is_private = in.truth();
  read_size_rule(in, kind.key_bytes);
  read_size_rule(in, kind.value_bytes);
  kind.most_of_both = in.u32();
  read_size_rule(in, kind.entries);
  kind.power_of_two = in.truth();
  kind.one_a_program = in.truth();
  kind.needed_flags = in.u32();
  kind.known_flags = in.u32();
  kind.alignment = static_cast<wire::ValueAlignment>(in.enumerator(4));
}

uint8_t read_width(Reader& in) {
  const uint8_t width = in.u8();
  if (width != 1 && width != 2 && width != 4 && width != 8) in.fail(Code::BadEnumerator);
  return width;
}

void read_argument(Reader& in, ArgumentView& argument) {
  argument.kind = static_cast<wire::ArgKind>(in.enumerator(21));
  argument.nullable = in.truth();
  argument.width = read_width(in);
  argument.min = in.u64();
  argument.max = in.u64();
  argument.size = in.u64();
  argument.constant = in.truth();
  argument.is_private = in.truth();
  argument.aligned = in.truth();
}

void read_helper(Reader& in, HelperView& helper) {
  helper.id = in.u32();
  for (ArgumentView& argument : helper.args) read_argument(in, argument);
  helper.returns = static_cast<wire::ReturnKind>(in.enumerator(10));
  helper.return_min = static_cast<int64_t>(in.u64());
  helper.return_max = static_cast<int64_t>(in.u64());
  helper.result_width = read_width(in);
  helper.returned_argument = in.u32();
  helper.size_argument = in.u32();
  helper.map_kinds = in.bytes(uint64_t{count_of(in, 4)} * 4);
  helper.initialises = static_cast<wire::Initialises>(in.enumerator(4));
  helper.moves_packet = in.truth();
  helper.packet_arguments = in.truth();
  helper.acquires = in.truth();
  helper.releases = static_cast<int32_t>(in.u32());
  helper.tail_call = in.truth();
  helper.writes_map = in.truth();
  helper.callback_argument = static_cast<int32_t>(in.u32());
  helper.return_at_most_argument = static_cast<int32_t>(in.u32());
  helper.aligned_memory = in.truth();
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
  for (uint32_t i = 0; i < out.helper_count && in.ok(); ++i) {
    const auto offset = static_cast<uint32_t>(in.place());
    HelperView helper;
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
  read_result(in, out.result);
  read_policy(in, out.policy);
  read_limits(in, out.limits);
  read_ways(in, arena, out);
  out.map_kind_count = count_of(in, kMapKindBytes);
  out.map_kinds = read_table<MapKindView, read_map_kind>(in, arena, out.map_kind_count);
  if (in.ok() && !is_consistent(out)) in.fail(Code::ContractContradicts);
  if (in.ok() && !can_be_honoured(out)) in.fail(Code::ContractFactUnknown);
}

/// A fault of form, which is the host's here, not the package's.
Code of_contract(Code code) {
  const bool of_form = code == Code::Truncated || code == Code::BytesLeftOver ||
                       code == Code::BadEnumerator || code == Code::BadTruthValue;
  return of_form ? Code::ContractForm : code;
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
  return of_contract(in.code());
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
  uint32_t low = 0;
  uint32_t high = contract.helper_count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (contract.helpers[middle].id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == contract.helper_count || contract.helpers[low].id != id) return false;
  const uint32_t offset = contract.helpers[low].offset;
  Reader in({contract.record.data + offset, contract.record.size - offset});
  out = HelperView{};
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
