// SPDX-License-Identifier: Apache-2.0
// Where widening stops on its way to the top.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/transfer/execute.hpp"

namespace assay {

/// Constants that the program compares with, itself or through a register, and the sizes of its
/// maps' values, each with its neighbours and its quotients by the scales of arrays; ascending.
[[nodiscard]] std::vector<std::uint64_t> thresholds_of(const Environment& env);

}  // namespace assay
