// SPDX-License-Identifier: Apache-2.0
// Inputs to begin with for what a host keeps, is brought and is asked.
#pragma once

#include <vector>

#include "evidence/fuzz/mutate.hpp"

namespace assay::fuzz {

/// Documents of states, statements and roots, without digest and signatures.
[[nodiscard]] std::vector<Input> states();
[[nodiscard]] std::vector<Input> statements();
[[nodiscard]] std::vector<Input> roots();
/// Files of a journal: whole, torn and with a gap.
[[nodiscard]] std::vector<Input> journals();
/// Each question, and answers.
[[nodiscard]] std::vector<Input> messages();

}  // namespace assay::fuzz
