// SPDX-License-Identifier: Apache-2.0
// Where reports go: verdicts to standard output, what could not be judged to standard error, all of
// it to a file where one is named.
#pragma once

#include <string>
#include <vector>

#include "cli/verify_arguments.hpp"
#include "verifier/report/human.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/source_lines.hpp"

namespace assay {

/// Writes reports one after the other as they come, or all at the end, as the format demands. With
/// -o the format is that of the file, and the console gets text for people.
class ReportWriter {
 public:
  explicit ReportWriter(const VerifyArguments& arguments);

  void add(const ProgramReport& report);
  /// Call once, with all reports. Errors: OutputUnwritable.
  [[nodiscard]] std::optional<Error> finish(const std::vector<ProgramReport>& reports);

 private:
  void add_human(const ProgramReport& report);

  const VerifyArguments& arguments_;
  Format console_;
  bool several_files_;
  std::string last_file_;
  Colour on_output_;
  Colour on_error_;
  SourceLines sources_;
};

}  // namespace assay
