// SPDX-License-Identifier: Apache-2.0
// Does a contract contradict itself? Every built-in one is asked this by the tests; one that is
// read from a file is asked before it is used.
#pragma once

#include <string>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

/// What in the contract cannot be meant, one sentence each; empty when it is sound as data. That
/// its facts are true of a platform no check can say.
[[nodiscard]] std::vector<std::string> contradictions(const Contract& contract);

}  // namespace assay
