// SPDX-License-Identifier: Apache-2.0
// `assay diff OLD NEW`: what changed from one package to another, for people and as JSON.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/package_file.hpp"
#include "cli/tell.hpp"
#include "session/diff_package.hpp"

namespace assay {
namespace {

struct DiffArguments {
  std::string before;
  std::string after;
  std::string format = "human";
};

int diff_command(const DiffArguments& arguments) {
  const Result<SealedPackage> before = package_in(arguments.before);
  if (!before.ok()) return tell(before.error());
  const Result<SealedPackage> after = package_in(arguments.after);
  if (!after.ok()) return tell(after.error());
  const auto render = arguments.format == "json" ? render_changes_json : render_changes;
  fmt::print("{}", render(before.value(), after.value()));
  return before.value() == after.value() ? kExitAccepted : kExitRejected;
}

}  // namespace

void add_diff_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "diff", "Say what changed between two packages; exit status 1 where anything did");
  auto arguments = std::make_shared<DiffArguments>();
  command->add_option("OLD", arguments->before, "The earlier package, or -")->required();
  command->add_option("NEW", arguments->after, "The later package")->required();
  command->add_option("--format", arguments->format, "human or json")
      ->check(CLI::IsMember({"human", "json"}));
  command->callback([arguments, &status] { status = diff_command(*arguments); });
}

}  // namespace assay
