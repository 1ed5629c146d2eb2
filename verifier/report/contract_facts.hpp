// SPDX-License-Identifier: Apache-2.0
// What the contract supplies, said beside a finding that turns on it.
#pragma once

#include <string>

#include "ir/base/error_code.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// One clause on the contract's fact that an error of this kind ran into ("linux/xdp takes return
/// values from 0 to 4"), or empty when the error does not turn on the contract or none is known.
[[nodiscard]] std::string contract_fact(const ProgramReport& report, ErrorCode code);

}  // namespace assay
