// SPDX-License-Identifier: Apache-2.0
// `assay verify`: reads the files, verifies their programs on all cores, and reports in file order.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/compile_options.hpp"
#include "cli/contract_header.hpp"
#include "cli/fix.hpp"
#include "cli/folder.hpp"
#include "cli/judge_options.hpp"
#include "cli/load_options.hpp"
#include "cli/progress.hpp"
#include "cli/report_writer.hpp"
#include "cli/tell.hpp"
#include "cli/verify_arguments.hpp"
#include "cli/verify_inputs.hpp"
#include "ir/base/errors.hpp"
#include "session/judge.hpp"
#include "session/parallel.hpp"
#include "session/read_text.hpp"
#include "verifier/report/formats.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

std::vector<ProgramReport> verify_tasks(const std::vector<Task>& tasks,
                                        const VerifyArguments& arguments,
                                        const JudgeOptions& options, ReportWriter& writer) {
  std::vector<ProgramReport> reports(tasks.size());
  Progress progress(tasks.size());
  ParallelTasks running(tasks.size(), worker_count(arguments),
                        [&](std::size_t i) { reports[i] = report_of(tasks[i], options); });
  constexpr std::chrono::milliseconds kRefresh(200);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    while (!running.wait_for(i, kRefresh)) progress.show(running.done_count());
    progress.clear();
    writer.add(reports[i]);
  }
  return reports;
}

