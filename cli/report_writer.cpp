// SPDX-License-Identifier: Apache-2.0
#include "cli/report_writer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/explain_pages.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

Colour colour_of_output() {
  const char* no_color = std::getenv("NO_COLOR");
  const bool refused = no_color != nullptr && *no_color != '\0';
  return isatty(STDOUT_FILENO) == 1 && !refused ? Colour::On : Colour::Off;
}

}  // namespace

ReportWriter::ReportWriter(const DocumentFormat* format, std::string source_root, Files files)
    : format_(format),
      source_root_(std::filesystem::absolute(source_root.empty() ? "." : source_root).string()),
      files_(files),
      colour_(colour_of_output()) {}

void ReportWriter::add(const ProgramReport& report) {
  if (format_ != nullptr) return;
  if (files_ == Files::Several && report.file != last_file_) {
    fmt::print("{}{}:\n", last_file_.empty() ? "" : "\n", printable(report.file));
  }
  last_file_ = report.file;
  fmt::print("{}", render_human(report, colour_, sources_));
  std::fflush(stdout);
}

void ReportWriter::finish(std::span<const ProgramReport> reports) {
  if (format_ == nullptr) {
    fmt::print("{}", render_summary(reports));
    return;
  }
  const auto explain = [](ErrorCode code) { return explain_page(error_id(code)); };
  fmt::print("{}", format_->render(reports, {ASSAY_VERSION, source_root_, explain, sources_}));
}

}  // namespace assay
