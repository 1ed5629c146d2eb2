// SPDX-License-Identifier: Apache-2.0
// A folder that is an OCI layout of packages, for `assay seal --oci`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ir/base/result.hpp"

namespace assay {

/// Makes the folder a layout that has the package under that reference; what a layout that is there
/// has under others stays. Error: UsageError, also where the folder is something else and not
/// empty; OutputUnwritable, and then the index is as it was.
[[nodiscard]] std::optional<Error> write_layout(const std::string& folder,
                                                std::span<const std::uint8_t> package,
                                                const std::string& reference);

}  // namespace assay
