// SPDX-License-Identifier: Apache-2.0
// What a person is told of a cause why a program is not accepted.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/engine/refusal.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// The finding for a cause at which `program` fails under `contract`, of one way of execution.
[[nodiscard]] Finding finding_of(const Program& program, const Contract& contract,
                                 const Cause& cause);

}  // namespace assay
