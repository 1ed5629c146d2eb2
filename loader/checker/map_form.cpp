// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/map_form.hpp"

namespace assay::checker {

namespace {

/// Spans of the value that ascend, are not empty, and do not touch: two that touch are one.
Bytes read_spans(Reader& in, Work& work, uint32_t value_size, uint32_t& count) {
  count = in.count(wire::kMostFields);
  if (!work.spend(count)) in.fail(Code::UnitsExceeded);
  const Bytes spans = in.bytes(uint64_t{count} * 8);
  uint64_t end = 0;
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    const uint8_t* const span = spans.data + size_t{i} * 8;
    const uint64_t offset = u32_at(span);
    const uint64_t size = u32_at(span + 4);
    const bool apart = i == 0 || offset > end;
    end = offset + size;
    if (!apart || size == 0 || end > value_size) in.fail(Code::FieldsOutOfOrder);
  }
  return spans;
}

bool has_contents_of_role(const MapView& map) {
  switch (map.role) {
    case wire::MapRole::Table:
      return map.contents == wire::Contents::None;
    case wire::MapRole::Variables:
      return map.contents == wire::Contents::None || map.contents == wire::Contents::Initial;
    case wire::MapRole::ReadOnlyData:
      return map.contents == wire::Contents::Bound || map.contents == wire::Contents::Any;
  }
  return false;
}

/// Data are one value under a key of four bytes.
bool is_consistent(const MapView& map) {
  if (!has_contents_of_role(map)) return false;
  if (map.contents != wire::Contents::Bound && map.setting_count != 0) return false;
  if (map.role == wire::MapRole::Table) return true;
  return map.key_size == 4 && map.max_entries == 1 && map.inner == wire::kNoMap;
}

bool has_bytes(const MapView& map) {
  return map.contents == wire::Contents::Bound || map.contents == wire::Contents::Initial;
}

bool are_all_zero(Bytes bytes) {
  for (size_t i = 0; i < bytes.size; ++i) {
    if (bytes.data[i] != 0) return false;
  }
  return true;
}

}  // namespace

void read_map(Reader& in, Work& work, MapView& out) {
  out.name = in.word();
  out.kind = in.u32();
  out.key_size = in.u32();
  out.value_size = in.u32();
  out.max_entries = in.u32();
  out.flags = in.u32();
  out.inner = in.u32();
  out.role = static_cast<wire::MapRole>(in.enumerator(3));
  out.contents = static_cast<wire::Contents>(in.enumerator(4));
  out.kept = read_spans(in, work, out.value_size, out.kept_count);
  out.settings = read_spans(in, work, out.value_size, out.setting_count);
  if (in.ok() && !is_consistent(out)) in.fail(Code::BadMap);
  if (!has_bytes(out)) return;
  if (out.value_size > wire::kMostValueBytes) in.fail(Code::CountTooLarge);
  out.value = in.bytes(out.value_size);
  if (out.contents == wire::Contents::Initial && are_all_zero(out.value)) in.fail(Code::BadMap);
}

bool is_inner_map_known(const MapView* maps, uint32_t count, uint32_t index) {
  const uint32_t inner = maps[index].inner;
  if (inner == wire::kNoMap) return true;
  return inner < count && inner != index && maps[inner].inner == wire::kNoMap;
}

}  // namespace assay::checker
