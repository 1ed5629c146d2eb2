// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "ir/program/program.hpp"
#include "ir/text/assemble.hpp"

namespace assay::kernel::testing {

/// A program of one function.
inline Program program_of(std::string_view text) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions = {{"f", 0, static_cast<std::uint32_t>(program.instructions.size())}};
  return program;
}

}  // namespace assay::kernel::testing
