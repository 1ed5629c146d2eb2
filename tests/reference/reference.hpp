// SPDX-License-Identifier: Apache-2.0
// A naive interpreter written from RFC 9669 alone: raw bytes in, one switch, no tables. It shares
// no code with ir/, so that an error in the instruction table or the rules shows as a disagreement.
//
// It knows registers and a flat memory at one address, and no contracts: what it cannot execute is
// an Ending of its own.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace assay::reference {

enum class Ending : std::uint8_t {
  Exited,
  OutOfMemory,     // an access outside the flat memory
  BadInstruction,  // not of RFC 9669, or a call
  TooLong,
};

struct State {
  std::array<std::uint64_t, 11> registers{};
  std::vector<std::uint8_t> memory;
  std::uint64_t memory_base = 0;  // address of memory[0]
  std::uint64_t executed = 0;     // instructions; a 16-byte load counts once
};

/// Runs `code` (8 bytes a slot, little endian) from slot 0 until it exits or `limit` instructions
/// have been executed.
[[nodiscard]] Ending run(std::span<const std::uint8_t> code, State& state, std::uint64_t limit);

}  // namespace assay::reference
