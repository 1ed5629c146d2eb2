// SPDX-License-Identifier: Apache-2.0
// The flags that a compilation database has for a source.
#pragma once

#include <string>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

/// What `folder`/compile_commands.json says on how to compile the file `source`, as flags for
/// make_invocation: without the compiler, the source, the output, dependency files and the target,
/// and with the folders of headers as seen from here. Of several commands the first counts. Error:
/// DatabaseUnusable.
[[nodiscard]] Result<std::vector<std::string>> database_flags(const std::string& folder,
                                                              const std::string& source);

}  // namespace assay
