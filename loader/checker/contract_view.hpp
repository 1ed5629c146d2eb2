// SPDX-License-Identifier: Apache-2.0
// The host's contract, read from its canonical binary form (ADR 21) into the caller's arena. What a
// fact means is said in ir/contract/contract.hpp; every fact of the form is here under its name.
//
// The reader (contract_view.cpp) refuses what is not exactly the form of one version, and contracts
// that contradict themselves where a rule relies on it: lists ascend, indices lie inside, ranges
// are not empty. A helper is decoded when it is asked for, because there are hundreds and a program
// calls few.
#pragma once

#include "ir/wire/contract.hpp"
#include "loader/checker/arena.hpp"
#include "loader/checker/reader.hpp"

namespace assay::checker {

struct FieldView {
  uint32_t offset = 0;
  uint32_t size = 0;
  wire::FieldKind kind = wire::FieldKind::Scalar;
  bool readable = false;
  bool writable = false;
  bool narrow = false;
  bool narrow_inside = false;
  bool may_lie_past_next = false;
  bool narrow_writes = false;
  uint32_t region = 0;  // an index that exists, where kind is RegionMark or RegionLength
  uint32_t mark = 0;    // below the region's marks, where kind is RegionMark
};

struct RegionView {
  uint32_t marks = 0;  // at least 2
  bool writable = false;
  bool moved_by_helpers = false;
  bool may_be_null = false;
  uint64_t max_size = 0;  // from 1 to slack
  uint64_t slack = 0;
  uint64_t most_reversed = 0;  // wire::kUnordered resolved: at most max_size
  bool unshared = false;
};

struct ResultView {
  bool checked = false;
  bool low32 = false;
  int64_t min = 0;
  int64_t max = 0;
};

struct PolicyView {
  bool pointer_to_scalar = false;
  bool pointer_leak_to_memory = false;
  bool pointer_leak_in_result = false;
  bool uninitialised_stack_reads_by_helpers = false;
  bool uninitialised_stack_reads = false;
  bool moved_context_pointers = false;
  bool aligned_context = false;
  bool strict_alignment = false;
  bool aligned_stack = false;
  bool legacy_packet_access = false;
  bool constants_in_range = false;
  bool pointers_stored_whole = false;
  bool functions_by_type = false;
  bool writable_globals = false;
  bool read_only_data_frozen = false;
};

struct LimitsView {
  uint32_t stack_bytes_per_frame = 0;
  uint32_t stack_bytes_per_chain = 0;
  uint32_t stack_bytes_with_tail_calls = 0;
  uint32_t call_depth = 0;
  uint32_t tail_calls = 0;
  uint64_t instruction_budget = 0;
};

/// A way of execution. The one of a contract that lists none is RFC 9669: WayView{}.
struct WayView {
  wire::Frames frames = wire::Frames::Own;
  uint32_t frame_step = 0;
  bool exchange32_extends_sign = false;
  bool fetch_loses_r0 = false;
  bool signed_division_loses_context = false;
  bool le_keeps_upper_bits = false;
  uint32_t most_slots = 0;  // 0: any number
};

struct SizeRuleView {
  uint32_t least = 0;
  uint32_t most = 0;
  uint32_t multiple = 1;  // not 0
};

struct MapKindView {
  uint32_t number = 0;
  bool lookup_from_program = false;
  bool direct_value = false;
  bool holds_maps = false;
  bool holds_programs = false;
  bool value_shared = false;
  bool never_null_in_range = false;
  bool lookup_writes_key = false;
  bool key_is_private = false;
  SizeRuleView key_bytes;
  SizeRuleView value_bytes;
  uint32_t most_of_both = 0;
  SizeRuleView entries;
  bool power_of_two = false;
  bool one_a_program = false;
  uint32_t needed_flags = 0;
  uint32_t known_flags = 0;
  wire::ValueAlignment alignment = wire::ValueAlignment::None;
};

struct ArgumentView {
  wire::ArgKind kind = wire::ArgKind::None;
  bool nullable = false;
  bool constant = false;
  bool is_private = false;
  bool aligned = false;
  bool is_plain = false;  // it says nothing but its kind
  uint8_t width = 0;      // bytes of the register that the helper reads: 1, 2, 4 or 8
  uint64_t min = 0;
  uint64_t max = 0;
  uint64_t size = 0;
};

struct HelperView {
  uint32_t id = 0;
  ArgumentView args[wire::kHelperArguments];
  wire::ReturnKind returns = wire::ReturnKind::Scalar;
  wire::Initialises initialises = wire::Initialises::All;
  uint8_t result_width = 0;  // bytes
  bool moves_packet = false;
  bool packet_arguments = false;
  bool acquires = false;
  bool tail_call = false;
  bool writes_map = false;
  bool aligned_memory = false;
  int64_t return_min = 0;
  int64_t return_max = 0;
  uint32_t returned_argument = 0;
  uint32_t size_argument = 0;
  int32_t releases = -1;  // -1 or 0..4, as the next two
  int32_t callback_argument = -1;
  int32_t return_at_most_argument = -1;
  Bytes map_kinds;  // 4 bytes each, ascending; empty: any. See allows_map_kind().
};

/// Kinds of arguments, a bit each.
using ArgKinds = uint32_t;
template <class... Kind>
[[nodiscard]] constexpr ArgKinds kinds(Kind... kind) {
  return (... | (ArgKinds{1} << static_cast<uint32_t>(kind)));
}
[[nodiscard]] constexpr bool is_among(wire::ArgKind kind, ArgKinds all) {
  return (all & kinds(kind)) != 0;
}
inline constexpr ArgKinds kBuffers =
    kinds(wire::ArgKind::ReadMemory, wire::ArgKind::WriteMemory, wire::ArgKind::ReadWriteMemory);
/// The size of the buffer before it.
inline constexpr ArgKinds kSizes = kinds(wire::ArgKind::Size, wire::ArgKind::SizeOrZero);
/// As many bytes as a key or a value of the map has.
inline constexpr ArgKinds kMapParts =
    kinds(wire::ArgKind::MapKey, wire::ArgKind::MapValueIn, wire::ArgKind::MapValueOut);
/// Memory that the helper writes.
inline constexpr ArgKinds kWritten =
    kinds(wire::ArgKind::WriteMemory, wire::ArgKind::ReadWriteMemory, wire::ArgKind::MapValueOut);

/// Where the bytes of a helper begin in the record.
struct HelperPlace {
  uint32_t id = 0;
  uint32_t offset = 0;
};

struct ContractView {
  wire::ContractPlatform platform = wire::ContractPlatform::Generic;
  Bytes platform_version;
  uint32_t context_size = 0;
  wire::ContextReach context_reach = wire::ContextReach::Fixed;
  const FieldView* fields = nullptr;  // ascend by offset, do not overlap
  uint32_t field_count = 0;
  const RegionView* regions = nullptr;
  uint32_t region_count = 0;
  ResultView result;
  PolicyView policy;
  LimitsView limits;
  const WayView* ways = nullptr;  // at least one
  uint32_t way_count = 0;
  const MapKindView* map_kinds = nullptr;  // ascend by number
  uint32_t map_kind_count = 0;
  const HelperPlace* helpers = nullptr;  // ascend by id
  uint32_t helper_count = 0;
  bool given_memory_is_aligned = true;  // of each helper that a program may call
  Bytes record;
};

/// Reads `record` into `out`, whose tables lie in `arena`. `place` becomes the byte at fault.
[[nodiscard]] Code read_contract(Bytes record, Arena& arena, ContractView& out, size_t& place);

/// The field that covers byte `offset`, or null.
[[nodiscard]] const FieldView* field_at(const ContractView& contract, uint32_t offset);
/// The kind of that number, or null.
[[nodiscard]] const MapKindView* find_map_kind(const ContractView& contract, uint32_t number);
/// Whether the contract offers helper `id`; `out` becomes it.
[[nodiscard]] bool find_helper(const ContractView& contract, uint32_t id, HelperView& out);
/// Whether the helper takes maps of that kind.
[[nodiscard]] bool allows_map_kind(const HelperView& helper, uint32_t number);

}  // namespace assay::checker
