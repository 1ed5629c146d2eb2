// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/contract_rules.hpp"

namespace assay::checker {

namespace {

using wire::ArgKind;
using wire::FieldKind;
using wire::ReturnKind;

// The most that a contract may say (ir/contract/validate.hpp).
constexpr uint32_t kMostContextBytes = 1u << 20;
constexpr uint32_t kMostFrameBytes = 512;
constexpr uint64_t kMostSlack = uint64_t{1} << 62;
// The most that the rules for proofs have room for.
constexpr uint32_t kMostCallDepth = 8;
constexpr uint64_t kMostRegionBytes = uint64_t{1} << 29;

bool is_length(const RegionView& region, uint32_t bytes) {
  const uint64_t most = bytes >= 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * bytes)) - 1;
  return region.max_size <= most / (region.marks - 1) && region.most_reversed == 0;
}

bool is_mark(const RegionView& region, const FieldView& field) {
  if (field.mark >= region.marks) return false;
  if (!field.may_lie_past_next) return true;
  return field.mark + 1 < region.marks && !region.may_be_null;
}

/// A field by itself; its region exists and is consistent.
bool is_field(const ContractView& contract, const FieldView& field) {
  if (field.size == 0 || (!field.readable && !field.writable)) return false;
  if (field.may_lie_past_next && field.kind != FieldKind::RegionMark) return false;
  if (field.kind == FieldKind::Scalar) return true;
  if (field.writable || field.narrow) return false;
  if (field.kind == FieldKind::Opaque) return true;
  if (field.region >= contract.region_count) return false;
  const RegionView& region = contract.regions[field.region];
  return field.kind == FieldKind::RegionLength ? is_length(region, field.size)
                                               : is_mark(region, field);
}

bool are_fields(const ContractView& contract) {
  uint64_t end = 0;
  for (uint32_t i = 0; i < contract.field_count; ++i) {
    const FieldView& field = contract.fields[i];
    if (field.offset < end || !is_field(contract, field)) return false;
    end = uint64_t{field.offset} + field.size;
    if (end > contract.context_size) return false;
  }
  return contract.context_size <= kMostContextBytes;
}

/// How many fields of that kind are about the region; of marks, about that one.
uint32_t fields_of(const ContractView& contract, uint32_t region, FieldKind kind, uint32_t mark) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < contract.field_count; ++i) {
    const FieldView& field = contract.fields[i];
    if (field.region != region || field.kind != kind) continue;
    if (kind == FieldKind::RegionLength || field.mark == mark) ++count;
  }
  return count;
}

/// Each mark has one field, but the end may have one length instead.
bool has_marks(const ContractView& contract, uint32_t region) {
  const uint32_t marks = contract.regions[region].marks;
  if (marks > contract.field_count + 1) return false;
  for (uint32_t mark = 0; mark < marks; ++mark) {
    const uint32_t fields = fields_of(contract, region, FieldKind::RegionMark, mark);
    const bool by_length = fields == 0 && mark + 1 == marks &&
                           fields_of(contract, region, FieldKind::RegionLength, 0) == 1;
    if (fields != 1 && !by_length) return false;
  }
  return true;
}

bool are_regions(const ContractView& contract) {
  for (uint32_t i = 0; i < contract.region_count; ++i) {
    const RegionView& region = contract.regions[i];
    if (region.marks < 2 || region.max_size == 0 || region.max_size > region.slack) return false;
    if (region.slack > kMostSlack || region.max_size > kMostSlack / (region.marks - 1))
      return false;
    if (!has_marks(contract, i)) return false;
  }
  return true;
}

bool are_ways(const ContractView& contract) {
  for (uint32_t i = 0; i < contract.way_count; ++i) {
    const WayView& way = contract.ways[i];
    const bool below = way.frames == wire::Frames::Below;
    if (below != (way.frame_step != 0)) return false;
    if (way.frame_step > contract.limits.stack_bytes_per_frame) return false;
  }
  return true;
}

