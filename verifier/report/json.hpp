// SPDX-License-Identifier: Apache-2.0
// Reports for machines. docs/report.schema.json is the contract of the JSON document.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verifier/report/report.hpp"

namespace assay {

/// One JSON document (two spaces of indentation, a line end at its end) with a member for each
/// report, in the order given. Bytes that are not UTF-8 become U+FFFD. Outcomes must be
/// completed().
[[nodiscard]] std::string render_json(std::span<const ProgramReport> reports,
                                      std::string_view version);

/// The same content as a SARIF 2.1.0 log (OASIS): one run, a rule for each code that occurs, a
/// result for each finding.
[[nodiscard]] std::string render_sarif(std::span<const ProgramReport> reports,
                                       std::string_view version);

}  // namespace assay
