// SPDX-License-Identifier: Apache-2.0
// Names of findings that stay the same from one run to the next, for tools that keep a list of
// them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

/// One fingerprint (a SHA-256 digest as text) for each finding of `report`, in order, made of the
/// code, the program, the base name of the source file, the source line's text without white space
/// (the instruction where there is no source), and the number among equals. So it survives lines
/// inserted above, another indent, another folder and another version of Assay, and changes with
/// the line.
[[nodiscard]] std::vector<std::string> fingerprints(const ProgramReport& report,
                                                    SourceLines& sources);

/// Fingerprints in the making, which numbers those that are equal otherwise.
class Fingerprints {
 public:
  /// Of `subject`, which ends with a line end, and the source line at `at`, if there is one.
  [[nodiscard]] std::string next(std::string subject, const SourceSpan* at, SourceLines& sources);

 private:
  std::map<std::string, std::size_t> seen_;
};

}  // namespace assay
