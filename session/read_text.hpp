// SPDX-License-Identifier: Apache-2.0
// Files as bytes or text, and standard input under the name "-": ordinary files, pipes and FIFOs
// alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

/// The name of a path in messages: standard input is "<stdin>".
[[nodiscard]] std::string shown_path(const std::string& path);

/// The whole file; at most `most` bytes. Errors, with the path in front: FileUnreadable,
/// LimitExceeded.
[[nodiscard]] Result<std::vector<std::uint8_t>> read_bytes(const std::string& path,
                                                           std::uint64_t most);

/// The whole file as text, at most 16 MiB of it. Errors: those of read_bytes.
[[nodiscard]] Result<std::string> read_text(const std::string& path);

}  // namespace assay
