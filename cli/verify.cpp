// SPDX-License-Identifier: Apache-2.0
// `assay verify`: reads the files, verifies their programs on all cores, and reports in file order.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/c_source.hpp"
#include "cli/commands.hpp"
#include "cli/contract_header.hpp"
#include "cli/input.hpp"
#include "cli/judge.hpp"
#include "cli/load_options.hpp"
#include "cli/output_file.hpp"
#include "cli/parallel.hpp"
#include "cli/progress.hpp"
#include "cli/read_text.hpp"
#include "cli/report_writer.hpp"
#include "verifier/report/formats.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

struct VerifyArguments {
  std::vector<std::string> files;
  std::vector<std::string> programs;
  std::string contract;
  std::string contract_header;
  std::string contract_map;
  std::string platform;
  std::string execution;
  std::string emitted_object;  // --emit-object, or empty
  CompileOptions compile;
  LoadArguments load;
  std::uint64_t max_instructions = 0;      // 0: not given
  std::size_t jobs = 0;                    // 0: not given
  const DocumentFormat* format = nullptr;  // null: text for people
  std::string source_root;                 // --source-root, or empty
  bool list = false;
};

/// A program to verify, or a report that stands already because its file cannot be used.
struct Task {
  Candidate candidate;
  std::optional<ProgramReport> settled;
};

int usage_error(const Error& error) {
  fmt::print(stderr, "assay: error: {} [{}]\n", printable(error.message), error_id(error.code));
  return kExitInput;
}

Result<JudgeOptions> judge_options(const VerifyArguments& arguments, const ContractHeader& header) {
  JudgeOptions options;
  options.header_contracts = header.contracts;
  if (arguments.platform == "linux") options.platform = Platform::Linux;
  if (arguments.platform == "windows") options.platform = Platform::Windows;
  if (!arguments.contract.empty()) {
    // A name decides alone, whatever the program: a wrong one is a slip on the command line.
    const Result<ChosenContract> named = choose_contract(
        Program{}, {arguments.contract, options.platform, options.header_contracts.get()});
    if (!named.ok()) return Error{ErrorCode::UsageError, named.error().message};
    options.contract = named.value().contract->name;
  }
  options.execution = arguments.execution;
  if (arguments.max_instructions != 0) options.max_instructions = arguments.max_instructions;
  if (arguments.contract_map.empty()) return options;
  const Result<std::string> text = read_text(arguments.contract_map);
  if (!text.ok()) return text.error();
  Result<ContractMap> map = parse_contract_map(arguments.contract_map, text.value());
  if (!map.ok()) return map.error();
  options.contract_map = std::move(map).value();
  return options;
}

std::size_t thread_count(const VerifyArguments& arguments) {
  if (arguments.jobs != 0) return arguments.jobs;
  return std::max(1u, std::thread::hardware_concurrency());
}

/// A file's programs, or what is wrong with its source; and what the compiler warns of.
struct ReadFile {
  Result<std::vector<Candidate>> candidates{std::vector<Candidate>{}};
  std::vector<SourceMessage> messages;
};

ReadFile read_c_file(const std::string& path, const VerifyArguments& arguments,
                     const JudgeOptions& options, const ReadOptions& load) {
  ReadFile read;
  // Findings name the source as the command line did, not by its place on this machine.
  CompileOptions compile = arguments.compile;
  if (!arguments.contract_map.empty()) compile.hooks = HookRules::Leave;
  compile.flags.emplace_back("-fdebug-compilation-dir=.");
  Result<Compiled> compiled = contained<Compiled>([&] {
    return compile_source(path, compile,
                          {options.contract, options.platform, options.header_contracts.get()});
  });
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
  read.candidates = read_compiled(path, std::move(compiled).value(), load);
  return read;
}

/// All files, in order, read on all cores.
std::vector<ReadFile> read_files(const VerifyArguments& arguments, const JudgeOptions& options,
                                 const ReadOptions& load) {
  std::vector<ReadFile> read(arguments.files.size());
  const auto work = [&](std::size_t i) {
    const std::string& path = arguments.files[i];
    if (is_c_source(path)) {
      read[i] = read_c_file(path, arguments, options, load);
    } else {
      read[i].candidates =
          contained<std::vector<Candidate>>([&] { return read_input(path, load); });
    }
  };
  {
    const ParallelTasks tasks(read.size(), thread_count(arguments), work);
  }
  for (const ReadFile& file : read) {
    // Errors come with the report.
    if (!has_error(file.messages)) fmt::print(stderr, "{}", render_messages(file.messages));
  }
  return read;
}

/// What is to be verified, in the order of the report.
std::vector<Task> make_tasks(const VerifyArguments& arguments, std::vector<ReadFile> read) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::string& file = arguments.files[i];
    if (has_error(read[i].messages)) {
      tasks.push_back({{}, report_of_source(file, read[i].messages)});
      continue;
    }
    if (!read[i].candidates.ok()) {
      tasks.push_back({{}, report_of_file(file, read[i].candidates.error())});
      continue;
    }
    std::vector<Candidate> chosen =
        selected(std::move(read[i].candidates).value(), arguments.programs);
    if (chosen.empty() && arguments.programs.empty()) {
      tasks.push_back({{},
                       report_of_file(file, {ErrorCode::NoProgram,
                                             file + " holds only subprograms; name one with "
                                                    "--program"})});
    }
    for (Candidate& candidate : chosen) tasks.push_back({std::move(candidate), std::nullopt});
  }
  return tasks;
}

