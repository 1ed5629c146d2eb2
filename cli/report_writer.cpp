// SPDX-License-Identifier: Apache-2.0
#include "cli/report_writer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "cli/output_file.hpp"
#include "ir/base/check.hpp"
#include "verifier/report/github.hpp"
#include "verifier/report/json.hpp"
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

/// All reports in one text.
std::string rendered(Format format, const std::vector<ProgramReport>& reports) {
  std::string text;
  switch (format) {
    case Format::Human: {
      SourceLines sources;
      for (const ProgramReport& report : reports) {
        text += render_human(report, Colour::Off, sources);
      }
      return text + render_summary(reports);
    }
    case Format::Json:
      return render_json(reports, ASSAY_VERSION);
    case Format::Sarif:
      return render_sarif(reports, ASSAY_VERSION);
    case Format::Github:
      for (const ProgramReport& report : reports) text += render_github(report);
      return text;
  }
  internal_fault(__FILE__, __LINE__, "format outside its enum");
}

}  // namespace

ReportWriter::ReportWriter(const VerifyArguments& arguments)
    : arguments_(arguments),
      console_(arguments.output.empty() ? arguments.format : Format::Human),
      several_files_(arguments.files.size() > 1),
      on_output_(colour_of(arguments.colour, STDOUT_FILENO)),
      on_error_(colour_of(arguments.colour, STDERR_FILENO)) {}

void ReportWriter::add_human(const ProgramReport& report) {
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

void ReportWriter::add(const ProgramReport& report) {
  switch (console_) {
    case Format::Human:
      add_human(report);
      return;
    case Format::Github:
      fmt::print("{}", render_github(report));
      return;
    case Format::Json:
    case Format::Sarif:
      return;
  }
}

std::optional<Error> ReportWriter::finish(const std::vector<ProgramReport>& reports) {
  switch (console_) {
    case Format::Human:
      if (arguments_.loudness != Loudness::Quiet) fmt::print("{}", render_summary(reports));
      break;
    case Format::Json:
    case Format::Sarif:
      fmt::print("{}", rendered(console_, reports));
      break;
    case Format::Github:
      break;
  }
  if (arguments_.output.empty()) return std::nullopt;
  const std::string text = rendered(arguments_.format, reports);
  // NOLINTNEXTLINE: characters are bytes
  return write_output(arguments_.output,
                      {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace assay
