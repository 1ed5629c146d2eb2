// SPDX-License-Identifier: Apache-2.0
// Findings as a GitLab Code Quality report.
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// A JSON array with an issue for each finding: description, check_name, fingerprint, severity and
/// location, as GitLab's documentation of Code Quality asks. Outcomes must be completed().
[[nodiscard]] std::string render_gitlab(std::span<const ProgramReport> reports,
                                        const ReportContext& context);

}  // namespace assay
