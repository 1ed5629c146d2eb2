// SPDX-License-Identifier: Apache-2.0
// A package as a host loads it: its code and its maps, as a program for the naive machine.
#pragma once

#include <optional>

#include "ir/package/package.hpp"
#include "ir/program/program.hpp"

namespace assay::forge {

/// The package's first program with the package's maps; nothing where its code does not decode.
[[nodiscard]] std::optional<Program> unsealed(const SealedPackage& package);

}  // namespace assay::forge
