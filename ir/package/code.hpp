// SPDX-License-Identifier: Apache-2.0
// A program's instructions as the bytes that a package has, and back. They differ from object code
// in one thing: the 16-byte loads of maps name the package's table (the kernel's pseudo sources for
// indices), so that every loader knows what to replace.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/isa/instruction.hpp"

namespace assay {

/// The bytes of a linked program in which nothing is unresolved; maps[i] is the index in the
/// package of the program's map i.
[[nodiscard]] std::vector<std::uint8_t> packed_code(std::span<const Instruction> instructions,
                                                    std::span<const std::uint32_t> maps);

/// The instructions of a package's code; map indices are the package's. Errors: those of decode(),
/// and InstructionInvalid for a load of a map by a handle.
[[nodiscard]] Result<std::vector<Instruction>> unpacked_code(std::span<const std::uint8_t> code);

}  // namespace assay
