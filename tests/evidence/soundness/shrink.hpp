// SPDX-License-Identifier: Apache-2.0
// From a program with a breach to a small one.
#pragma once

#include "evidence/soundness/generate.hpp"
#include "evidence/soundness/judge.hpp"

namespace assay::soundness {

/// Removes instructions as long as a breach remains, for at most `seconds`.
[[nodiscard]] Program shrink(Program program, const Contract& contract, const JudgeOptions& options,
                             double seconds);

}  // namespace assay::soundness
