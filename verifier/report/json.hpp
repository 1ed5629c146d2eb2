// SPDX-License-Identifier: Apache-2.0
// Reports as JSON. docs/report.schema.json is the contract of the document.
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// One JSON document (two spaces of indentation, a line end at its end) with a member for each
/// report, in the order given. Bytes that are not UTF-8 become U+FFFD. Outcomes must be
/// completed().
[[nodiscard]] std::string render_json(std::span<const ProgramReport> reports,
                                      const ReportContext& context);

}  // namespace assay
