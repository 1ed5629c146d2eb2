// SPDX-License-Identifier: Apache-2.0
// Output files that are either whole or not there.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ir/base/result.hpp"

namespace assay {

/// Writes `bytes` to `path` ("-": standard output). A regular file is replaced in one step, so that
/// nobody ever sees a part of it; a device or pipe is written to. Error: OutputUnwritable, and then
/// a file that was there is as it was.
[[nodiscard]] std::optional<Error> write_output(const std::string& path,
                                                std::span<const std::uint8_t> bytes);

}  // namespace assay
