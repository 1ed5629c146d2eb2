// SPDX-License-Identifier: Apache-2.0
#include "session/task.hpp"

#include <utility>

#include "ir/base/errors.hpp"

namespace assay {

std::vector<Task> tasks_of(const std::string& file, Result<std::vector<Candidate>> candidates,
                           const std::vector<std::string>& wanted) {
  std::vector<Task> tasks;
  if (!candidates.ok()) {
    tasks.push_back({{}, report_of_file(file, candidates.error())});
    return tasks;
  }
  std::vector<Candidate> chosen = selected(std::move(candidates).value(), wanted);
  if (chosen.empty() && wanted.empty()) {
    const Error none{ErrorCode::NoProgram,
                     file + " holds only subprograms; name one with --program"};
    tasks.push_back({{}, report_of_file(file, none)});
  }
  for (Candidate& candidate : chosen) tasks.push_back({std::move(candidate), std::nullopt});
  return tasks;
}

ProgramReport report_of(const Task& task, const JudgeOptions& options) {
  return task.settled ? *task.settled : judge(task.candidate, options);
}

}  // namespace assay
