// SPDX-License-Identifier: Apache-2.0
#include "ir/package/pack_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ir/base/errors.hpp"
#include "ir/program/used_maps.hpp"

namespace assay {

namespace {

/// In the order of their offsets; those that overlap or touch as one.
std::vector<ValueSpan> joined(std::vector<ValueSpan> spans) {
  std::ranges::sort(spans, {}, &ValueSpan::offset);
  std::vector<ValueSpan> out;
  for (const ValueSpan& span : spans) {
    if (span.size == 0) continue;
    const std::uint32_t end = span.offset + span.size;
    if (out.empty() || span.offset > out.back().offset + out.back().size) {
      out.push_back(span);
    } else {
      const std::uint32_t before = out.back().offset + out.back().size;
      out.back().size = std::max(before, end) - out.back().offset;
    }
  }
  return out;
}

std::vector<ValueSpan> settings_of(const DataLayout& layout) {
  std::vector<ValueSpan> spans;
  for (const DataVariable& variable : layout.variables) {
    if (variable.is_setting) spans.push_back({variable.offset, variable.size});
  }
  return joined(std::move(spans));
}

/// What of read-only data holds when the program runs (contents_hold() of ir/program).
void set_bound_contents(const Map& map, SealedMap& out) {
  out.contents = wire::Contents::Any;
  if (map.contents.size() != map.value_size) return;
  switch (map.contents_from) {
    case ContentsFrom::Any:
      return;
    case ContentsFrom::Settings:
      if (map.layout == nullptr) return;
      out.settings = settings_of(*map.layout);
      break;
    case ContentsFrom::Object:
    case ContentsFrom::Recorded:
      break;
  }
  out.contents = wire::Contents::Bound;
  out.value = map.contents.copy();
}

void set_initial_contents(const Map& map, SealedMap& out) {
  std::vector<std::uint8_t> value = map.contents.copy();
  value.resize(map.value_size);
  if (std::ranges::all_of(value, [](std::uint8_t byte) { return byte == 0; })) return;
  out.contents = wire::Contents::Initial;
  out.value = std::move(value);
}

}  // namespace

SealedMap sealed_map(const Map& map) {
  SealedMap out;
  out.name = map.name;
  out.kind = map.kind;
  out.key_size = map.key_size;
  out.value_size = map.value_size;
  out.max_entries = map.max_entries;
  out.flags = map.flags;
  std::vector<ValueSpan> kept;
  kept.reserve(map.special_fields.size());
  for (const SpecialField& field : map.special_fields) kept.push_back({field.offset, field.size});
  out.kept = joined(std::move(kept));
  if (!map.is_data) return out;
  out.role = map.read_only ? wire::MapRole::ReadOnlyData : wire::MapRole::Variables;
  if (map.read_only) {
    set_bound_contents(map, out);
  } else {
    set_initial_contents(map, out);
  }
  return out;
}

std::optional<Error> MapGathering::add(const Program& program) {
  for (const std::uint32_t index : used_maps(program)) {
    const Map& map = program.maps.at(index);
    if (map.name.empty())
      return Error{ErrorCode::NotSealable, "a map has no name by which a loader could know it"};
    if (map.read_only && !map.is_data)
      return Error{ErrorCode::NotSealable,
                   fmt::format("map '{}' is frozen, and is no data of the object", map.name)};
    Row row{sealed_map(map), map.inner ? program.maps.at(*map.inner).name : ""};
    if (const auto [at, is_new] = rows_.try_emplace(map.name, row); !is_new && at->second != row)
      return Error{ErrorCode::NotSealable,
                   fmt::format("two different maps have the name '{}'", map.name)};
  }
  return std::nullopt;
}

std::uint32_t MapGathering::index_of(const std::string& name) const {
  const auto at = rows_.find(name);
  return at == rows_.end() ? 0 : static_cast<std::uint32_t>(std::distance(rows_.begin(), at));
}

std::vector<SealedMap> MapGathering::table() const {
  std::vector<SealedMap> out;
  for (const auto& [name, row] : rows_) {
    out.push_back(row.map);
    if (!row.inner.empty()) out.back().inner = index_of(row.inner);
  }
  return out;
}

std::vector<std::uint32_t> map_numbers(const SealedPackage& package, const Program& program) {
  std::vector<std::uint32_t> out;
  for (const Map& map : program.maps) {
    const auto at = std::ranges::find(package.maps, map.name, &SealedMap::name);
    out.push_back(at == package.maps.end() ? 0
                                           : static_cast<std::uint32_t>(at - package.maps.begin()));
  }
  return out;
}

}  // namespace assay
