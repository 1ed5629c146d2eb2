// SPDX-License-Identifier: Apache-2.0
// Bytes to a package, for people and tools. A loader uses loader/checker, which shares no code with
// this; both refuse what the writer would not write.
#pragma once

#include <cstdint>
#include <span>
#include <variant>

#include "ir/package/package.hpp"
#include "ir/package/parts.hpp"

namespace assay {

/// The package whose only encoding the bytes are: write_package() gives the same bytes for it.
[[nodiscard]] std::variant<SealedPackage, PackageFault> read_package(
    std::span<const std::uint8_t> bytes);

}  // namespace assay
