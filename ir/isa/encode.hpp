// SPDX-License-Identifier: Apache-2.0
// From instructions to the bytes of RFC 9669 section 3 (little endian); the inverse of decode.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ir/isa/instruction.hpp"

namespace assay {

/// The object code of a program: 8 bytes a slot. Requires (InternalFault otherwise) that every
/// LoadImm64 is followed by its WideTail and the other way round, and that nothing is unresolved.
[[nodiscard]] std::vector<std::uint8_t> encode(std::span<const Instruction> program);

}  // namespace assay
