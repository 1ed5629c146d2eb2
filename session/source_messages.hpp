// SPDX-License-Identifier: Apache-2.0
// What the front end says of a source, as an error, as warnings of a report, and as a report.
#pragma once

#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/diagnostic/diagnostic.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_warning.hpp"

namespace assay {

/// The code of an error; of one that the compiler has no code for, SourceMalformed.
[[nodiscard]] ErrorCode code_of(const Diagnostic& message);

/// The first error among the messages, which have one, in one sentence.
[[nodiscard]] Error first_error(const std::vector<Diagnostic>& messages);

/// The warnings among the messages on the source `file`, as reports have them.
[[nodiscard]] std::vector<SourceWarning> warnings_of(const std::string& file,
                                                     const std::vector<Diagnostic>& messages);

/// The report of a source whose messages have an error: one finding for each error.
[[nodiscard]] ProgramReport report_of_source(const std::string& file,
                                             const std::vector<Diagnostic>& messages);

}  // namespace assay
