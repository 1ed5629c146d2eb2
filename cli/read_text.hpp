// SPDX-License-Identifier: Apache-2.0
// Whole text files (assembly, contract maps), bounded.
#pragma once

#include <string>

#include "ir/base/result.hpp"

namespace assay {

/// The bytes of `path`. Errors: FileUnreadable, LimitExceeded above 16 MiB.
[[nodiscard]] Result<std::string> read_text(const std::string& path);

}  // namespace assay
