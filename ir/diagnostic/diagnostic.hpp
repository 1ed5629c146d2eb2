// SPDX-License-Identifier: Apache-2.0
// What is said about a program or a source: the words that front end, verifier and command line
// share. How it looks (text, JSON) is verifier/report's; nothing parses messages.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ir/base/error_code.hpp"
#include "ir/diagnostic/edit.hpp"
#include "ir/diagnostic/place.hpp"

namespace assay {

/// Bytes [low, high) of a stack frame, counted from its top: that of the function that begins at
/// slot `function`, or nobody knows whose, where the platform lets functions share a frame.
struct FrameRange {
  std::optional<std::uint32_t> function;
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// A further fact: where a range came from, what the contract supplies, which macro stands there.
/// Where `subject` is there, the text goes on after the name of these bytes, which only debug
/// information knows.
struct Note {
  Where where;
  std::string text;
  std::optional<FrameRange> subject = std::nullopt;
};

enum class Severity : std::uint8_t { Warning, Error };

/// What a front end or a compiler says about a source. What the verifier says of a refused program
/// is a Finding (verifier/explain/finding.hpp): it always has a code, and more beside the words.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::optional<ErrorCode> code = std::nullopt;  // none: a compiler's own warning
  std::string warning_flag = {};  // the flag that rules a compiler's warning ("-Wunused-value")
  Where where = {};
  std::string message = {};
  std::vector<Note> notes = {};
  std::string suggestion = {};  // a repair, or empty
  /// Edits that together are a repair which is certain to be meant, and compiles; or none.
  std::vector<Edit> fixes = {};
};

[[nodiscard]] inline bool has_error(std::span<const Diagnostic> messages) {
  return std::any_of(messages.begin(), messages.end(),
                     [](const Diagnostic& said) { return said.severity == Severity::Error; });
}

}  // namespace assay
