// SPDX-License-Identifier: Apache-2.0
// Assembler for the syntax of print.hpp.
//
// A statement ends at the end of the line or at `;`. Comments begin with `//` or `#`. A label is a
// name and a colon, alone or before a statement. Targets are labels, or signed distances in slots
// from the next slot ("goto +2"). Numbers are decimal or hexadecimal, with an optional sign. Narrow
// loads and stores may name the 32-bit register ("w1 = *(u8 *)(r2 + 0)"), as compilers print it.
#pragma once

#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/isa/instruction.hpp"

namespace assay {

/// The program, indexed by slot (the second slots of 16-byte loads included), every target checked.
/// The only error is AssemblyMalformed; it names line and column, counted from 1.
[[nodiscard]] Result<std::vector<Instruction>> assemble(std::string_view text);

}  // namespace assay
