// SPDX-License-Identifier: Apache-2.0
// What is to be verified: the programs of a file, or the report that stands already because the
// file cannot be used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "session/input.hpp"
#include "session/judge.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// A program to verify, or a report that stands already because its file cannot be used.
struct Task {
  Candidate candidate;
  std::optional<ProgramReport> settled;
};

/// The tasks of `file`: those of its candidates that `wanted` names, or all that are programs of
/// their own; one that is settled where there are none. Empty if there are none of the wanted
/// names.
[[nodiscard]] std::vector<Task> tasks_of(const std::string& file,
                                         Result<std::vector<Candidate>> candidates,
                                         const std::vector<std::string>& wanted);

/// The report of one task. Never throws.
[[nodiscard]] ProgramReport report_of(const Task& task, const JudgeOptions& options);

}  // namespace assay
