// SPDX-License-Identifier: Apache-2.0
#include "ir/program/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ir/base/errors.hpp"

namespace assay {

namespace {

Error usage(std::string what) { return {ErrorCode::UsageError, std::move(what)}; }

std::optional<Error> set_contents(const Settings& settings, std::vector<Map>& maps) {
  const auto is_read_only_data = [](const Map& map) { return map.is_data && map.read_only; };
  for (Map& map : maps) {
    if (is_read_only_data(map)) map.contents_from = settings.mode;
  }
  for (const auto& [section, bytes] : settings.recorded) {
    const auto map = std::ranges::find_if(
        maps, [&](const Map& m) { return is_read_only_data(m) && m.name == section; });
    if (map == maps.end()) {
      return usage(fmt::format("--rodata: there is no read-only data in a section '{}'", section));
    }
    if (bytes.size() != map->value_size) {
      return usage(fmt::format("--rodata: {} bytes are recorded of section '{}', which has {}",
                               bytes.size(), section, map->value_size));
    }
    map->contents = bytes;
    map->contents_from = ContentsFrom::Recorded;
  }
  return std::nullopt;
}

std::optional<Error> set_entries(const Settings& settings, std::vector<Map>& maps) {
  for (const auto& [name, entries] : settings.entries) {
    const auto map =
        std::ranges::find_if(maps, [&](const Map& m) { return !m.is_data && m.name == name; });
    if (map == maps.end()) return usage(fmt::format("--map-entries: there is no map '{}'", name));
    if (map->max_entries != 0) {
      return usage(fmt::format("--map-entries: map '{}' has {} entries by its definition", name,
                               map->max_entries));
    }
    map->max_entries = entries;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> apply_settings(const Settings& settings, std::vector<Map>& maps) {
  if (auto fault = set_contents(settings, maps)) return fault;
  return set_entries(settings, maps);
}

}  // namespace assay