/// The names of --program that no file has.
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

std::vector<ProgramReport> verify_tasks(const std::vector<Task>& tasks,
                                        const VerifyArguments& arguments,
                                        const JudgeOptions& options) {
  std::vector<ProgramReport> reports(tasks.size());
  ReportWriter writer(arguments.format, arguments.source_root,
                      arguments.files.size() > 1 ? Files::Several : Files::One);
  Progress progress(tasks.size());
  ParallelTasks running(tasks.size(), thread_count(arguments), [&](std::size_t i) {
    reports[i] = tasks[i].settled ? *tasks[i].settled : judge(tasks[i].candidate, options);
  });
  constexpr std::chrono::milliseconds kRefresh(200);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    while (!running.wait_for(i, kRefresh)) progress.show(running.done_count());
    progress.clear();
    writer.add(reports[i]);
  }
  writer.finish(reports);
  return reports;
}

/// --list: the programs and their contracts, without verifying any.
int list_programs(const std::vector<Task>& tasks, const JudgeOptions& options) {
  int status = kExitAccepted;
  for (const Task& task : tasks) {
    if (task.settled) {
      const Finding& finding = task.settled->outcome.findings.front();
      status = usage_error({finding.code, finding.message});
      continue;
    }
    const Candidate& candidate = task.candidate;
    std::string contract;
    if (candidate.error) {
      status = kExitInput;
      contract =
          fmt::format("error: {} [{}]", candidate.error->message, error_id(candidate.error->code));
    } else {
      const Result<ChosenContract> found = contract_of(candidate, options);
      contract = found.ok()
                     ? found.value().contract->name
                     : fmt::format("{} [{}]", found.error().message, error_id(found.error().code));
    }
    fmt::print("{}  {}  {}  {}\n", printable(candidate.file), printable(candidate.section),
               printable(candidate.name), printable(contract));
  }
  return status;
}

int verify_command(const VerifyArguments& arguments) {
  const ContractHeader header = read_contract_header(arguments.contract_header, arguments.compile);
  if (header.status != kExitAccepted) return header.status;
  const Result<JudgeOptions> options = judge_options(arguments, header);
  if (!options.ok()) return usage_error(options.error());
  if (arguments.list && arguments.format != nullptr) {
    return usage_error({ErrorCode::UsageError, "--list has no other format than human"});
  }
  if (!arguments.emitted_object.empty() &&
      (arguments.files.size() != 1 || !is_c_source(arguments.files.front()))) {
    return usage_error({ErrorCode::UsageError, "--emit-object keeps the object of one C source"});
  }
  const Result<ReadOptions> load = read_load_options(arguments.load);
  if (!load.ok()) return usage_error(load.error());
  const std::vector<Task> tasks =
      make_tasks(arguments, read_files(arguments, options.value(), load.value()));
  int status = kExitAccepted;
  for (const std::string& name : missing_names(arguments, tasks)) {
    status = usage_error({ErrorCode::UsageError, fmt::format("no file has a program '{}'", name)});
  }
  if (arguments.list) return std::max(status, list_programs(tasks, options.value()));
  return std::max(status, exit_status(verify_tasks(tasks, arguments, options.value())));
}

}  // namespace

void add_verify_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("verify", "Prove programs, or say why not");
  auto arguments = std::make_shared<VerifyArguments>();
  command
      ->add_option("FILE", arguments->files,
                   "ELF objects, C sources (.c), or assembly text (.asm, .s)")
      ->required();
  command->add_option("--platform", arguments->platform, "linux or windows")
      ->check(CLI::IsMember({"linux", "windows"}));
  command
      ->add_option("--execution", arguments->execution,
                   "Judge one way of execution alone (Windows): native, jit or interpreter")
      ->check(CLI::IsMember({"native", "jit", "interpreter"}));
  command->add_option("--contract", arguments->contract, "The contract of every program");
  command->add_option("--contract-header", arguments->contract_header,
                      "An annotated C header; the hooks that it declares are contracts too");
  command->add_option("--contract-map", arguments->contract_map,
                      "CSV with the columns object, section, function, program_type");
  command
      ->add_option("--program", arguments->programs, "Only the program of this name (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  std::vector<std::string> formats = {"human"};
  for (const DocumentFormat& format : document_formats()) formats.emplace_back(format.name);
  command
      ->add_option_function<std::string>(
          "--format",
          [arguments](const auto& name) { arguments->format = find_document_format(name); },
          "human, json, sarif, github, gitlab, junit or csv")
      ->check(CLI::IsMember(formats));
  command->add_option("--source-root", arguments->source_root,
                      "sarif, github, gitlab: source paths are relative to this folder (default: "
                      "the current one)");
  command->add_flag("--list", arguments->list, "List the programs and their contracts only");
  command->add_option("--jobs", arguments->jobs, "Threads (default: all cores)")
      ->check(CLI::Range(1, 1024));
  command
      ->add_option("--max-instructions", arguments->max_instructions,
                   "Instruction budget instead of the contract's")
      ->check(CLI::PositiveNumber);
  add_load_options(*command, arguments->load);
  add_compile_options(*command, arguments->compile);
  command->add_option("--emit-object", arguments->emitted_object,
                      "C: keep the object that the source is compiled to");
  command->callback([arguments, &status] { status = verify_command(*arguments); });
}

}  // namespace assay
