// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/output_file.hpp"
#include "ir/base/errors.hpp"
#include "session/parallel.hpp"
#include "session/read_text.hpp"
#include "session/source_messages.hpp"
#include "verifier/report/diagnostic_text.hpp"

namespace assay {
namespace {

/// A file's programs, or what is wrong with its source; and what the compiler warns of.
struct ReadFile {
  Result<std::vector<Candidate>> candidates{std::vector<Candidate>{}};
  std::vector<Diagnostic> messages;
};

/// A folder that is still in the list after expansion has nothing to judge.
bool is_folder(const std::string& path) {
  std::error_code failed;
  return path != "-" && std::filesystem::is_directory(path, failed);
}

ReadFile read_compiled_source(const std::string& path, Result<Compiled> compiled,
                              const VerifyArguments& arguments, const ReadOptions& load) {
  ReadFile read;
  if (!compiled.ok()) {
    read.candidates = compiled.error();
    return read;
  }
  read.messages = compiled.value().messages;
  if (has_error(read.messages)) return read;
  if (!arguments.emitted_object.empty()) {
    if (const auto error = write_output(arguments.emitted_object, compiled.value().object)) {
      read.candidates = *error;
      return read;
    }
  }
  read.candidates = read_compiled(shown_path(path), std::move(compiled).value(), load);
  return read;
}

/// The C sources among the files: compiled in child processes, as long as there is one thread.
std::vector<Result<Compiled>> compile_all(const std::vector<std::string>& sources,
                                          const VerifyArguments& arguments,
                                          const JudgeOptions& options) {
  CompileOptions compile = arguments.compile;
  if (!arguments.contract_map.empty()) compile.hooks = HookRules::Leave;
  // Findings name the source as the command line did, not by its place on this machine.
  compile.flags.emplace_back("-fdebug-compilation-dir=.");
  const ContractChoice choice{options.catalogue, options.contract, options.platform};
  const auto all = contained<std::vector<Result<Compiled>>>(
      [&] { return compile_sources(sources, compile, choice, worker_count(arguments)); });
  if (all.ok()) return all.value();
  return std::vector<Result<Compiled>>(sources.size(), all.error());
}

/// All files, in order.
std::vector<ReadFile> read_files(const VerifyArguments& arguments, const JudgeOptions& options,
                                 const ReadOptions& load) {
  std::vector<ReadFile> read(arguments.files.size());
  std::vector<std::string> sources;
  std::vector<std::size_t> of_source;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::string& path = arguments.files[i];
    if (language_of(path, arguments.language) == Language::C && !is_folder(path)) {
      sources.push_back(path);
      of_source.push_back(i);
    } else {
      others.push_back(i);
    }
  }
  std::vector<Result<Compiled>> compiled = compile_all(sources, arguments, options);
  const auto work = [&](std::size_t task) {
    if (task < sources.size()) {
      read[of_source[task]] =
          read_compiled_source(sources[task], std::move(compiled[task]), arguments, load);
      return;
    }
    const std::size_t i = others[task - sources.size()];
    const std::string& path = arguments.files[i];
    if (is_folder(path)) {
      read[i].candidates = Error{
          ErrorCode::NoProgram,
          fmt::format("{}: holds no C source (*.c) and no object for the BPF machine (*.o)", path)};
      return;
    }
    read[i].candidates = contained<std::vector<Candidate>>(
        [&] { return read_input(path, options.catalogue, arguments.language, load); });
  };
  const ParallelTasks tasks(read.size(), worker_count(arguments), work);
  return read;
}

void tell_warnings(const std::vector<ReadFile>& read) {
  for (const ReadFile& file : read) {
    std::vector<Diagnostic> warnings;
    // Errors come with the report.
    std::ranges::copy_if(file.messages, std::back_inserter(warnings),
                         [](const Diagnostic& m) { return m.severity == Severity::Warning; });
    fmt::print(stderr, "{}", render_messages(warnings));
  }
}

}  // namespace

ReadTasks read_tasks(const VerifyArguments& arguments, const JudgeOptions& options,
                     const ReadOptions& load) {
  std::vector<ReadFile> read = read_files(arguments, options, load);
  if (arguments.loudness != Loudness::Quiet) tell_warnings(read);
  ReadTasks all;
  std::vector<Task>& tasks = all.tasks;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::string file = shown_path(arguments.files[i]);
    std::ranges::move(warnings_of(file, read[i].messages), std::back_inserter(all.warnings));
    if (has_error(read[i].messages)) {
      tasks.push_back({{}, report_of_source(file, read[i].messages)});
      continue;
    }
    std::ranges::move(tasks_of(file, std::move(read[i].candidates), arguments.programs),
                      std::back_inserter(tasks));
  }
  return all;
}

std::vector<std::string> missing_names(const VerifyArguments& arguments,
                                       const std::vector<Task>& tasks) {
  std::vector<std::string> missing;
  for (const std::string& name : arguments.programs) {
    const bool found = std::any_of(tasks.begin(), tasks.end(), [&](const Task& task) {
      return !task.settled && is_named(task.candidate, name);
    });
    if (!found) missing.push_back(name);
  }
  return missing;
}

}  // namespace assay
