// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_lines.hpp"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/DebugInfo/DWARF/DWARFObject.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace assay {
namespace {

constexpr std::uint64_t kMaxLineBytes = 4ull << 20;
constexpr std::uint64_t kMaxFileNameBytes = 16ull << 20;  // all names together
constexpr std::uint64_t kMaxEntries = 65'536;             // of a table of files or directories
constexpr std::uint16_t kVersionWithFormats = 5;
constexpr std::uint64_t kSlot = 8;

llvm::StringRef as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Symbol + what the code holds: all that relocations in line tables ask for.
std::uint64_t add(std::uint64_t, std::uint64_t, std::uint64_t symbol, std::uint64_t held,
                  std::int64_t) {
  return symbol + held;
}

/// The sections that line tables need, as LLVM asks for them.
class LineObject final : public llvm::DWARFObject {
 public:
  LineObject(const ElfFile& elf, std::uint32_t line, llvm::StringRef strings,
             llvm::StringRef line_strings)
      : elf_(elf),
        relocations_(elf.relocations[line]),
        strings_(strings),
        line_strings_(line_strings) {
    line_.Data = as_text(elf.sections[line].data);
  }

  bool isLittleEndian() const override { return true; }
  std::uint8_t getAddressSize() const override { return 8; }
  llvm::StringRef getFileName() const override { return {}; }
  const llvm::DWARFSection& getLineSection() const override { return line_; }
  llvm::StringRef getStrSection() const override { return strings_; }
  llvm::StringRef getLineStrSection() const override { return line_strings_; }

  /// Only addresses of code are relocated: offsets into other debug sections already hold the sum.
  std::optional<llvm::RelocAddrEntry> find(const llvm::DWARFSection& section,
                                           std::uint64_t at) const override {
    if (&section != &line_) return std::nullopt;
    const auto found =
        std::lower_bound(relocations_.begin(), relocations_.end(), at,
                         [](const ElfRelocation& r, std::uint64_t key) { return r.offset < key; });
    if (found == relocations_.end() || found->offset != at) return std::nullopt;
    const ElfSymbol& symbol = elf_.symbols[found->symbol];
    if (symbol.place != SymbolPlace::InSection || !elf_.sections[symbol.section].executable)
      return std::nullopt;
    llvm::RelocAddrEntry entry{};
    entry.SectionIndex = symbol.section;
    entry.SymbolValue = symbol.value + static_cast<std::uint64_t>(found->addend.value_or(0));
    entry.Resolver = add;
    return entry;
  }

 private:
  const ElfFile& elf_;
  const std::vector<ElfRelocation>& relocations_;
  llvm::DWARFSection line_;
  llvm::StringRef strings_;
  llvm::StringRef line_strings_;
};

Error malformed(std::uint64_t offset, std::string_view what) {
  return {ErrorCode::SectionMalformed,
          fmt::format("section '.debug_line': table at offset {}: {}", offset, what)};
}

/// Walks one of a version 5 header's two lists (directories, files). Every entry must take bytes,
/// or a count would be free to promise any number of them.
std::optional<std::string> bad_list(const llvm::DWARFDataExtractor& data, std::uint64_t* at,
                                    llvm::dwarf::FormParams params) {
  std::vector<llvm::dwarf::Form> forms(data.getU8(at));
  for (auto& form : forms) {
    data.getULEB128(at);  // what the form holds
    form = static_cast<llvm::dwarf::Form>(data.getULEB128(at));
  }
  const std::uint64_t count = data.getULEB128(at);
  if (count > kMaxEntries)
    return fmt::format("{} files or directories, more than {}", count, kMaxEntries);
  if (count != 0 && forms.empty()) return "files or directories without a format";
  for (std::uint64_t i = 0; i < count; ++i) {
    for (const auto form : forms) {
      const std::uint64_t before = *at;
      const bool skipped = llvm::DWARFFormValue::skipValue(form, data, at, params);
      if (!skipped || *at <= before || *at > data.size()) {
        return fmt::format("a file's or directory's form 0x{:x} at offset {} cannot be read",
                           static_cast<unsigned>(form), before);
      }
    }
  }
  return std::nullopt;
}

/// What LLVM's reader must not meet in the table at `start`.
std::optional<Error> bad_header(const llvm::DWARFDataExtractor& data, std::uint64_t start) {
  std::uint64_t at = start;
  const auto [length, format] = data.getInitialLength(&at);
  llvm::dwarf::FormParams params{data.getU16(&at), 8, format};
  if (length == 0 || length > data.size() || params.Version < 2 ||
      params.Version > kVersionWithFormats) {
    return malformed(start, fmt::format("{} bytes of version {}", length, params.Version));
  }
  if (params.Version < kVersionWithFormats) return std::nullopt;
  params.AddrSize = data.getU8(&at);
  data.getU8(&at);                                                     // size of a segment selector
  data.getUnsigned(&at, llvm::dwarf::getDwarfOffsetByteSize(format));  // length of the header
  at += 5;  // minimal instruction, operations, default of is_stmt, line base, line range
  const std::uint8_t opcodes = data.getU8(&at);
  at += opcodes == 0 ? 0 : opcodes - 1u;
  for (int list = 0; list < 2; ++list) {
    if (const auto bad = bad_list(data, &at, params)) return malformed(start, *bad);
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const ElfFile& elf, std::uint32_t line, llvm::StringRef strings,
         llvm::StringRef line_strings)
      : elf_(elf), context_(std::make_unique<LineObject>(elf, line, strings, line_strings)) {}

  Result<DwarfLines> read() {
    const llvm::DWARFObject& object = context_.getDWARFObj();
    llvm::DWARFDataExtractor data(object, object.getLineSection(), true, 8);
    for (std::uint64_t at = 0; at < data.size();) {
      const std::uint64_t start = at;
      if (auto fault = bad_header(data, start)) return *fault;
      std::string first;  // of the faults behind which LLVM would read on
      const auto note = [&](llvm::Error error) {
        std::string text = llvm::toString(std::move(error));
        if (first.empty()) first = std::move(text);
      };
      llvm::DWARFDebugLine::LineTable table;
      if (auto error = table.parse(data, &at, context_, nullptr, note)) note(std::move(error));
      if (!first.empty()) return malformed(start, first);
      if (at <= start) return malformed(start, "is empty");
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
        return malformed(
            start,
            fmt::format("line {} belongs to offset {} of section '{}', where no instruction is",
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
      return malformed(start,
                       fmt::format("a line belongs to file {}, which is not declared", number));
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
  const auto line = find_section(elf, ".debug_line");
  if (!line) return line.error();
  if (!line.value()) return DwarfLines{};
  const std::uint64_t bytes = elf.sections[*line.value()].data.size();
  if (bytes > kMaxLineBytes) {
    return Error{
        ErrorCode::LimitExceeded,
        fmt::format("section '.debug_line' has {} bytes, more than {}", bytes, kMaxLineBytes)};
  }
  const auto strings = find_section(elf, ".debug_str");
  if (!strings) return strings.error();
  const auto line_strings = find_section(elf, ".debug_line_str");
  if (!line_strings) return line_strings.error();
  const auto text = [&](std::optional<std::uint32_t> index) {
    return index ? as_text(elf.sections[*index].data) : llvm::StringRef{};
  };
  return Reader(elf, *line.value(), text(strings.value()), text(line_strings.value())).read();
}

}  // namespace assay
