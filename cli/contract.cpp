// SPDX-License-Identifier: Apache-2.0
// `assay contract`: the built-in contracts, listed, shown in full, or as a header of C; and those
// that an annotated header makes.
#include "ir/contract/contract.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/compile_options.hpp"
#include "cli/output_file.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "ir/contract/header.hpp"
#include "ir/contract/promises.hpp"
#include "ir/contract/record.hpp"
#include "ir/contract/render.hpp"
#include "session/contract_header.hpp"
#include "session/source_messages.hpp"
#include "verifier/report/diagnostic_text.hpp"

namespace assay {
namespace {

int list_contracts() {
  const Catalogue catalogue = builtin_catalogue();
  for (const auto& entry : catalogue.entries()) fmt::print("{}\n", entry->head().name);
  return kExitAccepted;
}

/// Prints the contract, or writes what a host registers its hook with.
int give_contract(const Contract& contract, const std::string& output) {
  if (output.empty()) {
    fmt::print("{}", render_contract(contract));
    return kExitAccepted;
  }
  if (const auto error = write_output(output, write_records(contract))) return tell(*error);
  return kExitAccepted;
}

int show_contract(const std::string& name, const std::string& output) {
  const Catalogue catalogue = builtin_catalogue();
  const auto contract = catalogue.find(name);
  if (contract == nullptr) {
    std::vector<std::string> names;
    for (const auto& other : catalogue.entries()) names.push_back(other->head().name);
    const std::string near = meant_word(name, names);
    return tell({ErrorCode::UsageError,
                 fmt::format("there is no contract '{}'{}; 'assay contract list' lists them", name,
                             near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near))});
  }
  return give_contract(*contract, output);
}

struct ExtractArguments {
  std::string header;
  std::string hook;
  std::string output;
  CompileOptions options;
};

int extract_command(const ExtractArguments& arguments) {
  const Result<Extracted> result = extract_header(arguments.header, arguments.options);
  if (!result.ok()) return tell(result.error());
  const Extracted& extracted = result.value();
  fmt::print(stderr, "{}", render_messages(extracted.messages));
  if (has_error(extracted.messages)) return exit_status(extracted.messages);
  std::vector<const Contract*> found;
  std::vector<std::string> names;
  for (const Contract& contract : extracted.contracts) {
    const std::string short_name = contract.name.substr(contract.name.rfind('/') + 1);
    names.push_back(contract.name);
    names.push_back(short_name);
    const std::string& wanted = arguments.hook;
    if (!wanted.empty() && wanted != contract.name && wanted != short_name) continue;
    found.push_back(&contract);
  }
  if (found.empty()) {
    const std::string near = nearest_word(arguments.hook, names);
    return tell({ErrorCode::UsageError,
                 fmt::format("{} declares no hook '{}'{}", arguments.header, arguments.hook,
                             near.empty() ? "" : fmt::format(" (the nearest is {})", near))});
  }
  if (!arguments.output.empty() && found.size() > 1) {
    return tell(
        {ErrorCode::UsageError, fmt::format("{} declares {} hooks; --hook says which one to write",
                                            arguments.header, found.size())});
  }
  for (const Contract* const contract : found) {
    if (contract != found.front()) fmt::print("\n");
    if (const int status = give_contract(*contract, arguments.output); status != kExitAccepted)
      return status;
  }
  return kExitAccepted;
}

constexpr const char* kOutputHelp =
    "Write the contract to this file, in the binary form by which a host registers its hook";

void add_extract_command(CLI::App& command, const ClangFlags& flags, int& status) {
  CLI::App* extract =
      command.add_subcommand("extract", "Read the contracts of the hooks that a C header declares");
  auto arguments = std::make_shared<ExtractArguments>();
  extract->add_option("HEADER", arguments->header, "An annotated C header, or - for standard input")
      ->required();
  extract->footer(kFlagsFooter);
  extract->add_option("--hook", arguments->hook, "Only the hook of this name");
  extract->add_option("-o,--output", arguments->output, kOutputHelp);
  add_header_options(*extract, arguments->options);
  extract->callback([arguments, &flags, &status] {
    arguments->options.flags = flags;
    status = extract_command(*arguments);
  });
}

}  // namespace

void add_contract_command(CLI::App& app, const ClangFlags& flags, int& status) {
  CLI::App* command = app.add_subcommand(
      "contract",
      "List the built-in contracts, show one, write a C header of them, or read such a header");
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "List the names of the built-in contracts");
  list->callback([&status] { status = list_contracts(); });
  CLI::App* show = command->add_subcommand("show", "Show one contract in full");
  auto name = std::make_shared<std::string>();
  show->add_option("NAME", *name, "A contract, such as linux/xdp")->required();
  auto output = std::make_shared<std::string>();
  show->add_option("-o,--output", *output, kOutputHelp);
  show->callback([name, output, &status] { status = show_contract(*name, *output); });
  CLI::App* header = command->add_subcommand("header", "A C header for the sensors of a platform");
  auto platform = std::make_shared<std::string>();
  header->add_option("PLATFORM", *platform, "linux or windows")
      ->required()
      ->check(CLI::IsMember({"linux", "windows"}));
  header->callback([platform, &status] {
    fmt::print("{}", render_header(builtin_catalogue(),
                                   *platform == "linux" ? Platform::Linux : Platform::Windows));
    status = kExitAccepted;
  });
  CLI::App* promises = command->add_subcommand(
      "promises", "The source of every promise of the built-in contracts, as docs/contracts.md");
  promises->callback([&status] {
    fmt::print("{}", render_promises(builtin_catalogue()));
    status = kExitAccepted;
  });
  add_extract_command(*command, flags, status);
}

}  // namespace assay
