// SPDX-License-Identifier: Apache-2.0
// The debug sections of an object as LLVM's DWARF readers ask for them.
//
// LLVM is handed the bytes and relocations that read_elf checked, not the object. Only files of
// this folder that read DWARF include this.
#pragma once

#include <llvm/DebugInfo/DWARF/DWARFDataExtractor.h>
#include <llvm/DebugInfo/DWARF/DWARFObject.h>
#include <llvm/DebugInfo/DWARF/DWARFSection.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

/// Most bytes of `.debug_line`.
inline constexpr std::uint64_t kMaxLineBytes = 4ull << 20;

enum class DebugSection : std::uint8_t {
  Line,
  Strings,
  LineStrings,
  Info,
  Abbreviations,
  Addresses,
  Ranges,
  RangeLists,
  StringOffsets,
};
inline constexpr std::array kLineSections = {DebugSection::Line, DebugSection::Strings,
                                             DebugSection::LineStrings};
inline constexpr std::array kInfoSections = {
    DebugSection::Line,   DebugSection::Strings,       DebugSection::LineStrings,
    DebugSection::Info,   DebugSection::Abbreviations, DebugSection::Addresses,
    DebugSection::Ranges, DebugSection::RangeLists,    DebugSection::StringOffsets};

class DwarfObject final : public llvm::DWARFObject {
 public:
  /// Offers the sections `wanted` and no other; one that `elf`, which must outlive the object, does
  /// not have is empty. Error: SectionMalformed when a name occurs twice.
  [[nodiscard]] static Result<std::unique_ptr<DwarfObject>> make(
      const ElfFile& elf, std::span<const DebugSection> wanted);

  bool isLittleEndian() const override { return true; }
  std::uint8_t getAddressSize() const override { return 8; }
  llvm::StringRef getFileName() const override { return {}; }
  void forEachInfoSections(
      llvm::function_ref<void(const llvm::DWARFSection&)> visit) const override {
    visit(at(DebugSection::Info));
  }
  const llvm::DWARFSection& getLineSection() const override { return at(DebugSection::Line); }
  const llvm::DWARFSection& getAddrSection() const override { return at(DebugSection::Addresses); }
  const llvm::DWARFSection& getRangesSection() const override { return at(DebugSection::Ranges); }
  const llvm::DWARFSection& getRnglistsSection() const override {
    return at(DebugSection::RangeLists);
  }
  const llvm::DWARFSection& getStrOffsetsSection() const override {
    return at(DebugSection::StringOffsets);
  }
  llvm::StringRef getAbbrevSection() const override { return at(DebugSection::Abbreviations).Data; }
  llvm::StringRef getStrSection() const override { return at(DebugSection::Strings).Data; }
  llvm::StringRef getLineStrSection() const override { return at(DebugSection::LineStrings).Data; }

  /// Only addresses of code are relocated: offsets into other debug sections already hold the sum.
  std::optional<llvm::RelocAddrEntry> find(const llvm::DWARFSection& section,
                                           std::uint64_t offset) const override;

 private:
  explicit DwarfObject(const ElfFile& elf) : elf_(elf) {}
  [[nodiscard]] const llvm::DWARFSection& at(DebugSection section) const {
    return sections_.at(static_cast<std::size_t>(section));
  }

  const ElfFile& elf_;
  std::array<llvm::DWARFSection, kInfoSections.size()> sections_;   // by DebugSection
  std::array<std::uint32_t, kInfoSections.size()> elf_sections_{};  // likewise; 0: not there
};

/// What LLVM's reader of line tables must not meet in the header at `start`: it allocates what the
/// header's counts say, so that they are bounded first. Error: SectionMalformed.
[[nodiscard]] std::optional<Error> line_header_fault(const llvm::DWARFDataExtractor& data,
                                                     std::uint64_t start);

/// An error of the line table at `offset`.
[[nodiscard]] Error malformed_lines(std::uint64_t offset, std::string_view what);

}  // namespace assay
