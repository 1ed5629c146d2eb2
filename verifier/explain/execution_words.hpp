// SPDX-License-Identifier: Apache-2.0
// In which ways of execution a program fails, in words.
#pragma once

#include <span>
#include <vector>

#include "ir/contract/execution.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// Adds to a finding that holds in `ways` (indices into `cases`, one at least) and in no other in
/// which ways that is, why, and how another is judged alone; nothing where it holds in all.
void tell_ways(std::span<const ExecutionCase> cases, const std::vector<std::size_t>& ways,
               Finding& finding);

}  // namespace assay
