// SPDX-License-Identifier: Apache-2.0
// Findings as GitHub workflow commands, which the web interface shows at the source line.
#pragma once

#include <string>

#include "verifier/report/report.hpp"

namespace assay {

/// One `::error` line for each finding of the program; empty for an accepted one. Property values
/// and messages are escaped as the workflow command syntax demands.
[[nodiscard]] std::string render_github(const ProgramReport& report);

}  // namespace assay
