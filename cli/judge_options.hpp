// SPDX-License-Identifier: Apache-2.0
// The options of a command line that say how programs are judged.
#pragma once

#include "cli/contract_header.hpp"
#include "cli/verify_arguments.hpp"
#include "session/judge.hpp"

namespace assay {

/// Errors: UsageError for a contract that there is not, and those of reading the contract map.
[[nodiscard]] Result<JudgeOptions> judge_options(const VerifyArguments& arguments,
                                                 const ContractHeader& header);

}  // namespace assay
