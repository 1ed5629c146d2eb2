// SPDX-License-Identifier: Apache-2.0
// The key `assumes` of the JSON report: everything that an acceptance rests on.
#pragma once

#include <nlohmann/json.hpp>

#include "verifier/report/report.hpp"

namespace assay {

/// As docs/report.schema.json says; null where the program was not accepted.
[[nodiscard]] nlohmann::ordered_json assumes_json(const ProgramReport& report);

}  // namespace assay
