// SPDX-License-Identifier: Apache-2.0
// `assay check`: what a loader does with a package before it loads anything.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/check_words.hpp"
#include "cli/commands.hpp"
#include "cli/contract_header.hpp"
#include "cli/tell.hpp"
#include "session/check_package.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

struct CheckArguments {
  std::string package;
  std::string contract_header;
  CheckLimits limits;
};

int check_command(const CheckArguments& arguments) {
  const ContractHeader header = read_contract_header(arguments.contract_header, CompileOptions{});
  if (header.status != kExitAccepted) return header.status;
  const Result<std::vector<std::uint8_t>> bytes = read_bytes(arguments.package, kMostPackageBytes);
  if (!bytes.ok()) return tell(bytes.error());
  const PackageVerdict verdict = check_package(bytes.value(), header.catalogue, arguments.limits);
  if (!verdict.accepted()) return tell_refused(arguments.package, verdict);
  fmt::print("accepted  {}  worst case {} instructions ({})\n",
             printable(shown_path(arguments.package)), verdict.worst_case,
             spent_words(verdict.spent));
  return kExitAccepted;
}

}  // namespace

void add_check_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "check", "Check a sealed package as a loader does, trusting nothing in it");
  auto arguments = std::make_shared<CheckArguments>();
  command->add_option("PACKAGE", arguments->package, "A sealed package, or -")->required();
  command->add_option("--contract-header", arguments->contract_header,
                      "An annotated C header; the hooks that it declares are the host's, too");
  command->add_option("--max-units", arguments->limits.units,
                      "Refuse a package whose check takes more units of work");
  command
      ->add_option("--max-arena", arguments->limits.arena,
                   "Refuse a package whose check takes more bytes of memory")
      ->check(CLI::Range(std::size_t{1}, kMostArenaBytes));
  command->add_option("--max-instructions", arguments->limits.instructions,
                      "Refuse a program that may execute more instructions");
  command->callback([arguments, &status] { status = check_command(*arguments); });
}

}  // namespace assay
