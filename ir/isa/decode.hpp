// SPDX-License-Identifier: Apache-2.0
// From the bytes of RFC 9669 section 3 (little endian) to instructions.
//
// Everything that is not exactly an instruction of opcodes.def is refused: unknown opcode bytes and
// discriminators, reserved fields that are not zero, registers above r10. Writes to r10 decode:
// refusing them is the verifier's part.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/isa/instruction.hpp"

namespace assay {

/// Which targets decode() demands to be inside the program. Jumps are always checked.
enum class Linkage : std::uint8_t {
  Linked,    // local calls and function addresses too
  Unlinked,  // they may still be relocated: the object reader checks them with check_targets
};

/// The instructions of `bytes`, indexed by slot. Errors name the slot: InstructionInvalid (a
/// malformed encoding, or a size that is no multiple of 8), JumpOutOfProgram (a target outside the
/// program or on the second slot of a 16-byte instruction), LimitExceeded (more slots than a jump
/// can reach).
[[nodiscard]] Result<std::vector<Instruction>> decode(std::span<const std::uint8_t> bytes,
                                                      Linkage linkage = Linkage::Linked);

/// The one instruction at `slot` of `bytes`; targets are computed but not checked. Errors as
/// decode().
[[nodiscard]] Result<Instruction> decode_one(std::span<const std::uint8_t> bytes,
                                             std::uint32_t slot);

/// A JumpOutOfProgram error for the first instruction whose target is not an instruction of
/// `program`.
[[nodiscard]] std::optional<Error> check_targets(std::span<const Instruction> program,
                                                 Linkage linkage = Linkage::Linked);

}  // namespace assay
