// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_lines.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/dwarf/line_table.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxFileNameBytes = 16ull << 20;  // all names together
constexpr std::uint64_t kSlot = 8;

class LineReader {
 public:
  LineReader(const ElfFile& elf, const dwarf::Sections& sections)
      : elf_(elf), sections_(sections) {}

  Result<DwarfLines> read() {
    const std::uint64_t size = sections_.bytes(dwarf::Section::Line).size();
    for (std::uint64_t at = 0; at < size;) {
      const auto header = dwarf::read_line_header(sections_, at);
      if (!header) return header.error();
      const auto rows = dwarf::read_line_rows(sections_, header.value());
      if (!rows) return rows.error();
      if (auto fault = keep(header.value(), rows.value())) return *fault;
      at = header.value().end;
    }
    for (auto& [section, records] : lines_.sections) sort_lines(records);
    return std::move(lines_);
  }

 private:
  std::optional<Error> keep(const dwarf::LineHeader& header,
                            const std::vector<dwarf::LineRow>& rows) {
    std::map<std::uint64_t, std::uint32_t> known;  // the table's file numbers to ours
    for (const dwarf::LineRow& row : rows) {
      const std::uint32_t section = row.address.section;
      if (section == 0) continue;  // no relocation: of code that was discarded
      const std::uint64_t offset = row.address.offset;
      const ElfSection& code = elf_.sections[section];
      if (offset > code.size || offset % kSlot != 0) {
        return dwarf::malformed_lines(
            header.begin,
            fmt::format(
                "line {} belongs to offset {} of section '{}', where there is no instruction",
                row.line, offset, code.name));
      }
      // Line 0 means that there is no line.
      if (row.ends_sequence || row.line == 0) continue;
      const auto [file, is_new] =
          known.try_emplace(row.file, static_cast<std::uint32_t>(lines_.files.size()));
      if (is_new) {
        if (auto fault = name_file(header, row.file)) return fault;
      }
      lines_.sections[section].push_back(
          {static_cast<std::uint32_t>(offset), file->second, 0, row.line, row.column});
    }
    return std::nullopt;
  }

  std::optional<Error> name_file(const dwarf::LineHeader& header, std::uint64_t number) {
    auto name = dwarf::file_path(header, number, "");
    if (!name) {
      return dwarf::malformed_lines(
          header.begin, fmt::format("a line belongs to file {}, which is not declared", number));
    }
    name_bytes_ += name->size();
    if (name_bytes_ > kMaxFileNameBytes) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("section '.debug_line': names of files take more than {} bytes",
                               kMaxFileNameBytes)};
    }
    lines_.files.push_back(std::move(*name));
    return std::nullopt;
  }

  const ElfFile& elf_;
  const dwarf::Sections& sections_;
  DwarfLines lines_;
  std::uint64_t name_bytes_ = 0;
};

}  // namespace

Result<DwarfLines> read_dwarf_lines(const ElfFile& elf) {
  const auto sections = dwarf::Sections::of(elf, dwarf::kLineSections);
  if (!sections) return sections.error();
  const std::uint64_t bytes = sections.value().bytes(dwarf::Section::Line).size();
  if (bytes > dwarf::kMaxLineBytes) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("section '.debug_line' has {} bytes, more than {}", bytes,
                             dwarf::kMaxLineBytes)};
  }
  return LineReader(elf, sections.value()).read();
}

}  // namespace assay
