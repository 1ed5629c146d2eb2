// SPDX-License-Identifier: Apache-2.0
// `assay disasm`: the linked programs of a file as assembly text, whose instructions assemble()
// reads back.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/text/print.hpp"
#include "session/input.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

void print_candidate(const Candidate& candidate) {
  const Program& program = *candidate.program;
  fmt::print("// program: {}  section: {}\n", printable(candidate.name),
             printable(candidate.section));
  if (!candidate.contract.empty()) fmt::print("// contract: {}\n", printable(candidate.contract));
  for (const Map& map : program.maps) {
    fmt::print("// map: {} {} {} {} {}\n", printable(map.name), map.kind, map.key_size,
               map.value_size, map.max_entries);
  }
  for (const Function& function : program.functions) {
    if (function.begin != 0) {
      fmt::print("// function: {} at L{}\n", printable(function.name), function.begin);
    }
  }
  for (std::size_t i = 0; i < program.unresolved.size(); ++i) {
    fmt::print("// unresolved[{}]: {}\n", i, printable(program.unresolved[i].name));
  }
  fmt::print("{}\n", print_program(program.instructions));
}

int disasm(const std::string& path) {
  const Result<std::vector<Candidate>> candidates = read_input(path, builtin_catalogue());
  if (!candidates.ok()) {
    return tell(candidates.error());
  }
  int status = kExitAccepted;
  for (const Candidate& candidate : candidates.value()) {
    if (candidate.error) {
      Error error = *candidate.error;
      error.message = fmt::format("{}: {}: {}", shown_path(path), candidate.name, error.message);
      status = std::max(status, tell(error));
      continue;
    }
    print_candidate(candidate);
  }
  return status;
}

}  // namespace

void add_disasm_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("disasm", "Print the linked programs of a file");
  auto path = std::make_shared<std::string>();
  command
      ->add_option("OBJ", *path, "An ELF object, a C source (.c), assembly text (.asm, .s), or -")
      ->required();
  command->callback([path, &status] { status = disasm(*path); });
}

}  // namespace assay
