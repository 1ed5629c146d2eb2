// SPDX-License-Identifier: Apache-2.0
// The subcommands of `assay`. Each adds itself to the parser and, when chosen, leaves its exit
// status.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace assay {

/// Exit statuses (design section 7); the greatest of a run wins.
inline constexpr int kExitAccepted = 0;
inline constexpr int kExitRejected = 1;
inline constexpr int kExitInput = 2;
inline constexpr int kExitInternal = 3;

/// What stands after "--" on the command line: flags for Clang.
using ClangFlags = std::vector<std::string>;
inline constexpr const char* kFlagsFooter =
    "After --: flags for Clang, which win over the options.";

/// Whether main reads the long option of that name with one dash (-MD), as compilers do.
[[nodiscard]] inline bool is_one_dash(const std::string& long_name) {
  return !long_name.empty() && long_name.front() >= 'A' && long_name.front() <= 'Z';
}

/// Each adds one subcommand to `app`. When the parser meets it, it runs and writes `status`, which
/// must outlive the parse, as must `flags`.
void add_compile_command(CLI::App& app, const ClangFlags& flags, int& status);
void add_verify_command(CLI::App& app, const ClangFlags& flags, int& status);
void add_compare_command(CLI::App& app, int& status);
void add_seal_command(CLI::App& app, const ClangFlags& flags, int& status);
void add_check_command(CLI::App& app, int& status);
void add_show_command(CLI::App& app, int& status);
void add_diff_command(CLI::App& app, int& status);
void add_load_command(CLI::App& app, int& status);
void add_keygen_command(CLI::App& app, int& status);
void add_sign_command(CLI::App& app, int& status);
void add_disasm_command(CLI::App& app, int& status);
void add_explain_command(CLI::App& app, int& status);
void add_contract_command(CLI::App& app, const ClangFlags& flags, int& status);
void add_run_command(CLI::App& app, int& status);
/// Walks the other subcommands of `app` when it runs.
void add_completion_command(CLI::App& app, int& status);

}  // namespace assay
