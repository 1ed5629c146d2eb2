// SPDX-License-Identifier: Apache-2.0
// A C source on the command line: the options that rule its compilation, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "rules/c/module.hpp"
#include "verifier/report/report.hpp"

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
  std::vector<std::string> flags;  // handed on to Clang as they are
  bool refuse_assembly = false;
  HookRules hooks = HookRules::Apply;
};

/// Adds -I and -D to a subcommand; `options` must outlive the parse.
void add_header_options(CLI::App& command, CompileOptions& options);

/// Adds -I, -D, -O, -p, --std, --cpu, --refuse-asm and --time-limit to a subcommand; `options` must
/// outlive the parse.
void add_compile_options(CLI::App& command, CompileOptions& options);

/// The text at `path` ("-": standard input) with the options that a source and a header share: the
/// driver's flags and the time limit. Errors: FileUnreadable, LimitExceeded.
[[nodiscard]] Result<CompileRequest> request_for(const std::string& path,
                                                 const CompileOptions& options);

[[nodiscard]] bool is_c_source(std::string_view path);

/// Compiles the source at `path` ("-": standard input). Errors: FileUnreadable, LimitExceeded,
/// FrontEndMissing, UsageError. What is wrong with the source itself stands in the messages.
[[nodiscard]] Result<Compiled> compile_source(const std::string& path,
                                              const CompileOptions& options,
                                              const ContractChoice& choice);

[[nodiscard]] bool has_error(const std::vector<SourceMessage>& messages);

/// The exit status that the messages ask for: of the worst error's class; 0 when there is none.
[[nodiscard]] int exit_status(const std::vector<SourceMessage>& messages);

/// The repair of a message, as findings have it.
[[nodiscard]] std::vector<Edit> edits_of(const SourceMessage& message);

/// The messages with their source lines, as text for people.
[[nodiscard]] std::string render_messages(const std::vector<SourceMessage>& messages);

/// The report of a source whose messages have an error: one finding for each error.
[[nodiscard]] ProgramReport report_of_source(const std::string& file,
                                             const std::vector<SourceMessage>& messages);

}  // namespace assay
