// SPDX-License-Identifier: Apache-2.0
// The command line: chooses a subcommand, and turns what escapes from it into an exit status.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "ir/base/check.hpp"

namespace {

/// The arguments in the reverse order that CLI11 wants. A C programmer writes a few long options
/// with one dash, which CLI11 would take for a row of short ones.
std::vector<std::string> arguments_of(int argc, char** argv) {
  constexpr std::array<std::string_view, 4> kOneDash = {"-MD", "-MMD", "-MF", "-MT"};
  std::vector<std::string> arguments;
  bool verbatim = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    verbatim = verbatim || argument == "--";
    const bool long_option =
        argument.starts_with("-std=") ||
        std::find(kOneDash.begin(), kOneDash.end(), argument) != kOneDash.end();
    arguments.push_back((!verbatim && long_option ? "-" : "") + std::string(argument));
  }
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

int parse_and_run(int argc, char** argv) {
  CLI::App app{"Assay proves that eBPF programs terminate and stay inside their memory."};
  app.set_version_flag("--version", "assay " ASSAY_VERSION);
  app.require_subcommand(1);
  int status = assay::kExitAccepted;
  assay::add_compile_command(app, status);
  assay::add_verify_command(app, status);
  assay::add_compare_command(app, status);
  assay::add_run_command(app, status);
  assay::add_disasm_command(app, status);
  assay::add_explain_command(app, status);
  assay::add_contract_command(app, status);
  assay::add_completion_command(app, status);
  try {
    app.name(argv[0]);
    app.parse(arguments_of(argc, argv));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? assay::kExitAccepted : assay::kExitInput;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  int status = assay::kExitInternal;
  try {
    status = parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "assay: error: a fault of Assay's own: %s [A001]\n", error.what());
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fprintf(stderr, "assay: error: the output cannot be written [A117]\n");
    return status == assay::kExitInternal ? status : assay::kExitInput;
  }
  return status;
}
