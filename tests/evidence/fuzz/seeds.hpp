// SPDX-License-Identifier: Apache-2.0
// Inputs to begin with: what the tree holds, in the form that each target takes.
#pragma once

#include <string>
#include <vector>

#include "evidence/fuzz/mutate.hpp"

namespace assay::fuzz {

/// The seeds of a target, none larger than kMostBytes, from all files below the folders: programs
/// of objects and assembly files, the objects, the texts, the tables; and for Shape::Slots some
/// generated programs. In the same order every time.
[[nodiscard]] std::vector<Input> read_seeds(const Target& target,
                                            const std::vector<std::string>& folders);

}  // namespace assay::fuzz
