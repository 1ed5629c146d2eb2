// SPDX-License-Identifier: Apache-2.0
// Findings as GitHub workflow commands, which the web interface shows at the source line.
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// One `::error` line for each finding; empty where all is accepted. Property values and messages
/// are escaped as the workflow command syntax demands. Outcomes must be completed().
[[nodiscard]] std::string render_github(std::span<const ProgramReport> reports,
                                        const ReportContext& context);

}  // namespace assay
