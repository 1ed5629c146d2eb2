// SPDX-License-Identifier: Apache-2.0
// A naive interpreter of raw bytes over registers and one flat piece of memory: the smallest thing
// that runs RFC 9669. It knows no contracts, no calls and no regions (machine.hpp does).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace assay::oracle {

enum class Ending : std::uint8_t {
  Exited,
  OutOfMemory,     // an access outside the flat memory
  BadInstruction,  // not of RFC 9669, or a call
  TooLong,
};

struct FlatState {
  std::array<std::uint64_t, 11> registers{};
  std::vector<std::uint8_t> memory;
  std::uint64_t memory_base = 0;  // address of memory[0]
  std::uint64_t executed = 0;     // instructions; a 16-byte load counts once
};

/// Runs `code` (8 bytes a slot, little endian) from slot 0 until it exits or `limit` instructions
/// have been executed.
[[nodiscard]] Ending run(std::span<const std::uint8_t> code, FlatState& state, std::uint64_t limit);

}  // namespace assay::oracle
