// SPDX-License-Identifier: Apache-2.0
// The names of the variables on the stack that findings speak of, from the object's debug
// information. Looked up for such findings only, so that an accepted program costs nothing.
#pragma once

#include "cli/input.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// Words the findings of `report`, which is the candidate's, that speak of the stack. Where the
/// object says nothing of the variables, or something that cannot be read, they have no names.
/// Requires report.program.
void name_variables(ProgramReport& report, const Candidate& candidate);

}  // namespace assay
