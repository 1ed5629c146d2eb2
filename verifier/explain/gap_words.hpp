// SPDX-License-Identifier: Apache-2.0
// What a person is told of an obligation that was not shown to hold: one family of obligations, one
// file (access_words, argument_words, pointer_words, map_words, call_words).
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/obligation/gap.hpp"

namespace assay {

/// The finding for an obligation of `program` under `contract`, of one way of execution. What it
/// says of values is what all deductions tell (engine/deducer.hpp).
[[nodiscard]] Finding finding_of(const Program& program, const Contract& contract,
                                 const Unmet& unmet);

}  // namespace assay
