// SPDX-License-Identifier: Apache-2.0
// How a command says that the checker refused a package.
#pragma once

#include <string>

#include "session/check_package.hpp"

namespace assay {

/// What a check took, in words.
[[nodiscard]] std::string spent_words(const AnnouncedWork& spent);

/// Says why: a refusal on standard output, what is no package on standard error. The exit status.
int tell_refused(const std::string& path, const PackageVerdict& verdict);

}  // namespace assay
