// SPDX-License-Identifier: Apache-2.0
// Disassembler: the pseudo-C syntax of llvm-objdump and the kernel, which assemble() reads back.
//
// Targets are written as labels by slot ("goto L12"). Registers are written r0 to r10, or w0 to w10
// where an operation is 32 bits wide. Immediates are signed decimal.
#pragma once

#include <span>
#include <string>

#include "ir/isa/instruction.hpp"

namespace assay {

/// One instruction without label or line end. Empty for a WideTail.
[[nodiscard]] std::string print(const Instruction& instruction);

/// A whole program, one instruction a line, indented, with a line "L<slot>:" before every target of
/// a jump, local call or function address. assemble() of it gives the same instructions if every
/// target is an instruction of the program.
[[nodiscard]] std::string print_program(std::span<const Instruction> program);

}  // namespace assay
