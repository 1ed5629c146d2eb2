// SPDX-License-Identifier: Apache-2.0
// Programs of one function out of assembly text, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "ir/program/program.hpp"
#include "ir/text/assemble.hpp"

namespace assay::test {

inline Program program_of(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  Program program;
  if (!instructions.ok()) return program;
  program.instructions = std::move(instructions).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  return program;
}

/// The same as if it came from C: instruction N from line N + 1, whose text is `line`.
inline Program program_from_c(std::string_view text, std::string_view line) {
  Program program = program_of(text);
  program.files = {"sensor.c"};
  program.line_texts = {std::string(line)};
  for (std::uint32_t slot = 0; slot < program.locations.size(); ++slot)
    program.locations[slot] = {0, slot + 1, 1, 0};
  return program;
}

}  // namespace assay::test
