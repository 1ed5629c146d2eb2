// SPDX-License-Identifier: Apache-2.0
// Where something is that is said about a program or a source. It does not know programs: which
// source an instruction comes from, ir/program/source_span.hpp tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace assay {

/// A run of text on one line of a source. Lines and columns (bytes) count from 1.
struct SourceSpan {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;      // 0 where it is not known
  std::uint32_t end_column = 0;  // one past the run; at most `column` where only a point is known
  std::string text = {};         // the line without its line end, as far as it is kept
};

/// No one place: all of the program, or of the source.
struct Whole {};

/// The instruction that begins at a slot of the program.
struct InstructionSlot {
  std::uint32_t number = 0;
};

using Where = std::variant<Whole, InstructionSlot, SourceSpan>;

/// The instruction at `slot`; all of the program where there is none.
[[nodiscard]] inline Where at_slot(std::optional<std::uint32_t> slot) {
  return slot ? Where(InstructionSlot{*slot}) : Where(Whole{});
}

/// The slot of an instruction; nothing for every other place.
[[nodiscard]] inline std::optional<std::uint32_t> slot_in(const Where& where) {
  const auto* instruction = std::get_if<InstructionSlot>(&where);
  return instruction == nullptr ? std::nullopt : std::optional(instruction->number);
}

/// The place in a source; null for every other place.
[[nodiscard]] inline const SourceSpan* span_in(const Where& where) {
  return std::get_if<SourceSpan>(&where);
}

}  // namespace assay
