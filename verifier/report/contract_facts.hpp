// SPDX-License-Identifier: Apache-2.0
// What the contract supplies, said beside a finding that turns on it.
#pragma once

#include <string>

#include "verifier/report/report.hpp"

namespace assay {

/// One clause on the contract's fact that the finding ran into ("linux/xdp takes return values from
/// 0 to 4"), or empty when it does not turn on the contract or none is known.
[[nodiscard]] std::string contract_fact(const ProgramReport& report, const Finding& finding);

}  // namespace assay
