// SPDX-License-Identifier: Apache-2.0
// Whole text files (assembly, contract maps), bounded.
#pragma once

#include <istream>
#include <string>
#include <string_view>

#include "ir/base/result.hpp"

namespace assay {

/// All bytes of `in`, which messages call `name`. Errors: FileUnreadable, LimitExceeded above
/// 16 MiB.
[[nodiscard]] Result<std::string> read_text(std::istream& in, std::string_view name);

/// The bytes of `path`. Errors: FileUnreadable, LimitExceeded above 16 MiB.
[[nodiscard]] Result<std::string> read_text(const std::string& path);

}  // namespace assay