bool are_map_kinds(const ContractView& contract) {
  for (uint32_t i = 0; i < contract.map_kind_count; ++i) {
    const MapKindView& kind = contract.map_kinds[i];
    if (i > 0 && contract.map_kinds[i - 1].number >= kind.number) return false;
    if (kind.key_bytes.multiple == 0 || kind.value_bytes.multiple == 0 ||
        kind.entries.multiple == 0)
      return false;
  }
  return true;
}

bool are_limits(const ContractView& contract) {
  const LimitsView& limits = contract.limits;
  if (limits.stack_bytes_per_frame == 0 || limits.stack_bytes_per_frame > kMostFrameBytes)
    return false;
  if (limits.call_depth == 0 || limits.instruction_budget == 0) return false;
  return contract.result.min <= contract.result.max;
}

/// None where there is no such argument.
ArgKind kind_at(const HelperView& helper, int64_t index) {
  if (index < 0 || index >= int64_t{wire::kHelperArguments}) return ArgKind::None;
  return helper.args[index].kind;
}

constexpr ArgKinds kObjects =
    kinds(ArgKind::AllocatedMemory, ArgKind::SocketReference, ArgKind::StackObject);
constexpr ArgKinds kNone = kinds(ArgKind::None);
constexpr ArgKinds kMaps = kinds(ArgKind::MapHandle);
constexpr ArgKinds kOnStack = kinds(ArgKind::NewObject, ArgKind::StackObject);
/// Something beside the kind must be said, or stand beside it.
constexpr ArgKinds kNeedsMore = kBuffers | kSizes | kMapParts | kOnStack;

/// Of what kinds the arguments of a helper are, as far as they were looked at.
struct Arguments {
  ArgKinds some = 0;
  ArgKinds several = 0;
  uint32_t objects = 0;

  [[nodiscard]] bool has(ArgKinds any) const { return (some & any) != 0; }
  [[nodiscard]] bool has_one(ArgKind kind) const {
    return is_among(kind, some) && !is_among(kind, several);
  }
};

bool is_argument(const HelperView& helper, uint32_t i, const Arguments& all) {
  const ArgumentView& argument = helper.args[i];
  const ArgKinds kind = kinds(argument.kind);
  if (argument.is_plain && (kind & kNeedsMore) == 0) return true;
  const ArgKind before = kind_at(helper, int64_t{i} - 1);
  const ArgKind after = kind_at(helper, int64_t{i} + 1);
  if ((kind & kMapParts) != 0 && !all.has_one(ArgKind::MapHandle)) return false;
  if ((kind & kSizes) != 0 && (!is_among(before, kBuffers) || helper.args[i - 1].size != 0))
    return false;
  if ((kind & kBuffers) != 0 && argument.size == 0) {
    if (!is_among(after, kSizes)) return false;
    if (argument.nullable && after != ArgKind::SizeOrZero) return false;
  }
  const bool ranged = argument.min != 0 || argument.max != ~uint64_t{0};
  if (ranged && argument.kind != ArgKind::Scalar) return false;
  if (argument.constant && (kind & (kSizes | kinds(ArgKind::Scalar))) == 0) return false;
  if ((kind & kOnStack) != 0 &&
      (argument.size <= 8 || argument.size % 8 != 0 || argument.size > 64))
    return false;
  const bool is_word = argument.size == 2 || argument.size == 4 || argument.size == 8;
  if (argument.aligned && ((kind & kBuffers) == 0 || !is_word)) return false;
  if (argument.is_private && (kind & (kBuffers | kMapParts)) == 0) return false;
  return argument.min <= argument.max && (argument.width == 4 || argument.width == 8);
}

bool are_arguments(const HelperView& helper, Arguments& all) {
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    const ArgKinds kind = kinds(helper.args[i].kind);
    if (all.has(kNone) && kind != kNone) return false;
    all.several |= all.some & kind;
    all.some |= kind;
    if ((kind & kObjects) != 0) ++all.objects;
    if (!is_argument(helper, i, all)) return false;
  }
  return true;
}

