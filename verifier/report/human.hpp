// SPDX-License-Identifier: Apache-2.0
// Findings as text for people, in the manner of a good compiler.
#pragma once

#include <span>
#include <string>

#include "verifier/report/paint.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

/// The verdict line of one program and, below it, its findings with source line, caret, notes, what
/// the contract supplies, and help; of what could not be judged the findings alone. Ends with a
/// line end. `report.outcome` must be completed().
[[nodiscard]] std::string render_human(const ProgramReport& report, Colour colour,
                                       SourceLines& sources);

/// The last line of a run ("3 programs: 2 accepted, 1 rejected, 0 errors"), after a table with one
/// row a file when `reports` come from more than one. Reports of one file must be adjacent.
[[nodiscard]] std::string render_summary(std::span<const ProgramReport> reports);

}  // namespace assay
