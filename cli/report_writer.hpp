// SPDX-License-Identifier: Apache-2.0
// Where reports go: verdicts to standard output, what could not be judged to standard error, all of
// it to a file where one is named.
#pragma once

#include <string>
#include <vector>

#include "cli/verify_arguments.hpp"
#include "verifier/report/formats.hpp"
#include "verifier/report/human.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

/// Text for people comes report by report; a document comes at the end, when all reports are known.
/// With -o the document goes to the file, and the console gets text for people.
class ReportWriter {
 public:
  /// Both outlive the writer.
  ReportWriter(const VerifyArguments& arguments, const std::vector<SourceWarning>& warnings);

  void add(const ProgramReport& report);
  /// Call once, with all reports. Errors: OutputUnwritable.
  [[nodiscard]] std::optional<Error> finish(const std::vector<ProgramReport>& reports);

 private:
  /// All reports in one text, in the format that was asked for.
  [[nodiscard]] std::string document(const std::vector<ProgramReport>& reports);

  const VerifyArguments& arguments_;
  const std::vector<SourceWarning>& warnings_;
  bool console_has_people_;  // it gets text for people
  bool several_files_;
  std::string last_file_;
  Colour on_output_;
  Colour on_error_;
  SourceLines sources_;
};

}  // namespace assay
