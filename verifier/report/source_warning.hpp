// SPDX-License-Identifier: Apache-2.0
// Warnings of the compiler and of Assay, which reports show beside the programs. No verdict rests
// on them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ir/diagnostic/diagnostic.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

struct SourceWarning {
  std::string input;  // the source that was compiled, as the user named it
  Diagnostic said;    // whose places are in sources, or nowhere
};

/// By what a list of warnings knows one: a code of Assay's, a flag of Clang's ("-Wunused-value"),
/// or "warning".
[[nodiscard]] std::string rule_of(const Diagnostic& warning);

/// The remarks of a report as warnings.
[[nodiscard]] std::vector<SourceWarning> warnings_of(const ProgramReport& report);

/// "sensor.c:3:7: warning: unused variable 'x' [-Wunused-variable]", without a line end.
[[nodiscard]] std::string warning_line(const SourceWarning& warning);

/// One fingerprint for each warning, as fingerprint.hpp makes those of findings.
[[nodiscard]] std::vector<std::string> fingerprints(std::span<const SourceWarning> warnings,
                                                    SourceLines& sources);

}  // namespace assay
