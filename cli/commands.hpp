// SPDX-License-Identifier: Apache-2.0
// The subcommands of `assay`. Each adds itself to the parser and, when chosen, leaves its exit
// status.
#pragma once

namespace CLI {
class App;
}

namespace assay {

/// Exit statuses (design section 7); the greatest of a run wins.
inline constexpr int kExitAccepted = 0;
inline constexpr int kExitRejected = 1;
inline constexpr int kExitInput = 2;
inline constexpr int kExitInternal = 3;

/// Each adds one subcommand to `app`. When the parser meets it, it runs and writes `status`, which
/// must outlive the parse.
void add_compile_command(CLI::App& app, int& status);
void add_verify_command(CLI::App& app, int& status);
void add_compare_command(CLI::App& app, int& status);
void add_disasm_command(CLI::App& app, int& status);
void add_explain_command(CLI::App& app, int& status);
void add_contract_command(CLI::App& app, int& status);
void add_run_command(CLI::App& app, int& status);
/// Walks the other subcommands of `app` when it runs.
void add_completion_command(CLI::App& app, int& status);

}  // namespace assay
