// SPDX-License-Identifier: Apache-2.0
// One program on one event in the reference interpreter.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/interpreter/interpreter.hpp"
#include "session/input.hpp"
#include "session/judge.hpp"

namespace assay {

/// A program with everything that a run needs.
struct PreparedRun {
  Candidate candidate;  // which has a program
  std::shared_ptr<const Contract> contract;
  Event event;
};

/// The candidate of the function `wanted`; without a name, the only one. Errors: NoProgram,
/// UsageError where there are several, and the candidate's own. `file` is only named.
[[nodiscard]] Result<Candidate> program_to_run(const std::string& file,
                                               std::vector<Candidate> candidates,
                                               const std::string& wanted);

/// What is wrong with options that leave the contents of read-only data open: a run has one.
[[nodiscard]] std::optional<Error> contents_left_open(const ReadOptions& options);

/// An event file's text (docs/event.md), and what messages call it.
struct EventText {
  std::string name;
  std::string text;
};

/// The candidate, which has a program, with its contract and event; none: an event of zeros.
/// Errors: EventMalformed, those of contract_of.
[[nodiscard]] Result<PreparedRun> prepare_run(Candidate candidate, const JudgeOptions& options,
                                              const std::optional<EventText>& event);

/// Runs it. Errors: LimitExceeded where its memory is larger than the interpreter has,
/// InternalError. What the program does wrong stands in the result.
[[nodiscard]] Result<RunResult> run_prepared(const PreparedRun& prepared,
                                             const RunOptions& options);

/// Bytes as hexadecimal digits.
[[nodiscard]] std::string hex_digits(const Bytes& bytes);

/// One JSON document, with a line end at its end. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string render_run_json(const PreparedRun& prepared, const RunResult& result);

}  // namespace assay
