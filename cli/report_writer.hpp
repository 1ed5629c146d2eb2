// SPDX-License-Identifier: Apache-2.0
// Writes the reports of a run to standard output in the format that was asked for.
#pragma once

#include <span>
#include <string>

#include "verifier/report/formats.hpp"
#include "verifier/report/human.hpp"

namespace assay {

/// How many files a run is about: text for people names each file only where there are several.
enum class Files : std::uint8_t { One, Several };

/// Text for people comes report by report; a document comes at the end, when all reports are known.
class ReportWriter {
 public:
  /// `format` null: text for people. `source_root` is a folder, absolute or relative to the current
  /// one; empty: the current one.
  ReportWriter(const DocumentFormat* format, std::string source_root, Files files);

  void add(const ProgramReport& report);
  void finish(std::span<const ProgramReport> reports);

 private:
  const DocumentFormat* format_;
  std::string source_root_;
  Files files_;
  std::string last_file_;
  Colour colour_;
  SourceLines sources_;
};

}  // namespace assay
