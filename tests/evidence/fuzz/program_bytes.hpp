// SPDX-License-Identifier: Apache-2.0
// A program, its maps and its contract as bytes: a slot that tells the contract (byte 0, an index
// of builtin_contracts()) and the number of maps (byte 1), a slot a map, and the code.
//
// A map's slot: kind, size of key, flags (1 data, 2 read-only, 4 holds maps like map 0), 0, size of
// value and number of entries in 16 bits each.
#pragma once

#include <optional>
#include <vector>

#include "evidence/fuzz/targets.hpp"
#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::fuzz {

inline constexpr std::size_t kSlotBytes = 8;

struct Judgeable {
  Program program;
  const Contract* contract = nullptr;
};

/// Nothing when the code does not decode, or names a map that is not there.
[[nodiscard]] std::optional<Judgeable> read_program(Bytes bytes);

/// Bytes before the code.
[[nodiscard]] std::size_t header_bytes(Bytes bytes);

/// Maps keep of their sizes what 16 bits hold, and of their contents nothing. Requires a program
/// without unresolved symbols, and a built-in contract.
[[nodiscard]] std::vector<std::uint8_t> write_program(const Program& program,
                                                      const Contract& contract);

}  // namespace assay::fuzz
