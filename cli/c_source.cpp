// SPDX-License-Identifier: Apache-2.0
#include "cli/c_source.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "cli/c_module.hpp"
#include "cli/children.hpp"
#include "cli/commands.hpp"
#include "cli/compiled_wire.hpp"
#include "cli/read_text.hpp"
#include "verifier/explain/usual_repair.hpp"

namespace assay {
namespace {

/// Source places as the slots of a program without instructions, which is how a report knows
/// places.
class PlaceTable {
 public:
  std::optional<std::uint32_t> slot_of(const SourcePlace& place) {
    if (place.line == 0) return std::nullopt;
    const auto [file, fresh] =
        files_.try_emplace(place.file, static_cast<std::int32_t>(program_.files.size()));
    if (fresh) program_.files.push_back(place.file);
    program_.line_texts.push_back(place.text);
    program_.locations.push_back({file->second, place.line, place.column,
                                  static_cast<std::int32_t>(program_.line_texts.size()) - 1});
    return static_cast<std::uint32_t>(program_.locations.size()) - 1;
  }
  std::shared_ptr<const Program> program() && {
    return std::make_shared<const Program>(std::move(program_));
  }

 private:
  Program program_;
  std::map<std::string, std::int32_t> files_;
};

ErrorCode code_of(const SourceMessage& message) {
  return message.code.value_or(ErrorCode::SourceMalformed);
}

bool is_error(const SourceMessage& message) { return message.severity == Severity::Error; }

/// The options as clang's driver takes them.
std::vector<std::string> driver_flags(const CompileOptions& options) {
  std::vector<std::string> flags;
  for (const std::string& folder : options.include_folders) flags.push_back("-I" + folder);
  for (const std::string& definition : options.definitions) flags.push_back("-D" + definition);
  if (!options.optimisation.empty()) flags.push_back("-O" + options.optimisation);
  if (!options.standard.empty()) flags.push_back("-std=" + options.standard);
  if (!options.cpu.empty()) flags.push_back("-mcpu=" + options.cpu);
  flags.insert(flags.end(), options.flags.begin(), options.flags.end());
  // Last of all folders: a header of the user's of that name is meant.
  const std::string headers = sensor_headers();
  if (!headers.empty()) flags.insert(flags.end(), {"-idirafter", headers});
  return flags;
}

/// The child's own limit comes first and tells more; this one is for a child that hangs.
constexpr std::chrono::seconds kGrace{10};
/// What the front end needs besides what a source makes it allocate: its thread's stack.
constexpr std::uint64_t kOwnBytes = std::uint64_t{288} << 20;

ChildLimits limits_of(const CompileOptions& options) {
  return {std::chrono::seconds(options.time_limit) + kGrace,
          kOwnBytes + (std::uint64_t{options.memory_limit} << 20)};
}

/// Why a compilation has no result.
SourceMessage ending_message(const std::string& name, const CompileOptions& options,
                             const ChildResult& ended) {
  SourceMessage message;
  switch (ended.how) {
    case ChildEnding::OutOfMemory:
      message.code = ErrorCode::LimitExceeded;
      message.message =
          fmt::format("compiling {} takes more than {} MiB of memory", name, options.memory_limit);
      message.suggestion =
          "leave out what makes it so large (a file that it includes, a table), or allow more with "
          "--memory-limit";
      return message;
    case ChildEnding::Late:
      message.code = ErrorCode::CompilerTooSlow;
      message.message =
          fmt::format("compiling {} takes more than {} seconds", name, options.time_limit);
      return message;
    case ChildEnding::Died:
      message.code = ErrorCode::SourceMalformed;
      message.message = fmt::format("the compiler itself dies of {}: {}", name, ended.text);
      return message;
    case ChildEnding::Done:
      break;
  }
  internal_fault(__FILE__, __LINE__, "a compilation that is done has a result");
}

Result<CompileRequest> source_request(const std::string& path, const CompileOptions& options,
                                      const ContractChoice& choice) {
  if (path == "-" && !options.database.empty()) {
    return Error{ErrorCode::UsageError, "a compilation database knows no standard input"};
  }
  Result<CompileRequest> read = request_for(path, options);
  if (!read.ok()) return read.error();
  CompileRequest request = std::move(read).value();
  request.database = options.database;
  request.choice = choice;
  request.hooks = options.hooks;
  request.inline_assembly = options.refuse_assembly ? Severity::Error : Severity::Warning;
  return request;
}

}  // namespace

void add_header_options(CLI::App& command, CompileOptions& options) {
  command.add_option("-I", options.include_folders, "C: a folder of headers (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command
      .add_option("-D", options.definitions, "C: define a macro, NAME or NAME=VALUE (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void add_compile_options(CLI::App& command, CompileOptions& options) {
  add_header_options(command, options);
  command.add_option("-O", options.optimisation, "C: optimisation, 0 1 2 3 s z (default: 2)")
      ->check(CLI::IsMember({"0", "1", "2", "3", "s", "z"}));
  command.add_option("--std", options.standard, "C: the language's standard, such as c11");
  command.add_option("--cpu", options.cpu, "C: BPF instruction set, v1 v2 v3 v4 (default: v3)")
      ->check(CLI::IsMember({"v1", "v2", "v3", "v4"}));
  command.add_option("-p", options.database,
                     "C: a folder with a compile_commands.json, whose flags the options follow");
  command
      .add_option("--time-limit", options.time_limit,
                  "C: most seconds that a source may take to compile (default: 30)")
      ->check(CLI::Range(1, 86'400));
  command
      .add_option("--memory-limit", options.memory_limit,
                  "C: most MiB that a source may take to compile (default: 2048)")
      ->check(CLI::Range(1, 1 << 20));
  command.add_flag("--refuse-asm", options.refuse_assembly,
                   "C: refuse inline assembly instead of warning");
}

Result<CompileRequest> request_for(const std::string& path, const CompileOptions& options) {
  Result<std::string> text = read_text(path);
  if (!text.ok()) return text.error();
  CompileRequest request;
  // The back end opens the file of that name for the lines that BTF keeps; of a pipe that has been
  // read nothing comes any more, ever.
  std::error_code failed;
  const bool is_file = std::filesystem::is_regular_file(path, failed);
  request.name = is_file || path == "-" ? shown_path(path) : fmt::format("<{}>", path);
  request.text = std::move(text).value();
  request.time_limit = std::chrono::seconds(options.time_limit);
  request.flags = driver_flags(options);
  return request;
}

Extracted extract_guarded(const CModule& module, const CompileRequest& request,
                          const CompileOptions& options) {
  // Contracts do not travel between processes. What went well in a child goes well here: the front
  // end does the same with the same text.
  const std::vector<ChildResult> tried = run_children(1, 1, limits_of(options), [&](std::size_t) {
    return std::string(module.extract(request).messages.empty() ? "" : "told");
  });
  if (tried.front().how == ChildEnding::Done) return module.extract(request);
  return {{ending_message(request.name, options, tried.front())}, {}};
}

std::vector<Result<Compiled>> compile_sources(const std::vector<std::string>& paths,
                                              const CompileOptions& options,
                                              const ContractChoice& choice, std::size_t parallel) {
  if (paths.empty()) return {};  // without the time that it takes to load Clang's front end
  const Result<const CModule*> module = load_c_module();
  std::vector<Result<Compiled>> results(paths.size(), Compiled{});
  std::vector<CompileRequest> requests;
  std::vector<std::size_t> places;  // of the requests among the paths
  for (std::size_t i = 0; i < paths.size(); ++i) {
    Result<CompileRequest> read = source_request(paths[i], options, choice);
    if (!read.ok()) {
      results[i] = read.error();
    } else if (!module.ok()) {
      results[i] = module.error();
    } else {
      requests.push_back(std::move(read).value());
      places.push_back(i);
    }
  }
  if (requests.empty()) return results;
  const std::vector<ChildResult> done =
      run_children(requests.size(), parallel, limits_of(options),
                   [&](std::size_t i) { return to_wire(module.value()->compile(requests[i])); });
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Compiled compiled;
    if (done[i].how == ChildEnding::Done) {
      compiled = from_wire(done[i].text);
    } else {
      compiled.messages.push_back(ending_message(requests[i].name, options, done[i]));
    }
    results[places[i]] = std::move(compiled);
  }
  return results;
}

Result<Compiled> compile_source(const std::string& path, const CompileOptions& options,
                                const ContractChoice& choice) {
  return compile_sources({path}, options, choice, 1).front();
}

bool has_error(const std::vector<SourceMessage>& messages) {
  return std::any_of(messages.begin(), messages.end(), is_error);
}

int exit_status(const std::vector<SourceMessage>& messages) {
  int status = kExitAccepted;
  for (const SourceMessage& message : messages) {
    if (!is_error(message)) continue;
    switch (error_class(code_of(message))) {
      case ErrorClass::Input:
        status = std::max(status, kExitInput);
        break;
      case ErrorClass::Unsupported:
      case ErrorClass::Unproved:
        status = std::max(status, kExitRejected);
        break;
      case ErrorClass::Internal:
        status = std::max(status, kExitInternal);
        break;
    }
  }
  return status;
}

std::vector<Edit> edits_of(const SourceMessage& message) {
  std::vector<Edit> edits;
  for (const SourceEdit& fix : message.fixes) {
    edits.push_back(
        {fix.file, fix.line, fix.column, fix.end_line, fix.end_column, fix.replacement});
  }
  return edits;
}

ProgramReport report_of_source(const std::string& file,
                               const std::vector<SourceMessage>& messages) {
  PlaceTable places;
  ProgramReport report;
  report.file = file;
  report.outcome.verdict =
      exit_status(messages) <= kExitRejected ? Verdict::Reject : Verdict::Error;
  for (const SourceMessage& message : messages) {
    if (!is_error(message)) continue;
    Finding finding;
    finding.code = code_of(message);
    finding.slot = places.slot_of(message.place);
    finding.message = message.message;
    for (const SourceNote& note : message.notes) {
      finding.notes.push_back({places.slot_of(note.place), note.message});
    }
    finding.suggestion =
        message.suggestion.empty() ? std::string(usual_repair(finding.code)) : message.suggestion;
    finding.fixes = edits_of(message);
    report.outcome.findings.push_back(std::move(finding));
  }
  report.program = std::move(places).program();
  return report;
}

}  // namespace assay
