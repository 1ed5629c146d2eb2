// SPDX-License-Identifier: Apache-2.0
// Verdicts and figures as a table (RFC 4180), for spreadsheets and scripts.
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// A heading line, then a row for each program; code, source, line and column are those of its
/// first finding. Lines end with CR LF. Outcomes must be completed().
[[nodiscard]] std::string render_csv(std::span<const ProgramReport> reports,
                                     const ReportContext& context);

}  // namespace assay
