// SPDX-License-Identifier: Apache-2.0
#include "ir/text/assemble.hpp"

#include "evidence/fuzz/targets.hpp"
#include "ir/base/errors.hpp"
#include "ir/isa/decode.hpp"
#include "ir/text/print.hpp"
#include "session/asm_file.hpp"
#include "support/builtin.hpp"

namespace assay::fuzz {
namespace {

/// Whether the text is a file: it is its text and what its comments say, and needs an instruction,
/// and maps that are declared.
bool check_file(std::string_view text) {
  const auto file = parse_asm_file("input.asm", text, test_catalogue());
  if (!file.ok()) {
    require(!file.error().message.empty(), "an error says what is wrong");
    return false;
  }
  const Program& program = file.value().program;
  require(program.locations.size() == program.instructions.size(), "every slot has a place");
  require(program.functions.front().begin == 0 &&
              program.functions.back().end == program.instructions.size(),
          "the functions cover the program");
  return true;
}

}  // namespace

bool fuzz_assemble(Bytes input) {
  const std::string_view text = text_of(input);
  const auto program = assemble(text);
  const bool is_file = check_file(text);
  require(program.ok() || !is_file, "a file is text that assembles");
  if (!program.ok()) {
    require(program.error().code == ErrorCode::AssemblyMalformed, "the only error");
    return false;
  }
  require(!check_targets(program.value()), "every target is an instruction");
  const auto again = assemble(print_program(program.value()));
  require(again.ok(), "what is printed assembles");
  require(again.value() == program.value(), "what is printed assembles to the same");
  return true;
}

}  // namespace assay::fuzz
