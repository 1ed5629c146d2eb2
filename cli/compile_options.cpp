// SPDX-License-Identifier: Apache-2.0
#include "cli/compile_options.hpp"

#include <CLI/CLI.hpp>

namespace assay {

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
  command.add_option(
      "-p", options.database,
      "C: a folder with a compile_commands.json; these options come after its flags");
  command
      .add_option("--time-limit", options.time_limit,
                  "C: time limit for compiling a source, in seconds (default: 30)")
      ->check(CLI::Range(1, 86'400));
  command
      .add_option("--memory-limit", options.memory_limit,
                  "C: memory limit for compiling a source, in MiB (default: 2048)")
      ->check(CLI::Range(1, 1 << 20));
  command.add_flag("--refuse-asm", options.refuse_assembly,
                   "C: refuse inline assembly instead of warning");
}

}  // namespace assay
