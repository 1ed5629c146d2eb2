// SPDX-License-Identifier: Apache-2.0
// assay_run: one program of an input on one event.
#include "session/run.hpp"

#include <memory>
#include <utility>

#include "api/boundary.hpp"
#include "api/request.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kUsualInstructions = 1'000'000;

/// What the host set; an interface that is newer than the host has members that it does not know.
Result<assay_run_options> asked_of(const assay_run_options* options) {
  if (options == nullptr) return assay_run_options{};
  if (options->struct_size < sizeof(assay_run_options))
    return misuse("struct_size is not the size of assay_run_options");
  return *options;
}

Result<Candidate> program_of(const assay_session& session, NamedBytes file,
                             const std::string& wanted) {
  if (auto error = contents_left_open(session.load)) return *error;
  const std::string name = file.name;
  Result<std::vector<Candidate>> all = candidates_of(session, std::move(file));
  if (!all.ok()) return all.error();
  return program_to_run(name, std::move(all).value(), wanted);
}

std::optional<Error> run_input(const assay_session* session, const assay_input* input,
                               const assay_run_options* given, assay_run_result** result) {
  if (result == nullptr) return misuse("there is no place for the result");
  *result = nullptr;
  const Result<assay_run_options> options = asked_of(given);
  if (!options.ok()) return options.error();
  const assay_run_options& wanted = options.value();
  const Result<JudgeOptions> judge = options_of(session);
  if (!judge.ok()) return judge.error();
  Result<NamedBytes> file = bytes_of(input);
  if (!file.ok()) return file.error();
  Result<Candidate> program =
      program_of(*session, std::move(file).value(), text_at(wanted.program));
  if (!program.ok()) return program.error();
  std::optional<EventText> event;
  if (wanted.event != nullptr) event = EventText{"the event", wanted.event};
  const Result<PreparedRun> prepared =
      prepare_run(std::move(program).value(), judge.value(), event);
  if (!prepared.ok()) return prepared.error();
  RunOptions run;
  run.max_instructions =
      wanted.max_instructions == 0 ? kUsualInstructions : wanted.max_instructions;
  run.seed = wanted.seed;
  const Result<RunResult> ran = run_prepared(prepared.value(), run);
  if (!ran.ok()) return ran.error();
  *result = new assay_run_result{ran.value().fault.has_value(),
                                 render_run_json(prepared.value(), ran.value())};
  return std::nullopt;
}

}  // namespace
}  // namespace assay

assay_error* assay_run(const assay_session* session, const assay_input* input,
                       const assay_run_options* options, assay_run_result** result) {
  return assay::at_the_boundary([&] { return assay::run_input(session, input, options, result); });
}

void assay_run_result_free(assay_run_result* result) { delete result; }

int assay_run_result_faulted(const assay_run_result* result) {
  return result == nullptr || result->faulted ? 1 : 0;
}

const char* assay_run_result_json(const assay_run_result* result) {
  return result == nullptr ? "" : result->json.c_str();
}
