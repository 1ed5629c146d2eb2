// SPDX-License-Identifier: Apache-2.0
#include "ir/program/source_span.hpp"

namespace assay {

std::optional<SourceSpan> source_span(const Program& program, std::uint32_t slot) {
  if (slot >= program.locations.size()) return std::nullopt;
  const SourceLocation& location = program.locations[slot];
  const auto within = [](std::int32_t index, std::size_t size) {
    return index >= 0 && static_cast<std::size_t>(index) < size;
  };
  if (location.line == 0 || !within(location.file, program.files.size())) return std::nullopt;
  SourceSpan span;
  span.file = program.files[static_cast<std::size_t>(location.file)];
  span.line = location.line;
  span.column = location.column;
  if (within(location.text, program.line_texts.size()))
    span.text = program.line_texts[static_cast<std::size_t>(location.text)];
  return span;
}

}  // namespace assay
