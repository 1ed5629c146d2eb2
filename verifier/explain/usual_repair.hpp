// SPDX-License-Identifier: Apache-2.0
// The repair that usually fits a kind of error, for findings that know no better one.
#pragma once

#include <string_view>

#include "ir/base/error_code.hpp"

namespace assay {

/// One clause in the words of a sensor's developer; empty where the error itself says what to do (a
/// malformed file, an unusable command line).
[[nodiscard]] std::string_view usual_repair(ErrorCode code);

}  // namespace assay
