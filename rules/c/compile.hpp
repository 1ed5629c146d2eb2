// SPDX-License-Identifier: Apache-2.0
// From restricted C to a BPF object, in this process.
#pragma once

#include "rules/front/module.hpp"

namespace assay {

/// Parses, checks the restricted subset, generates code. See CModule::compile.
[[nodiscard]] Compiled compile_c(const CompileRequest& request);

}  // namespace assay
