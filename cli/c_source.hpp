// SPDX-License-Identifier: Apache-2.0
// A C source on the command line: the options that rule its compilation, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "rules/c/module.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_warning.hpp"

namespace CLI {
class App;
}

namespace assay {

struct CompileOptions {
  std::vector<std::string> include_folders;
  std::vector<std::string> definitions;
  std::string optimisation;        // "2", "s"; empty: the default
  std::string standard;            // "c11"; empty: Clang's default
  std::string cpu;                 // "v3"; empty: the default
  std::string database;            // folder of compile_commands.json; empty: none
  unsigned time_limit = 30;        // seconds
  unsigned memory_limit = 2048;    // MiB
  std::vector<std::string> flags;  // handed on to Clang as they are
  bool refuse_assembly = false;
  HookRules hooks = HookRules::Apply;
};

/// Adds -I and -D to a subcommand; `options` must outlive the parse.
void add_header_options(CLI::App& command, CompileOptions& options);

/// Adds -I, -D, -O, -p, --std, --cpu, --refuse-asm, --time-limit and --memory-limit to a
/// subcommand; `options` must outlive the parse.
void add_compile_options(CLI::App& command, CompileOptions& options);

/// The text at `path` ("-": standard input) with the options that a source and a header share: the
/// driver's flags and the time limit. Errors: FileUnreadable, LimitExceeded.
[[nodiscard]] Result<CompileRequest> request_for(const std::string& path,
                                                 const CompileOptions& options);

/// What the front end makes of the request's header, tried in a child process first.
[[nodiscard]] Extracted extract_guarded(const CModule& module, const CompileRequest& request,
                                        const CompileOptions& options);

/// Compiles the sources at `paths` ("-": standard input), at most `parallel` at a time, each in a
/// child process (cli/children.hpp, whose conditions hold) within the limits of the options. Errors
/// of a source: FileUnreadable, LimitExceeded, FrontEndMissing, UsageError. What is wrong with the
/// source itself, that it exceeds a limit or that the compiler dies of it stands in the messages.
[[nodiscard]] std::vector<Result<Compiled>> compile_sources(const std::vector<std::string>& paths,
                                                            const CompileOptions& options,
                                                            const ContractChoice& choice,
                                                            std::size_t parallel);
/// The same for one source.
[[nodiscard]] Result<Compiled> compile_source(const std::string& path,
                                              const CompileOptions& options,
                                              const ContractChoice& choice);

[[nodiscard]] bool has_error(const std::vector<SourceMessage>& messages);

/// The exit status that the messages ask for: of the worst error's class; 0 when there is none.
[[nodiscard]] int exit_status(const std::vector<SourceMessage>& messages);

/// The repair of a message, as findings have it.
[[nodiscard]] std::vector<Edit> edits_of(const SourceMessage& message);

/// The warnings among the messages on the source `file`, as reports have them.
[[nodiscard]] std::vector<SourceWarning> warnings_of(const std::string& file,
                                                     const std::vector<SourceMessage>& messages);

/// The messages with their source lines, as text for people.
[[nodiscard]] std::string render_messages(const std::vector<SourceMessage>& messages);

/// The report of a source whose messages have an error: one finding for each error.
[[nodiscard]] ProgramReport report_of_source(const std::string& file,
                                             const std::vector<SourceMessage>& messages);

}  // namespace assay
