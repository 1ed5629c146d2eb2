// SPDX-License-Identifier: Apache-2.0
// Verdicts as JUnit XML, which CI servers show as tests.
#pragma once

#include <span>
#include <string>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// A test suite for each file and a test case for each program: refused programs are failures, what
/// could not be judged is an error, each with its findings as text. Reports of one file must be
/// adjacent; outcomes must be completed().
[[nodiscard]] std::string render_junit(std::span<const ProgramReport> reports,
                                       const ReportContext& context);

}  // namespace assay
