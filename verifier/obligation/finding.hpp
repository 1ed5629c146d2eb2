// SPDX-License-Identifier: Apache-2.0
// What a refusal says, as data. Rendering (text, JSON) is verifier/report's; nothing parses
// messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/error_code.hpp"
#include "verifier/obligation/basis.hpp"

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
  /// Which argument of the helper call at `slot` it is about, from 1; 0: none.
  std::uint32_t argument = 0;
  /// The conditional jump (a slot) that last limited the offset or size that is wrong, if one did.
  std::optional<std::uint32_t> limited_by = std::nullopt;
};

enum class Verdict : std::uint8_t { Accept, Reject, Error };

/// The outcome for one program, with what the report shows beside the verdict.
struct Outcome {
  Verdict verdict = Verdict::Reject;
  std::string contract;  // name, or empty when none was found
  std::vector<Finding> findings;
  std::uint64_t instructions = 0;  // instructions in the program (16-byte ones count once)
  std::uint64_t worst_case_instructions =
      0;                             // proved bound; saturates at 2^64-1; 0 unless accepted
  bool tail_calls_multiply = false;  // the bound is per program: tail calls multiply it
  std::uint64_t states = 0;          // abstract states explored
  double seconds = 0;
  Basis basis;  // what the proof rests on; empty unless accepted
};

}  // namespace assay
