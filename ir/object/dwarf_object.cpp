// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_object.hpp"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFFormValue.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxEntries = 65'536;  // of a table of files or directories
constexpr std::uint16_t kVersionWithFormats = 5;

/// Symbol + what the section holds: all that relocations of addresses ask for.
std::uint64_t add(std::uint64_t, std::uint64_t, std::uint64_t symbol, std::uint64_t held,
                  std::int64_t) {
  return symbol + held;
}

std::string_view name_of(DebugSection section) {
  switch (section) {
    case DebugSection::Line:
      return ".debug_line";
    case DebugSection::Strings:
      return ".debug_str";
    case DebugSection::LineStrings:
      return ".debug_line_str";
    case DebugSection::Info:
      return ".debug_info";
    case DebugSection::Abbreviations:
      return ".debug_abbrev";
    case DebugSection::Addresses:
      return ".debug_addr";
    case DebugSection::Ranges:
      return ".debug_ranges";
    case DebugSection::RangeLists:
      return ".debug_rnglists";
    case DebugSection::StringOffsets:
      return ".debug_str_offsets";
  }
  ASSAY_CHECK(false, "a debug section outside its enumeration");
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

}  // namespace

Error malformed_lines(std::uint64_t offset, std::string_view what) {
  return {ErrorCode::SectionMalformed,
          fmt::format("section '.debug_line': table at offset {}: {}", offset, what)};
}

Result<std::unique_ptr<DwarfObject>> DwarfObject::make(const ElfFile& elf,
                                                       std::span<const DebugSection> wanted) {
  std::unique_ptr<DwarfObject> object(new DwarfObject(elf));
  for (const DebugSection section : wanted) {
    const auto found = find_section(elf, name_of(section));
    if (!found) return found.error();
    if (!found.value()) continue;
    const auto bytes = elf.sections[*found.value()].data;
    const auto place = static_cast<std::size_t>(section);
    object->elf_sections_.at(place) = *found.value();
    object->sections_.at(place).Data = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  return object;
}

std::optional<llvm::RelocAddrEntry> DwarfObject::find(const llvm::DWARFSection& section,
                                                      std::uint64_t offset) const {
  // LLVM asks with the very sections that it was given.
  std::size_t place = 0;
  while (place < sections_.size() && &sections_.at(place) != &section) ++place;
  if (place == sections_.size()) return std::nullopt;
  const auto& relocations = elf_.relocations[elf_sections_.at(place)];
  const auto found = std::ranges::lower_bound(relocations, offset, {}, &ElfRelocation::offset);
  if (found == relocations.end() || found->offset != offset) return std::nullopt;
  const ElfSymbol& symbol = elf_.symbols[found->symbol];
  if (symbol.place != SymbolPlace::InSection || !elf_.sections[symbol.section].executable)
    return std::nullopt;
  llvm::RelocAddrEntry entry{};
  entry.SectionIndex = symbol.section;
  entry.SymbolValue = symbol.value + static_cast<std::uint64_t>(found->addend.value_or(0));
  entry.Resolver = add;
  return entry;
}

std::optional<Error> line_header_fault(const llvm::DWARFDataExtractor& data, std::uint64_t start) {
  std::uint64_t at = start;
  const auto [length, format] = data.getInitialLength(&at);
  llvm::dwarf::FormParams params{data.getU16(&at), 8, format};
  if (length == 0 || length > data.size() || params.Version < 2 ||
      params.Version > kVersionWithFormats) {
    return malformed_lines(start, fmt::format("{} bytes of version {}", length, params.Version));
  }
  if (params.Version < kVersionWithFormats) return std::nullopt;
  params.AddrSize = data.getU8(&at);
  data.getU8(&at);                                                     // size of a segment selector
  data.getUnsigned(&at, llvm::dwarf::getDwarfOffsetByteSize(format));  // length of the header
  at += 5;  // minimal instruction, operations, default of is_stmt, line base, line range
  const std::uint8_t opcodes = data.getU8(&at);
  at += opcodes == 0 ? 0 : opcodes - 1u;
  for (int list = 0; list < 2; ++list) {
    if (const auto bad = bad_list(data, &at, params)) return malformed_lines(start, *bad);
  }
  return std::nullopt;
}

}  // namespace assay
