// SPDX-License-Identifier: Apache-2.0
// Why a command cannot do what it was asked for: one wording, on standard error.
#pragma once

#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/diagnostic/diagnostic.hpp"

namespace assay {

/// The exit status that an error asks for when it ends a command: 3 for a fault of Assay's own, 2
/// for everything else.
[[nodiscard]] int exit_status(const Error& error);

/// The exit status that the messages on a source ask for: of the worst error's class; 0 when there
/// is none.
[[nodiscard]] int exit_status(const std::vector<Diagnostic>& messages);

/// "assay: error: MESSAGE [CODE]", without a line end.
[[nodiscard]] std::string error_line(const Error& error);

/// Writes that line to standard error; the exit status that the error asks for.
int tell(const Error& error);

}  // namespace assay
