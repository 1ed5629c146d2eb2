// SPDX-License-Identifier: Apache-2.0
// The repair of a test that is off by one: the comparison with the other operator, as an edit.
#pragma once

#include <functional>

#include "session/input.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// Judges a program as the one of the report was judged.
using JudgeAgain = std::function<Result<Outcome>(const Program&)>;

/// Gives the findings of `report`, which is the candidate's, that edit where it is certain: one
/// comparison of the source stands where the limit was tested and has the limit that the code has,
/// and the program with the limit of the other operator has the other findings and no more.
void repair_boundaries(ProgramReport& report, const Candidate& candidate, const JudgeAgain& judge);

}  // namespace assay
