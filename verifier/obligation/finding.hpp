// SPDX-License-Identifier: Apache-2.0
// What a refusal says, as data. Rendering (text, JSON) is verifier/report's; nothing parses
// messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/error_code.hpp"

namespace assay {

/// A further fact: where a range came from, what the contract supplies. `slot` points at the
/// instruction that the note is about, when there is one.
struct Note {
  std::optional<std::uint32_t> slot;
  std::string text;
};

/// The text of `file` from one place up to another becomes `replacement`; nothing is replaced where
/// both are one place. Lines and columns (bytes) count from 1.
struct Edit {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  std::string replacement;
};

/// One root cause. `slot` is the instruction at which the obligation failed (empty: whole program).
struct Finding {
  ErrorCode code{};
  std::optional<std::uint32_t> slot;
  std::string message;  // one sentence in the sensor's terms
  std::vector<Note> notes;
  std::string suggestion;  // a repair, or empty
  /// The region of the contract (index into Contract::regions) that it is about, if any.
  std::optional<std::uint32_t> region = std::nullopt;
  /// Edits that together are a repair which is certain to be meant; none where there is no such.
  std::vector<Edit> fixes = {};
};

}  // namespace assay
