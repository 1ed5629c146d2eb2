// SPDX-License-Identifier: Apache-2.0
// Findings as a SARIF 2.1.0 log (OASIS standard, 2020-03-27).
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// One run with a rule for each code that occurs and a result for each finding; what could not be
/// judged and has no place in a source is a notification of the run. URIs are relative to
/// `context.source_root`, columns count UTF-16 code units. Outcomes must be completed().
[[nodiscard]] std::string render_sarif(std::span<const ProgramReport> reports,
                                       const ReportContext& context);

}  // namespace assay
