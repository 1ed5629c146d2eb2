// SPDX-License-Identifier: Apache-2.0
// `assay show`: what is in a package, for people and as JSON. It says nothing of whether it is
// true.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "ir/package/read.hpp"
#include "session/check_package.hpp"
#include "session/read_text.hpp"
#include "session/show_package.hpp"

namespace assay {
namespace {

struct ShowArguments {
  std::string package;
  std::string format = "human";
};

int show_command(const ShowArguments& arguments) {
  const Result<std::vector<std::uint8_t>> bytes = read_bytes(arguments.package, kMostPackageBytes);
  if (!bytes.ok()) return tell(bytes.error());
  const auto read = read_package(bytes.value());
  if (const auto* fault = std::get_if<PackageFault>(&read)) {
    return tell({ErrorCode::PackageMalformed,
                 fmt::format("{}: {}", shown_path(arguments.package), fault->what)});
  }
  const auto& package = std::get<SealedPackage>(read);
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
