// SPDX-License-Identifier: Apache-2.0
// What a report is made from: a program, its contract and its outcome, and what follows from them.
//
// The renderers (human, JSON, GitHub, SARIF) read these values and nothing else. They do not know
// how a verdict is reached, and they never open an object.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/diagnostic/place.hpp"
#include "ir/program/program.hpp"
#include "verifier/report/outcome.hpp"

namespace assay {

/// One program of one file, or, with an empty section and name, a file that could not be read.
struct ProgramReport {
  std::string file;  // the path as the user gave it
  std::string section;
  std::string name;
  Outcome outcome;
  std::shared_ptr<const Program> program;    // null when it could not be read
  std::shared_ptr<const Contract> contract;  // null when none was found
  std::uint64_t budget = 0;      // instructions that may be executed; 0 without a contract
  std::vector<Finding> remarks;  // on which no verdict rests
};

/// "section/name" for messages; the file when neither is known.
[[nodiscard]] std::string program_title(const ProgramReport& report);

/// What a finding says in one sentence: its message, or the title of its code.
[[nodiscard]] std::string sentence(const Finding& finding);

/// The reports of each file, which must be adjacent, in order.
[[nodiscard]] std::vector<std::span<const ProgramReport>> by_file(
    std::span<const ProgramReport> reports);

/// The place in a source that is meant: that of the instruction, where it is one's. Nothing where
/// all of the program is meant, the program or its slot is unknown, or no line is known for it.
[[nodiscard]] std::optional<SourceSpan> source_span(const ProgramReport& report,
                                                    const Where& where);

/// Totals over a run.
struct Totals {
  std::size_t programs = 0;
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  std::size_t errors = 0;
  double seconds = 0;
};
[[nodiscard]] Totals totals(std::span<const ProgramReport> reports);

/// The exit status of design section 7: 0 all accepted, 1 a rejection, 2 bad input, 3 a fault of
/// Assay's own; the greatest wins.
[[nodiscard]] int exit_status(std::span<const ProgramReport> reports);

}  // namespace assay
