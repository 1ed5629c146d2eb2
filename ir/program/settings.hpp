// SPDX-License-Identifier: Apache-2.0
// What the user says in a loader's place: of read-only data, whether it is that of the object, any,
// or recorded; of maps, how many entries they have where their object does not say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/program.hpp"

namespace assay {

struct Settings {
  ContentsFrom mode = ContentsFrom::Object;      // of sections that nothing is recorded of
  std::map<std::string, SharedBytes> recorded;   // by section
  std::map<std::string, std::uint32_t> entries;  // by map
};

/// Writes the settings into the maps. Error: UsageError, where contents are recorded of a section
/// that is not there, or that has another size, or entries are said of no map, or of one that has
/// a number of them.
[[nodiscard]] std::optional<Error> apply_settings(const Settings& settings, std::vector<Map>& maps);

}  // namespace assay