/// --list: the programs and their contracts, without verifying any.
int list_programs(const std::vector<Task>& tasks, const JudgeOptions& options) {
  int status = kExitAccepted;
  for (const Task& task : tasks) {
    if (task.settled) {
      const Finding& finding = task.settled->outcome.findings.front();
      status = std::max(status, tell({finding.code, finding.message}));
      continue;
    }
    const Candidate& candidate = task.candidate;
    std::string contract;
    if (candidate.error) {
      status = std::max(status, exit_status(*candidate.error));
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

/// What two options together cannot mean.
std::optional<Error> contradiction(const VerifyArguments& arguments) {
  const auto usage = [](const char* what) { return Error{ErrorCode::UsageError, what}; };
  const bool one_source = arguments.files.size() == 1 &&
                          language_of(arguments.files.front(), arguments.language) == Language::C;
  if (arguments.list && arguments.format != nullptr)
    return usage("--list supports only the format human");
  if (arguments.list && !arguments.output.empty())
    return usage("--list cannot be combined with -o");
  if (arguments.list && arguments.fix) return usage("--list cannot be combined with --fix");
  if (!arguments.emitted_object.empty() && !one_source)
    return usage("--emit-object needs exactly one file, a C source");
  if (std::count(arguments.files.begin(), arguments.files.end(), "-") > 1)
    return usage("standard input (-) is given more than once");
  return std::nullopt;
}

void tell_files(const VerifyArguments& arguments, const Expansion& expansion) {
  if (arguments.loudness != Loudness::Verbose) return;
  for (const std::string& file : expansion.files)
    fmt::print(stderr, "assay: reading {}\n", printable(shown_path(file)));
  for (const std::string& file : expansion.skipped)
    fmt::print(stderr, "assay: skipping {}: it is not an object for the BPF machine\n",
               printable(file));
}

int fix_sources(const std::vector<ProgramReport>& reports, const SourceTexts& sources) {
  int status = kExitAccepted;
  for (const Error& error : make_fixes(reports, sources)) status = std::max(status, tell(error));
  return status;
}

int verify_command(VerifyArguments arguments) {
  const Expansion expansion = expand_folders(arguments.files);
  tell_files(arguments, expansion);
  arguments.files = expansion.files;
  const ContractHeader header = read_contract_header(arguments.contract_header, arguments.compile);
  if (header.status != kExitAccepted) return header.status;
  const Result<JudgeOptions> options = judge_options(arguments, header);
  if (!options.ok()) return tell(options.error());
  if (const auto error = contradiction(arguments)) return tell(*error);
  SourceTexts sources;
  if (arguments.fix) sources = texts_of_sources(arguments.files);
  const Result<ReadOptions> load = read_load_options(arguments.load);
  if (!load.ok()) return tell(load.error());
  const ReadTasks read = read_tasks(arguments, options.value(), load.value());
  const std::vector<Task>& tasks = read.tasks;
  int status = kExitAccepted;
  for (const std::string& name : missing_names(arguments, tasks)) {
    status = tell({ErrorCode::UsageError, fmt::format("no file has a program '{}'", name)});
  }
  if (arguments.list) return std::max(status, list_programs(tasks, options.value()));
  ReportWriter writer(arguments, read.warnings);
  const std::vector<ProgramReport> reports =
      verify_tasks(tasks, arguments, options.value(), writer);
  status = std::max(status, exit_status(reports));
  if (const auto error = writer.finish(reports)) status = std::max(status, tell(*error));
  if (arguments.fix) status = std::max(status, fix_sources(reports, sources));
  return status;
}

/// An option that takes one of the names of an enumeration. Not a transformer of CLI11: those take
/// the values of the enumeration for names, too.
template <class Value>
void add_choice(CLI::App& command, const std::string& option, const std::string& description,
                Value& target, const std::map<std::string, Value>& values) {
  std::vector<std::string> names;
  for (const auto& [name, value] : values) names.push_back(name);
  command
      .add_option_function<std::string>(
          option, [&target, values](const auto& name) { target = values.at(name); }, description)
      ->check(CLI::IsMember(names));
}

void add_contract_options(CLI::App& command, VerifyArguments& arguments) {
  command.add_option("--platform", arguments.platform, "linux or windows")
      ->check(CLI::IsMember({"linux", "windows"}));
  command
      .add_option("--execution", arguments.execution,
                  "Verify for one way of execution only (Windows): native, jit or interpreter")
      ->check(CLI::IsMember({"native", "jit", "interpreter"}));
  command.add_option("--contract", arguments.contract, "The contract of every program");
  command.add_option("--contract-header", arguments.contract_header,
                     "An annotated C header; its hooks become contracts too");
  command.add_option("--contract-map", arguments.contract_map,
                     "CSV with the columns object, section, function, program_type");
  command.add_option("--program", arguments.programs, "Only the program of this name (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command
      .add_option("--max-instructions", arguments.max_instructions,
                  "Instruction budget instead of the contract's")
      ->check(CLI::PositiveNumber);
}

void add_report_options(CLI::App& command, VerifyArguments& arguments) {
  std::vector<std::string> formats = {"human"};
  for (const DocumentFormat& format : document_formats()) formats.emplace_back(format.name);
  command
      .add_option_function<std::string>(
          "--format",
          [&arguments](const auto& name) { arguments.format = find_document_format(name); },
          "human, json, sarif, github, gitlab, junit or csv")
      ->check(CLI::IsMember(formats));
  command.add_option("--source-root", arguments.source_root,
                     "sarif, github, gitlab: source paths are relative to this folder (default: "
                     "the current one)");
  command.add_option("-o", arguments.output,
                     "A file for the report; the console then gets text for people");
  command.add_flag_callback(
      "-q,--quiet", [&arguments] { arguments.loudness = Loudness::Quiet; },
      "Print only rejections and errors");
  command.add_flag_callback(
      "-v,--verbose", [&arguments] { arguments.loudness = Loudness::Verbose; },
      "Name each file that is read or skipped");
  add_choice(command, "--color", "auto, always or never (default: auto)", arguments.colour,
             std::map<std::string, ColourChoice>{{"auto", ColourChoice::Auto},
                                                 {"always", ColourChoice::Always},
                                                 {"never", ColourChoice::Never}});
  command.add_flag("--list", arguments.list, "List the programs and their contracts only");
}

}  // namespace

void add_verify_command(CLI::App& app, const ClangFlags& flags, int& status) {
  CLI::App* command = app.add_subcommand("verify", "Prove programs, or say why not");
  command->footer(kFlagsFooter);
  auto arguments = std::make_shared<VerifyArguments>();
  command
      ->add_option(
          "FILE", arguments->files,
          "ELF objects, C sources (.c), assembly text (.asm, .s), folders of objects and C "
          "sources, or - for standard input")
      ->required();
  add_contract_options(*command, *arguments);
  add_report_options(*command, *arguments);
  add_choice(*command, "--lang", "Type of - and of files with unknown extensions: c, asm or object",
             arguments->language,
             std::map<std::string, Language>{
                 {"c", Language::C}, {"asm", Language::Assembly}, {"object", Language::Object}});
  command->add_option("--jobs", arguments->jobs, "Threads (default: all cores)")
      ->check(CLI::Range(1, 1024));
  add_load_options(*command, arguments->load);
  add_compile_options(*command, arguments->compile);
  command->add_option("--emit-object", arguments->emitted_object,
                      "C: keep the object that the source is compiled to");
  command->add_flag("--fix", arguments->fix, "C: apply the suggested edits to the given sources");
  command->callback([arguments, &flags, &status] {
    arguments->compile.flags = flags;
    status = verify_command(*arguments);
  });
}

}  // namespace assay
