// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_lines.hpp"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>

#include <memory>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/dwarf_object.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxFileNameBytes = 16ull << 20;  // all names together
constexpr std::uint64_t kSlot = 8;

class Reader {
 public:
  Reader(const ElfFile& elf, std::unique_ptr<DwarfObject> object)
      : elf_(elf), context_(std::move(object)) {}

  Result<DwarfLines> read() {
    const llvm::DWARFObject& object = context_.getDWARFObj();
    llvm::DWARFDataExtractor data(object, object.getLineSection(), true, 8);
    for (std::uint64_t at = 0; at < data.size();) {
      const std::uint64_t start = at;
      if (auto fault = line_header_fault(data, start)) return *fault;
      std::string first;  // of the faults behind which LLVM would read on
      const auto note = [&](llvm::Error error) {
        std::string text = llvm::toString(std::move(error));
        if (first.empty()) first = std::move(text);
      };
      llvm::DWARFDebugLine::LineTable table;
      if (auto error = table.parse(data, &at, context_, nullptr, note)) note(std::move(error));
      if (!first.empty()) return malformed_lines(start, first);
      if (at <= start) return malformed_lines(start, "is empty");
      if (auto fault = keep(table, start)) return *fault;
    }
    for (auto& [section, records] : lines_.sections) sort_lines(records);
    return std::move(lines_);
  }

 private:
  std::optional<Error> keep(const llvm::DWARFDebugLine::LineTable& table, std::uint64_t start) {
    std::map<std::uint64_t, std::uint32_t> known;  // the table's file numbers to ours
    for (const auto& row : table.Rows) {
      const std::uint64_t section = row.Address.SectionIndex;
      if (section >= elf_.sections.size()) continue;  // no relocation: of code that was discarded
      const std::uint64_t offset = row.Address.Address;
      const std::uint64_t size = elf_.sections[section].size;
      if (offset > size || offset % kSlot != 0) {
        return malformed_lines(
            start,
            fmt::format(
                "line {} belongs to offset {} of section '{}', where there is no instruction",
                row.Line, offset, elf_.sections[section].name));
      }
      // The end of a sequence stands behind the last instruction; line 0 means that there is no
      // line.
      if (row.EndSequence || row.Line == 0) continue;
      const auto [file, is_new] =
          known.try_emplace(row.File, static_cast<std::uint32_t>(lines_.files.size()));
      if (is_new) {
        if (auto fault = name_file(table, row.File, start)) return fault;
      }
      lines_.sections[static_cast<std::uint32_t>(section)].push_back(
          {static_cast<std::uint32_t>(offset), file->second, 0, row.Line, row.Column});
    }
    return std::nullopt;
  }

  std::optional<Error> name_file(const llvm::DWARFDebugLine::LineTable& table, std::uint64_t number,
                                 std::uint64_t start) {
    std::string name;
    using Kind = llvm::DILineInfoSpecifier::FileLineInfoKind;
    if (!table.getFileNameByIndex(number, "", Kind::AbsoluteFilePath, name)) {
      return malformed_lines(
          start, fmt::format("a line belongs to file {}, which is not declared", number));
    }
    name_bytes_ += name.size();
    if (name_bytes_ > kMaxFileNameBytes) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("section '.debug_line': names of files take more than {} bytes",
                               kMaxFileNameBytes)};
    }
    lines_.files.push_back(std::move(name));
    return std::nullopt;
  }

  const ElfFile& elf_;
  llvm::DWARFContext context_;
  DwarfLines lines_;
  std::uint64_t name_bytes_ = 0;
};

}  // namespace

Result<DwarfLines> read_dwarf_lines(const ElfFile& elf) {
  auto object = DwarfObject::make(elf, kLineSections);
  if (!object) return object.error();
  const std::uint64_t bytes = object.value()->getLineSection().Data.size();
  if (bytes > kMaxLineBytes) {
    return Error{
        ErrorCode::LimitExceeded,
        fmt::format("section '.debug_line' has {} bytes, more than {}", bytes, kMaxLineBytes)};
  }
  return Reader(elf, std::move(object).value()).read();
}

}  // namespace assay
