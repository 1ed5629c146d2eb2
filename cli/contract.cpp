// SPDX-License-Identifier: Apache-2.0
// `assay contract`: the built-in contracts, listed, shown in full, or as a header of C.
#include "ir/contract/contract.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "ir/contract/header.hpp"

namespace assay {
namespace {

int list_contracts() {
  for (const Contract& contract : builtin_contracts()) fmt::print("{}\n", contract.name);
  return kExitAccepted;
}

int show_contract(const std::string& name) {
  const Contract* contract = find_contract(name);
  if (contract == nullptr) {
    fmt::print(stderr,
               "assay: error: there is no contract '{}'; 'assay contract list' names them [A117]\n",
               name);
    return kExitInput;
  }
  fmt::print("{}", render_contract(*contract));
  return kExitAccepted;
}

}  // namespace

void add_contract_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "contract", "List the built-in contracts, show one, or write a C header of them");
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "List the names of the built-in contracts");
  list->callback([&status] { status = list_contracts(); });
  CLI::App* show = command->add_subcommand("show", "Show one contract in full");
  auto name = std::make_shared<std::string>();
  show->add_option("NAME", *name, "A contract, such as linux/xdp")->required();
  show->callback([name, &status] { status = show_contract(*name); });
  CLI::App* header = command->add_subcommand("header", "A C header for the sensors of a platform");
  auto platform = std::make_shared<std::string>();
  header->add_option("PLATFORM", *platform, "linux or windows")
      ->required()
      ->check(CLI::IsMember({"linux", "windows"}));
  header->callback([platform, &status] {
    fmt::print("{}", render_header(*platform == "linux" ? Platform::Linux : Platform::Windows));
    status = kExitAccepted;
  });
}

}  // namespace assay
