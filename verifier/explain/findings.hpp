// SPDX-License-Identifier: Apache-2.0
// All that a person is told of a program that is not accepted.
#pragma once

#include <vector>

#include "verifier/engine/verify.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// The most findings of one program that are told.
inline constexpr std::size_t kMostFindings = 20;

/// One finding for each refusal of `verification`, of `program` under `contract`, in the order of
/// the code; at most kMostFindings. Empty exactly when the program is accepted.
[[nodiscard]] std::vector<Finding> findings_of(const Program& program, const Contract& contract,
                                               const Verification& verification);

}  // namespace assay