bool is_result(const HelperView& helper, const Arguments& all) {
  const ReturnKind kind = helper.returns;
  if (helper.return_min > helper.return_max) return false;
  const bool of_map = kind == ReturnKind::MapValue || kind == ReturnKind::MapValueOrNull ||
                      kind == ReturnKind::InnerMapOrNull;
  if (of_map && !all.has(kMaps)) return false;
  if (kind == ReturnKind::MemoryOrNull) {
    if (kind_at(helper, helper.size_argument) != ArgKind::Scalar) return false;
  }
  if (kind == ReturnKind::Argument) {
    if (kind_at(helper, helper.returned_argument) == ArgKind::None) return false;
    if (helper.moves_packet || helper.releases == int64_t{helper.returned_argument}) return false;
    if (helper.args[helper.returned_argument].width != 8) return false;
  }
  if (kind == ReturnKind::ArgumentOrNull) {
    if (kind_at(helper, helper.returned_argument) != ArgKind::SocketReference) return false;
    if (helper.releases == int64_t{helper.returned_argument}) return false;
  }
  const bool low_half = helper.result_width == 4;
  if (!low_half && helper.result_width != 8) return false;
  if (low_half && (helper.return_min < INT32_MIN || helper.return_max > INT32_MAX)) return false;
  const bool may_end = kind == ReturnKind::NoReturn || kind == ReturnKind::Void;
  if (helper.tail_call ? !may_end : kind == ReturnKind::NoReturn) return false;
  const bool gives = kind == ReturnKind::MemoryOrNull || kind == ReturnKind::SocketOrNull;
  if (is_among(ArgKind::NewObject, all.several)) return false;
  const bool makes = all.has_one(ArgKind::NewObject);
  if (makes && (!helper.acquires || gives || helper.tail_call)) return false;
  return !helper.acquires || gives || makes;
}

bool are_effects(const HelperView& helper, const Arguments& all) {
  if (helper.releases >= 0 && !is_among(kind_at(helper, helper.releases), kObjects)) return false;
  if (helper.releases >= 0 && all.objects > 1) return false;
  if (all.has(kinds(ArgKind::AllocatedMemory)) && helper.releases < 0) return false;
  const bool calls_back = kind_at(helper, helper.callback_argument) == ArgKind::Callback;
  if (all.has(kinds(ArgKind::Callback)) != calls_back) return false;
  if (!calls_back && helper.callback_argument >= 0) return false;
  const bool bounded = is_among(kind_at(helper, helper.return_at_most_argument), kSizes);
  if (helper.return_at_most_argument >= 0 && !bounded) return false;
  if (helper.releases < -1 || helper.callback_argument < -1 || helper.return_at_most_argument < -1)
    return false;
  if (helper.initialises != wire::Initialises::All && !all.has(kWritten)) return false;
  if (helper.moves_packet && helper.packet_arguments && all.has(kBuffers)) return false;
  return all.has(kMaps) || (!helper.writes_map && helper.map_kinds.size == 0);
}

bool are_maps_of(const ContractView& contract, const HelperView& helper) {
  for (size_t at = 0; at < helper.map_kinds.size; at += 4) {
    const uint32_t number = u32_at(helper.map_kinds.data + at);
    if (at > 0 && u32_at(helper.map_kinds.data + at - 4) > number) return false;
    if (find_map_kind(contract, number) == nullptr) return false;
  }
  return true;
}

}  // namespace

bool is_consistent(const ContractView& contract) {
  return are_regions(contract) && are_fields(contract) && are_ways(contract) &&
         are_map_kinds(contract) && are_limits(contract);
}

bool can_be_honoured(const ContractView& contract) {
  for (uint32_t i = 0; i < contract.region_count; ++i) {
    if (contract.regions[i].max_size > kMostRegionBytes) return false;
  }
  return contract.limits.call_depth <= kMostCallDepth;
}

bool is_consistent(const ContractView& contract, const HelperView& helper) {
  Arguments all;
  return are_arguments(helper, all) && is_result(helper, all) && are_effects(helper, all) &&
         are_maps_of(contract, helper);
}

}  // namespace assay::checker
