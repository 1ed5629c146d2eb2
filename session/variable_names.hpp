// SPDX-License-Identifier: Apache-2.0
// The names of the variables on the stack that findings speak of, from the object's debug
// information. Looked up for such findings only, so that an accepted program costs nothing.
#pragma once

#include <vector>

#include "session/input.hpp"
#include "verifier/proof/proof.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// Words the findings of `report`, which is the candidate's, that speak of the stack. Where the
/// object says nothing of the variables, or something that cannot be read, they have no names.
/// Requires report.program.
void name_variables(ProgramReport& report, const Candidate& candidate);

/// The accesses of `acceptance`, which is the candidate's under `contract`, whose index may leave
/// its array; none where the object does not tell.
[[nodiscard]] std::vector<Finding> crossed_edges_of(const Candidate& candidate,
                                                    const Contract& contract,
                                                    const Acceptance& acceptance);

}  // namespace assay
