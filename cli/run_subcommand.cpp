// SPDX-License-Identifier: Apache-2.0
// `assay run`: the options of run_command (cli/run.hpp).
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/run.hpp"

namespace assay {

void add_run_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("run", "Execute one program on one event in the reference interpreter");
  auto arguments = std::make_shared<RunArguments>();
  command
      ->add_option("OBJ", arguments->object,
                   "An ELF object, a C source (.c), assembly text (.asm, .s), or -")
      ->required();
  command->add_option("--event", arguments->event, "The event (default: zeros)");
  command->add_option("--program", arguments->program, "The program, when there are several");
  command->add_option("--contract", arguments->contract, "The contract's name");
  command->add_option("--contract-header", arguments->contract_header,
                      "An annotated C header; the hooks that it declares are contracts too");
  command->add_option("--platform", arguments->platform, "linux or windows")
      ->check(CLI::IsMember({"linux", "windows"}));
  command
      ->add_option("--max-instructions", arguments->max_instructions, "Executing more is a fault")
      ->check(CLI::PositiveNumber);
  command->add_option("--seed", arguments->seed, "Seed for the random numbers that helpers return");
  add_load_options(*command, arguments->load);
  command->add_flag("--json", arguments->json, "One JSON document instead of text");
  command->callback(
      [arguments, &status] { status = run_command(*arguments, std::cout, std::cerr); });
}

}  // namespace assay
