// SPDX-License-Identifier: Apache-2.0
// Which causes of a refusal are one fault.
#pragma once

#include <map>

#include "ir/diagnostic/fault_key.hpp"
#include "ir/program/program.hpp"
#include "verifier/engine/refusal.hpp"

namespace assay {

[[nodiscard]] FaultKey fault_key(const Program& program, const Cause& cause);
[[nodiscard]] FaultKey fault_key(const Program& program, const Unmet& unmet);

/// Unmet obligations, one a fault.
using Faults = std::map<FaultKey, Unmet>;

}  // namespace assay
