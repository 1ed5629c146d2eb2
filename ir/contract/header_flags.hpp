// SPDX-License-Identifier: Apache-2.0
// Numbers of a platform's API that sensors pass to helpers and find in packets. No contract has
// them: a contract says which numbers a helper takes, not what each is called.
#pragma once

#include <string>

#include "ir/contract/contract.hpp"

namespace assay {

/// Enumerations of C, each below a comment.
[[nodiscard]] std::string flag_enumerations(Platform platform);

}  // namespace assay
