// SPDX-License-Identifier: Apache-2.0
// Why a pointer cannot be computed with, compared or kept as the program does it, in words.
#pragma once

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// A constant by which the platform lets no program shift or divide.
[[nodiscard]] Finding constant_finding(const Site& site, const Alu& alu);
/// Tells a miss of check_context_kept.
[[nodiscard]] Finding lost_context_finding(const Site& site, const Alu& alu);
/// Tells a miss of check_arithmetic.
[[nodiscard]] Finding arithmetic_finding(const Site& site, const Alu& alu, const Miss& miss);
/// Tells a miss of check_comparison.
[[nodiscard]] Finding comparison_finding(const Site& site, const JumpIf& jump, const Miss& miss);
/// Each tells a miss of the check for its obligation (stored_pointers.hpp).
[[nodiscard]] Finding kept_private_finding(const Site& site, const Store& store, const Miss& miss);
[[nodiscard]] Finding whole_pointer_finding(const Site& site, const Miss& miss);

}  // namespace assay
