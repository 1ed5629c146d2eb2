// SPDX-License-Identifier: Apache-2.0
// From an annotated C header to contracts.
#pragma once

#include "rules/front/module.hpp"

namespace assay {

/// Parses the header, reads its annotations, checks each contract. See CModule::extract.
[[nodiscard]] Extracted extract_contracts(const CompileRequest& request);

}  // namespace assay
