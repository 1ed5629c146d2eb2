// SPDX-License-Identifier: Apache-2.0
// Knowledge of fewer symbols.
#pragma once

#include <vector>

#include "verifier/domain/knowledge.hpp"

namespace assay {

/// Drops all symbols but those to keep, which ascend. What bounds say of the others through a
/// dropped one is learned first, as far as it says no more than they do (Fourier and Motzkin, one
/// symbol at a time).
void project(Knowledge& knowledge, const std::vector<Symbol>& keep);

}  // namespace assay
