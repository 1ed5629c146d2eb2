// SPDX-License-Identifier: Apache-2.0
// How the instructions of a program differ in two packages. Maps count by their names, and
// jumps by how far they go and by whether what they reach is what it was, so that an instruction
// that merely stands elsewhere is the same.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ir/package/package.hpp"

namespace assay {

struct ChangedLine {
  enum class Side : std::uint8_t { Removed, Added };
  Side side{};
  std::size_t slot = 0;  // in the package that has it
  std::string text;
};

/// A program, in the package that has it.
struct PackagedProgram {
  const SealedPackage& package;
  const SealedProgram& program;
};

/// In the order of the programs, what is removed before what is added. Of programs that are long
/// and differ everywhere, more than must be.
[[nodiscard]] std::vector<ChangedLine> changed_lines(const PackagedProgram& before,
                                                     const PackagedProgram& after);

}  // namespace assay
