// SPDX-License-Identifier: Apache-2.0
// Loads and stores: the program's own, and those that helpers make on its behalf.
#pragma once

#include "ir/interpreter/machine.hpp"

namespace assay {

/// The program's access of 1, 2, 4 or 8 bytes.
struct MemoryAccess {
  std::uint64_t address = 0;
  Width size = Width::W8;
};

/// The zero-extended number at the access. Context fields that are marks give whole pointers.
[[nodiscard]] Attempt<std::uint64_t> load(Machine& machine, const MemoryAccess& access);
[[nodiscard]] MaybeFault store(Machine& machine, const MemoryAccess& access, std::uint64_t value);
/// Whether an atomic operation may work there: as for a load and a store, but never in the context.
[[nodiscard]] MaybeFault check_atomic(Machine& machine, const MemoryAccess& access);

/// What a helper reads: readable, initialised unless the contract lets helpers read anything.
[[nodiscard]] Attempt<Bytes> read_for_helper(Machine& machine, const Extent& extent);
/// Whether a helper may write there. Initialisation does not matter.
[[nodiscard]] MaybeFault check_helper_write(Machine& machine, const Extent& extent);
/// Writes `bytes` at `address` and marks them initialised; requires check_helper_write().
void write_for_helper(Machine& machine, std::uint64_t address, std::span<const std::uint8_t> bytes);
/// Random bytes where the extent was initialised already: for a helper that promises nothing.
void scribble_for_helper(Machine& machine, const Extent& extent);

}  // namespace assay
