// SPDX-License-Identifier: Apache-2.0
// `assay keygen`: a key for root documents, packages or statements.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/signing.hpp"
#include "loader/base/hex.hpp"

namespace assay {

void add_keygen_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "keygen",
      "Make a key that signs root documents, packages or statements, and print its public half");
  auto file = std::make_shared<std::string>();
  command
      ->add_option("FILE", *file,
                   "The key's file, which must not be there; FILE.pub is its public half")
      ->required();
  command->callback([file, &status] {
    const auto key = make_key(*file);
    if (key.ok()) fmt::print("{}\n", loader::to_hex(key.value()));
    status = key.ok() ? kExitAccepted : tell(key.refusal());
  });
}

}  // namespace assay
