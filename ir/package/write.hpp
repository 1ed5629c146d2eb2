// SPDX-License-Identifier: Apache-2.0
// A package as bytes. One package has one encoding.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/package/package.hpp"

namespace assay {

/// The package's bytes, digest and trailer included. Requires that fault_of() finds nothing.
[[nodiscard]] std::vector<std::uint8_t> write_package(const SealedPackage& package);
/// What the package is named by: of all but its signatures. Requires the same.
[[nodiscard]] Sha256 digest_of(const SealedPackage& package);

}  // namespace assay
