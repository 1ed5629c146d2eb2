// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/sections.hpp"

#include <algorithm>

#include "ir/base/bytes.hpp"
#include "ir/base/check.hpp"
#include "ir/object/dwarf/constants.hpp"
#include "ir/object/dwarf/cursor.hpp"

namespace assay::dwarf {
namespace {

std::string_view name_of(Section section) {
  switch (section) {
    case Section::Line:
      return ".debug_line";
    case Section::Text:
      return ".debug_str";
    case Section::LineText:
      return ".debug_line_str";
    case Section::Info:
      return ".debug_info";
    case Section::Abbreviations:
      return ".debug_abbrev";
    case Section::Addresses:
      return ".debug_addr";
    case Section::Ranges:
      return ".debug_ranges";
    case Section::RangeLists:
      return ".debug_rnglists";
    case Section::TextOffsets:
      return ".debug_str_offsets";
  }
  internal_fault(__FILE__, __LINE__, "a debug section outside its enumeration");
}

}  // namespace

Result<Sections> Sections::of(const ElfFile& elf, std::span<const Section> wanted) {
  Sections out(elf);
  for (const Section section : wanted) {
    const auto found = find_section(elf, name_of(section));
    if (!found) return found.error();
    if (found.value()) out.index_.at(static_cast<std::size_t>(section)) = *found.value();
  }
  return out;
}

std::span<const std::uint8_t> Sections::bytes(Section section) const {
  const std::uint32_t index = index_.at(static_cast<std::size_t>(section));
  return index == 0 ? std::span<const std::uint8_t>() : elf_->sections[index].data;
}

std::optional<CodeAddress> Sections::address(Section section, std::uint64_t offset) const {
  Cursor held(bytes(section), offset);
  const std::uint64_t value = held.number(kAddressBytes);
  if (held.is_bad()) return std::nullopt;
  const auto& relocations = elf_->relocations[index_.at(static_cast<std::size_t>(section))];
  const auto found = std::ranges::lower_bound(relocations, offset, {}, &ElfRelocation::offset);
  if (found == relocations.end() || found->offset != offset) return CodeAddress{0, value};
  const ElfSymbol& symbol = elf_->symbols[found->symbol];
  if (symbol.place != SymbolPlace::InSection || !elf_->sections[symbol.section].executable)
    return CodeAddress{0, value};
  const auto addend = static_cast<std::uint64_t>(found->addend.value_or(0));
  return CodeAddress{symbol.section, symbol.value + addend + value};
}

std::string_view Sections::text(Section section, std::uint64_t offset) const {
  const std::span<const std::uint8_t> all = bytes(section);
  if (offset > all.size()) return {};
  const std::uint64_t end = std::min<std::uint64_t>(all.size(), offset + kMaxTextBytes);
  return Cursor(all.first(end), offset).text();
}

}  // namespace assay::dwarf
