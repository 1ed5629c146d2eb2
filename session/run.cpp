// SPDX-License-Identifier: Apache-2.0
#include "session/run.hpp"

#include <fmt/format.h>

#include <utility>

#include "ir/base/errors.hpp"
#include "ir/event/parse_event.hpp"

namespace assay {

Result<Candidate> program_to_run(const std::string& file, std::vector<Candidate> candidates,
                                 const std::string& wanted) {
  std::vector<std::string> names;
  if (!wanted.empty()) names.push_back(wanted);
  std::vector<Candidate> found = selected(std::move(candidates), names);
  if (found.empty()) {
    return Error{ErrorCode::NoProgram, fmt::format("{} holds no program {}", file, wanted)};
  }
  if (found.size() > 1) {
    std::string several;
    for (const Candidate& candidate : found) {
      several +=
          fmt::format("{}{}/{}", several.empty() ? "" : ", ", candidate.section, candidate.name);
    }
    return Error{
        ErrorCode::UsageError,
        fmt::format("{} holds several programs; choose one with --program: {}", file, several)};
  }
  if (found[0].error) return *found[0].error;
  return std::move(found[0]);
}

std::optional<Error> contents_left_open(const ReadOptions& options) {
  const ContentsFrom from = options.settings.mode;
  if (from != ContentsFrom::Settings && from != ContentsFrom::Any) return std::nullopt;
  return Error{ErrorCode::UsageError,
               "a run has one content of read-only data: --rodata object or SECTION=FILE"};
}

Result<PreparedRun> prepare_run(Candidate candidate, const JudgeOptions& options,
                                const std::optional<EventText>& event) {
  const Result<ChosenContract> contract = contract_of(candidate, options);
  if (!contract.ok()) return contract.error();
  PreparedRun prepared{std::move(candidate), contract.value().contract, {}};
  if (!event) return prepared;
  Result<Event> read = parse_event(event->text, *prepared.candidate.program, *prepared.contract);
  if (!read.ok())
    return Error{read.error().code, fmt::format("{}: {}", event->name, read.error().message)};
  prepared.event = std::move(read).value();
  return prepared;
}

Result<RunResult> run_prepared(const PreparedRun& prepared, const RunOptions& options) {
  try {
    return run(*prepared.candidate.program, *prepared.contract, prepared.event, options);
  } catch (const RunTooLarge& large) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("{}: {}", prepared.candidate.file, large.what())};
  } catch (const InternalFault& fault) {
    return Error{ErrorCode::InternalError, fault.what()};
  }
}

}  // namespace assay
