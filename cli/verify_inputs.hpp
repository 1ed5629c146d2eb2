// SPDX-License-Identifier: Apache-2.0
// The files of `assay verify`, read and compiled, as programs to judge.
#pragma once

#include <optional>
#include <vector>

#include "cli/verify_arguments.hpp"
#include "session/input.hpp"
#include "session/judge.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// A program to verify, or a report that stands already because its file cannot be used.
struct Task {
  Candidate candidate;
  std::optional<ProgramReport> settled;
};

/// What the files hold, in the order of the report.
struct ReadTasks {
  std::vector<Task> tasks;
  std::vector<SourceWarning> warnings;
};

/// What is to be verified. Warnings of the compiler are told on standard error, too; what is wrong
/// with a file stands in its task.
[[nodiscard]] ReadTasks read_tasks(const VerifyArguments& arguments, const JudgeOptions& options,
                                   const ReadOptions& load);

}  // namespace assay
