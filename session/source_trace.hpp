// SPDX-License-Identifier: Apache-2.0
// How a finding's instruction comes to be at its source line: through macros, and through calls
// that the compiler inlined. Looked up for findings only, so that an accepted program costs
// nothing.
#pragma once

#include "session/input.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// Adds notes to the findings of `report`, which is the candidate's: one for each macro that the
/// line is expanded from, and for each inlined call that the instruction lies in, innermost first.
/// Requires report.program. What the object does not tell, or tells wrongly, adds no note.
void add_source_trace(ProgramReport& report, const Candidate& candidate);

}  // namespace assay
