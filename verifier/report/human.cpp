// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/human.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/text/print.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/report/assumptions.hpp"
#include "verifier/report/contract_facts.hpp"
#include "verifier/report/diagnostic_text.hpp"
#include "verifier/report/fixes.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// "file:line:column" of a source position, "object: section/name: instruction 7" without one;
/// the file alone where all of it is meant.
std::string place(const ProgramReport& report, const Where& where) {
  if (const auto at = source_span(report, where)) {
    return position_text(*at);
  }
  if (report.section.empty() && report.name.empty()) return printable(report.file);
  const std::string text =
      fmt::format("{}: {}", printable(report.file), printable(program_title(report)));
  const auto slot = slot_in(where);
  return slot ? fmt::format("{}: instruction {}", text, *slot) : text;
}

/// The source line that is meant, or the disassembled instruction where there is no source.
std::string shown_line(const ProgramReport& report, const Where& where, Colour colour,
                       SourceLines& sources) {
  if (const auto at = source_span(report, where)) {
    const std::string text = render_excerpt({at->line, sources.line(*at), at->column}, colour);
    if (!text.empty()) return text;
  }
  const auto slot = slot_in(where);
  if (!slot || !report.program || *slot >= report.program->instructions.size()) return {};
  return render_excerpt({*slot, print(report.program->instructions[*slot]), 1}, colour);
}

/// The notes of a finding, each with the source line that it is about, unless that line was shown
/// last.
class Notes {
 public:
  Notes(const ProgramReport& report, const Finding& finding, Colour colour, SourceLines& sources)
      : report_(report), colour_(colour), sources_(sources) {
    last_ = source_span(report, finding.where);
  }

  std::string add(const Note& note) {
    const auto at = source_span(report_, note.where);
    std::string where;
    if (at) {
      where = fmt::format(" at {}:{}", at->file, at->line);
    } else if (const auto slot = slot_in(note.where)) {
      where = fmt::format(" at instruction {}", *slot);
    }
    std::string text = render_remark(Remark::Note, note.text + where, colour_);
    if (text == told_) return {};
    told_ = text;
    if (std::holds_alternative<Whole>(note.where) ||
        (at && last_ && at->file == last_->file && at->line == last_->line))
      return text;
    last_ = at;
    return text + shown_line(report_, note.where, colour_, sources_);
  }

 private:
  const ProgramReport& report_;
  Colour colour_;
  SourceLines& sources_;
  std::optional<SourceSpan> last_;
  std::string told_;
};

/// An error of a file names it, and perhaps a line, because it is also told without a place in
/// front: "file:2: ..." taken apart at the place's end, for a report that puts places in front.
struct Placed {
  std::string where;
  std::string_view sentence;
};
Placed placed(std::string where, std::string_view sentence, std::string_view file) {
  const std::size_t end = sentence.find(": ");
  if (file.empty() || where != file || end == std::string_view::npos) return {where, sentence};
  const std::string_view place = sentence.substr(0, end);
  const bool names_file =
      place.starts_with(file) && (place.size() == file.size() || place[file.size()] == ':');
  if (!names_file) return {where, sentence};
  return {std::string(place), sentence.substr(end + 2)};
}

std::string render_finding(const ProgramReport& report, const Finding& finding, Severity severity,
                           Colour colour, SourceLines& sources) {
  const std::string whole = sentence(finding);
  const auto [where, rest] = placed(place(report, finding.where), whole, report.file);
  std::string text =
      render_headline({where, severity, rest, error_id(finding.code)}, colour) + "\n";
  const std::string shown = shown_line(report, finding.where, colour, sources);
  const auto at = source_span(report, finding.where);
  text += shown;
  text += at && !shown.empty() ? render_fixes(finding.fixes, at->file, at->line)
                               : render_fixes(finding.fixes, "", 0);
  Notes notes(report, finding, colour, sources);
  for (const Note& note : finding.notes) text += notes.add(note);
  if (const std::string fact = contract_fact(report, finding); !fact.empty())
    text += render_remark(Remark::Contract, fact, colour);
  if (!finding.suggestion.empty()) text += render_remark(Remark::Help, finding.suggestion, colour);
  return text + fmt::format("  run 'assay explain {}' for more\n", error_id(finding.code));
}

std::string render_findings(const ProgramReport& report, Colour colour, SourceLines& sources) {
  std::string text;
  for (const Finding& finding : report.outcome.findings) {
    text += render_finding(report, finding, Severity::Error, colour, sources);
  }
  for (const Finding& remark : report.remarks) {
    text += render_finding(report, remark, Severity::Warning, colour, sources);
  }
  return text;
}

std::string verdict_line(const ProgramReport& report, Colour colour) {
  const Outcome& outcome = report.outcome;
  const std::string_view name = verdict_name(outcome.verdict);
  const std::string contract = outcome.contract.empty() ? "(no contract)" : outcome.contract;
  const std::string title = printable(program_title(report));
  switch (outcome.verdict) {
    case Verdict::Accept:
      return fmt::format(
          "{}  {}  {}  worst case {} of {} instructions{} ({} in the program, {}, {:.3f} s)\n",
          painted(name, Paint::Green, colour), contract, title,
          grouped(outcome.worst_case_instructions), grouped(report.budget),
          outcome.tail_calls_multiply ? " between two tail calls" : "",
          grouped(outcome.instructions), counted(outcome.states, "state"), outcome.seconds);
    case Verdict::Reject:
    case Verdict::Error:
      return fmt::format("{}  {}  {}  {}: {}\n", painted(name, Paint::Red, colour), contract, title,
                         class_name(outcome_class(outcome)),
                         counted(outcome.findings.size(), "finding"));
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

/// What an acceptance rests on, in one line; none where it is what every program rests on.
std::string assumptions_line(const ProgramReport& report) {
  std::string text;
  for (const std::string& clause : assumptions(report))
    text += (text.empty() ? "  " : "; ") + printable(clause);
  return text.empty() ? text : text + "\n";
}

std::string counts_line(const Totals& sum) {
  return fmt::format("{}: {} accepted, {} rejected, {}", counted(sum.programs, "program"),
                     grouped(sum.accepted), grouped(sum.rejected), counted(sum.errors, "error"));
}

}  // namespace

std::string render_human(const ProgramReport& report, Colour colour, SourceLines& sources) {
  // What could not be judged has no verdict to begin with.
  if (report.outcome.verdict == Verdict::Error) return render_findings(report, colour, sources);
  std::string text = verdict_line(report, colour) + assumptions_line(report);
  return text + render_findings(report, colour, sources);
}

std::string render_summary(std::span<const ProgramReport> reports) {
  const std::vector<std::span<const ProgramReport>> files = by_file(reports);
  std::string text;
  if (files.size() > 1) {
    std::size_t width = 4;
    for (const auto& file : files) width = std::max(width, file.front().file.size());
    text += fmt::format("\n{:<{}}  programs  accepted  rejected  errors  seconds\n", "file", width);
    for (const auto& file : files) {
      const Totals sum = totals(file);
      text += fmt::format("{:<{}}  {:>8}  {:>8}  {:>8}  {:>6}  {:>7.3f}\n",
                          printable(file.front().file), width, sum.programs, sum.accepted,
                          sum.rejected, sum.errors, sum.seconds);
    }
  }
  return text + counts_line(totals(reports)) + "\n";
}

}  // namespace assay
