// SPDX-License-Identifier: Apache-2.0
// Warnings of the compiler and of Assay, which reports show beside the programs. No verdict rests
// on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

/// A place in a source; line 0 means none. Lines and columns (bytes) count from 1.
struct WarningPlace {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string text;  // the line, as far as it is kept
};

struct WarningNote {
  WarningPlace place;
  std::string message;
};

struct SourceWarning {
  std::string input;  // the source that was compiled, as the user named it
  std::string rule;   // a flag of Clang's ("-Wunused-value"), a code of Assay's, or "warning"
  std::optional<ErrorCode> code;  // where `rule` is one
  WarningPlace place;
  std::string message;
  std::vector<WarningNote> notes;
  std::string suggestion;  // a repair, or empty
};

/// The remarks of a report as warnings.
[[nodiscard]] std::vector<SourceWarning> warnings_of(const ProgramReport& report);

/// The place as reports take it; lives as long as `place` does. Nothing without a line.
[[nodiscard]] std::optional<SourcePosition> position_of(const WarningPlace& place);

/// "sensor.c:3:7: warning: unused variable 'x' [-Wunused-variable]", without a line end.
[[nodiscard]] std::string warning_line(const SourceWarning& warning);

/// One fingerprint for each warning, as fingerprint.hpp makes those of findings.
[[nodiscard]] std::vector<std::string> fingerprints(std::span<const SourceWarning> warnings,
                                                    SourceLines& sources);

}  // namespace assay
