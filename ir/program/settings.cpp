// SPDX-License-Identifier: Apache-2.0
#include "ir/program/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/errors.hpp"

namespace assay {

std::optional<Error> apply_settings(const Settings& settings, std::vector<Map>& maps) {
  const auto is_read_only_data = [](const Map& map) { return map.is_data && map.read_only; };
  for (Map& map : maps) {
    if (is_read_only_data(map)) map.contents_from = settings.mode;
  }
  for (const auto& [section, bytes] : settings.recorded) {
    const auto map = std::ranges::find_if(
        maps, [&](const Map& m) { return is_read_only_data(m) && m.name == section; });
    if (map == maps.end()) {
      return Error{ErrorCode::UsageError,
                   fmt::format("--rodata: there is no read-only data in a section '{}'", section)};
    }
    if (bytes.size() != map->value_size) {
      return Error{ErrorCode::UsageError,
                   fmt::format("--rodata: {} bytes are recorded of section '{}', which has {}",
                               bytes.size(), section, map->value_size)};
    }
    map->contents = bytes;
    map->contents_from = ContentsFrom::Recorded;
  }
  return std::nullopt;
}

}  // namespace assay
