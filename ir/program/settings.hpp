// SPDX-License-Identifier: Apache-2.0
// What the user says of read-only data: that of the object, any, or recorded contents.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/program.hpp"

namespace assay {

struct Settings {
  ContentsFrom mode = ContentsFrom::Object;     // of sections that nothing is recorded of
  std::map<std::string, SharedBytes> recorded;  // by section
};

/// Writes the settings into the read-only data among the maps. Error: UsageError, where contents
/// are recorded of a section that is not there, or that has another size.
[[nodiscard]] std::optional<Error> apply_settings(const Settings& settings, std::vector<Map>& maps);

}  // namespace assay
