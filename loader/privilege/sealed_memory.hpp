// SPDX-License-Identifier: Apache-2.0
// Bytes in memory that has a descriptor and that nobody can change any more, not even who made it
// (memfd_create(2), file seals in fcntl(2)): how a package is handed from one process to another,
// so that what the one admitted is what the other loads.
#pragma once

#include <span>

#include "loader/base/hex.hpp"
#include "loader/base/outcome.hpp"

namespace assay::loader {

/// A descriptor, which started programs keep, at its begin. FileUnwritable.
[[nodiscard]] Outcome<int> sealed_memory(std::span<const std::uint8_t> bytes);

/// What it holds, at most `most` bytes. NotSealedInMemory; FileTooLarge; FileUnreadable.
[[nodiscard]] Outcome<Bytes> read_sealed_memory(int descriptor, std::size_t most);

}  // namespace assay::loader
