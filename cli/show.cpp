// SPDX-License-Identifier: Apache-2.0
// `assay show`: what is in a package, for people and as JSON. It says nothing of whether it is
// true.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/package_file.hpp"
#include "cli/tell.hpp"
#include "session/show_package.hpp"

namespace assay {
namespace {

struct ShowArguments {
  std::string package;
  std::string format = "human";
};

int show_command(const ShowArguments& arguments) {
  const Result<SealedPackage> read = package_in(arguments.package);
  if (!read.ok()) return tell(read.error());
  const SealedPackage& package = read.value();
  fmt::print("{}",
             arguments.format == "json" ? render_package_json(package) : render_package(package));
  return kExitAccepted;
}

}  // namespace

void add_show_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("show", "Show what is in a sealed package");
  auto arguments = std::make_shared<ShowArguments>();
  command->add_option("PACKAGE", arguments->package, "A sealed package, or -")->required();
  command->add_option("--format", arguments->format, "human or json")
      ->check(CLI::IsMember({"human", "json"}));
  command->callback([arguments, &status] { status = show_command(*arguments); });
}

}  // namespace assay
