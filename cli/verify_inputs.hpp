// SPDX-License-Identifier: Apache-2.0
// The files of `assay verify`, read and compiled, as programs to judge.
#pragma once

#include <string>
#include <vector>

#include "cli/verify_arguments.hpp"
#include "session/judge.hpp"
#include "session/task.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// What the files hold, in the order of the report.
struct ReadTasks {
  std::vector<Task> tasks;
  std::vector<SourceWarning> warnings;
};

/// What is to be verified. Warnings of the compiler are told on standard error, too; what is wrong
/// with a file stands in its task.
[[nodiscard]] ReadTasks read_tasks(const VerifyArguments& arguments, const JudgeOptions& options,
                                   const ReadOptions& load);

/// The names of --program that no file has.
[[nodiscard]] std::vector<std::string> missing_names(const VerifyArguments& arguments,
                                                     const std::vector<Task>& tasks);

}  // namespace assay
