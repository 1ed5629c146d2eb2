// SPDX-License-Identifier: Apache-2.0
// The command line: chooses a subcommand, and turns what escapes from it into an exit status.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "cli/commands.hpp"
#include "ir/base/check.hpp"

namespace {

int parse_and_run(int argc, char** argv) {
  CLI::App app{"Assay proves that eBPF programs terminate and stay inside their memory."};
  app.set_version_flag("--version", "assay " ASSAY_VERSION);
  app.require_subcommand(1);
  int status = assay::kExitAccepted;
  assay::add_verify_command(app, status);
  assay::add_run_command(app, status);
  assay::add_disasm_command(app, status);
  assay::add_explain_command(app, status);
  assay::add_contract_command(app, status);
  try {
    app.parse(argc, argv);
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
