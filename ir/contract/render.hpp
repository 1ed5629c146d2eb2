// SPDX-License-Identifier: Apache-2.0
// A contract as people read it.
#pragma once

#include <string>

#include "ir/contract/contract.hpp"

namespace assay {

/// The whole contract as text for `assay contract show`.
[[nodiscard]] std::string render_contract(const Contract& contract);

}  // namespace assay
