// SPDX-License-Identifier: Apache-2.0
#include "cli/report_writer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <vector>

#include "cli/output_file.hpp"
#include "ir/base/errors.hpp"
#include "session/explain_pages.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

Colour colour_of(ColourChoice choice, int file) {
  switch (choice) {
    case ColourChoice::Always:
      return Colour::On;
    case ColourChoice::Never:
      return Colour::Off;
    case ColourChoice::Auto:
      break;
  }
  const char* no_color = std::getenv("NO_COLOR");
  const bool refused = no_color != nullptr && *no_color != '\0';
  return isatty(file) == 1 && !refused ? Colour::On : Colour::Off;
}

}  // namespace

ReportWriter::ReportWriter(const VerifyArguments& arguments,
                           const std::vector<SourceWarning>& warnings)
    : arguments_(arguments),
      warnings_(warnings),
      console_has_people_(arguments.format == nullptr || !arguments.output.empty()),
      several_files_(arguments.files.size() > 1),
      on_output_(colour_of(arguments.colour, STDOUT_FILENO)),
      on_error_(colour_of(arguments.colour, STDERR_FILENO)) {}

void ReportWriter::add(const ProgramReport& report) {
  if (!console_has_people_) return;
  if (report.outcome.verdict == Verdict::Error) {
    // What was told before should stand before it where both go to one place.
    std::fflush(stdout);
    fmt::print(stderr, "{}", render_human(report, on_error_, sources_));
    return;
  }
  if (arguments_.loudness == Loudness::Quiet && report.outcome.verdict == Verdict::Accept) return;
  if (several_files_ && report.file != last_file_) {
    fmt::print("{}{}:\n", last_file_.empty() ? "" : "\n", printable(report.file));
  }
  last_file_ = report.file;
  fmt::print("{}", render_human(report, on_output_, sources_));
  std::fflush(stdout);
}

std::string ReportWriter::document(const std::vector<ProgramReport>& reports) {
  if (arguments_.format == nullptr) {
    std::string text;
    for (const SourceWarning& warning : warnings_) text += warning_line(warning) + "\n";
    for (const ProgramReport& report : reports) {
      text += render_human(report, Colour::Off, sources_);
    }
    return text + render_summary(reports);
  }
  const std::string root =
      std::filesystem::absolute(arguments_.source_root.empty() ? "." : arguments_.source_root)
          .string();
  const auto explain = [](ErrorCode code) { return explain_page(error_id(code)); };
  std::vector<SourceWarning> warnings = warnings_;
  for (const ProgramReport& report : reports)
    std::ranges::move(warnings_of(report), std::back_inserter(warnings));
  return arguments_.format->render(reports, {ASSAY_VERSION, root, explain, sources_, warnings});
}

std::optional<Error> ReportWriter::finish(const std::vector<ProgramReport>& reports) {
  if (!console_has_people_) {
    fmt::print("{}", document(reports));
  } else if (arguments_.loudness != Loudness::Quiet) {
    fmt::print("{}", render_summary(reports));
  }
  if (arguments_.output.empty()) return std::nullopt;
  const std::string text = document(reports);
  // NOLINTNEXTLINE: characters are bytes
  return write_output(arguments_.output,
                      {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace assay
