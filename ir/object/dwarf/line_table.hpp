// SPDX-License-Identifier: Apache-2.0
// A table of DWARF's `.debug_line` (DWARF 5, section 6.2): its header, and the rows that its
// program makes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/object/dwarf/form.hpp"
#include "ir/object/dwarf/sections.hpp"

namespace assay::dwarf {

/// Most bytes of `.debug_line`.
inline constexpr std::uint64_t kMaxLineBytes = 4ull << 20;

struct LineHeader {
  struct File {
    std::string_view name;
    std::uint64_t folder = 0;  // index
  };
  std::uint64_t begin = 0;    // in the section
  std::uint64_t program = 0;  // likewise, of the program's first byte
  std::uint64_t end = 0;      // likewise
  std::uint16_t version = 0;
  std::uint8_t step = 0;  // bytes of an instruction
  std::int8_t line_base = 0;
  std::uint8_t line_range = 0;
  std::vector<std::uint8_t> operands;  // by operation, from 1; how many the standard ones take
  std::vector<std::string_view> folders;
  std::vector<File> files;
};

/// The header of the table at `offset`. Error: SectionMalformed.
[[nodiscard]] Result<LineHeader> read_line_header(const Sections& sections, std::uint64_t offset);

/// The path of the file with that number. One that is not absolute stands in its folder, and this
/// in `compiled_in`, if that is known. Nothing where there is no such file.
[[nodiscard]] std::optional<std::string> file_path(const LineHeader& header, std::uint64_t number,
                                                   std::string_view compiled_in);

struct LineRow {
  CodeAddress address;
  std::uint64_t file = 1;
  std::uint32_t line = 1;
  std::uint32_t column = 0;
  bool ends_sequence = false;  // stands behind the last instruction
};
/// The rows of the table. Error: SectionMalformed.
[[nodiscard]] Result<std::vector<LineRow>> read_line_rows(const Sections& sections,
                                                          const LineHeader& header);

/// An error of the line table at `offset`.
[[nodiscard]] Error malformed_lines(std::uint64_t offset, std::string_view what);

}  // namespace assay::dwarf
