// SPDX-License-Identifier: Apache-2.0
// C sources through the front end: compiled to objects in memory, each in a process of its own.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "rules/front/module.hpp"

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

/// `text`, named `name` in messages, with the options that a source and a header share: the
/// driver's flags and the time limit.
[[nodiscard]] CompileRequest request_of(std::string name, std::string text,
                                        const CompileOptions& options);

/// The same of the file at `path` ("-": standard input). Errors: FileUnreadable, LimitExceeded.
[[nodiscard]] Result<CompileRequest> request_for(const std::string& path,
                                                 const CompileOptions& options);

/// What the front end makes of the request's header, tried in a child process first
/// (session/children.hpp, whose conditions hold).
[[nodiscard]] Extracted extract_guarded(const CModule& module, const CompileRequest& request,
                                        const CompileOptions& options);

/// Compiles the sources at `paths` ("-": standard input), at most `parallel` at a time, each in a
/// child process (session/children.hpp, whose conditions hold) within the limits of the options.
/// Errors of a source: FileUnreadable, LimitExceeded, FrontEndMissing, UsageError. What is wrong
/// with the source itself, that it exceeds a limit or that the compiler dies of it stands in the
/// messages.
[[nodiscard]] std::vector<Result<Compiled>> compile_sources(const std::vector<std::string>& paths,
                                                            const CompileOptions& options,
                                                            const ContractChoice& choice,
                                                            std::size_t parallel);
/// The same for one source.
[[nodiscard]] Result<Compiled> compile_source(const std::string& path,
                                              const CompileOptions& options,
                                              const ContractChoice& choice);

}  // namespace assay
