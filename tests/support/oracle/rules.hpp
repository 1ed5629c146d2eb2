// SPDX-License-Identifier: Apache-2.0
// What RFC 9669 says of one 8-byte slot, written from its text: no tables, and nothing of ir/.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace assay::oracle {

/// One slot, taken apart as section 3 lays it out.
struct Slot {
  std::uint8_t opcode = 0;
  unsigned dst = 0;
  unsigned src = 0;
  std::int16_t offset = 0;
  std::int32_t imm = 0;

  [[nodiscard]] unsigned kind() const { return opcode & 0x07; }  // the instruction class
  [[nodiscard]] unsigned code() const { return opcode >> 4; }    // the operation of ALU and jumps
  [[nodiscard]] bool takes_register() const { return (opcode & 0x08) != 0; }
  [[nodiscard]] std::uint64_t immediate() const {
    return static_cast<std::uint64_t>(std::int64_t{imm});
  }
  [[nodiscard]] std::uint64_t displacement() const {
    return static_cast<std::uint64_t>(std::int64_t{offset});
  }
};

[[nodiscard]] Slot slot_at(std::span<const std::uint8_t> code, std::uint64_t index);

/// Whether the slot is an instruction of RFC 9669 (or callx, which compilers emit), all fields that
/// it does not use being zero. The second slot of a 16-byte load is looked at elsewhere.
[[nodiscard]] bool well_formed(const Slot& slot);

/// Bytes that a load, store or atomic operation covers.
[[nodiscard]] unsigned size_of(std::uint8_t opcode);
[[nodiscard]] std::uint64_t sign_extended(std::uint64_t value, unsigned size);

/// Sections 4.1 and 4.2: x becomes x op y. False for what is not there.
[[nodiscard]] bool compute(const Slot& slot, std::uint64_t& x, std::uint64_t y);
/// Section 4.3: whether the jump is taken; nothing where the opcode is no comparison.
[[nodiscard]] std::optional<bool> holds(const Slot& slot, std::uint64_t x, std::uint64_t y);

/// Section 5.3: what memory holds after an atomic operation (of which `size_of` bytes count).
struct AtomicWords {
  std::uint64_t old = 0;  // zero-extended
  std::uint64_t src = 0;
  std::uint64_t r0 = 0;
};
[[nodiscard]] std::optional<std::uint64_t> atomic_result(const Slot& slot,
                                                         const AtomicWords& words);

}  // namespace assay::oracle
