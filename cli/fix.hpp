// SPDX-License-Identifier: Apache-2.0
// --fix: the repairs that findings carry as edits, made in the sources of the command line.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// Sources as they were before they were read, so that a change since shows.
using SourceTexts = std::map<std::string, std::string>;  // by name
[[nodiscard]] SourceTexts texts_of_sources(const std::vector<std::string>& sources);

/// Makes the edits of all findings that lie in one of the sources, each finding's whole or not at
/// all, and none that overlap. Tells on standard error what was made, and what was not and why.
/// Errors: OutputUnwritable, FileUnreadable, and UsageError for a source that has changed
/// meanwhile.
[[nodiscard]] std::vector<Error> make_fixes(const std::vector<ProgramReport>& reports,
                                            const SourceTexts& sources);

}  // namespace assay
