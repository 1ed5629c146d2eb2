// SPDX-License-Identifier: Apache-2.0
// The debug sections of an object, and the places of code that they name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay::dwarf {

enum class Section : std::uint8_t {
  Line,
  Text,      // .debug_str
  LineText,  // .debug_line_str
  Info,
  Abbreviations,
  Addresses,
  Ranges,      // .debug_ranges, up to DWARF 4
  RangeLists,  // .debug_rnglists
  TextOffsets,
};
inline constexpr std::size_t kSections = 9;
inline constexpr std::uint64_t kMaxTextBytes = 4096;
inline constexpr std::array kLineSections = {Section::Line, Section::Text, Section::LineText};
inline constexpr std::array kInfoSections = {
    Section::Line,   Section::Text,          Section::LineText,
    Section::Info,   Section::Abbreviations, Section::Addresses,
    Section::Ranges, Section::RangeLists,    Section::TextOffsets};

/// A byte of a section of code; `section` is an ELF index, 0 where no relocation tells.
struct CodeAddress {
  std::uint32_t section = 0;
  std::uint64_t offset = 0;
};

class Sections {
 public:
  /// Of the sections `wanted`; another one, and one that `elf` does not have, is empty. `elf` must
  /// outlive the object. Error: SectionMalformed when a name occurs twice.
  [[nodiscard]] static Result<Sections> of(const ElfFile& elf, std::span<const Section> wanted);

  [[nodiscard]] std::span<const std::uint8_t> bytes(Section section) const;
  /// The address that stands in `section` at `offset`. Only addresses of code are relocated:
  /// offsets into other debug sections already hold the sum. Nothing where it does not end there.
  [[nodiscard]] std::optional<CodeAddress> address(Section section, std::uint64_t offset) const;
  /// The text at `offset` of a section of texts; empty where there is none, or one of
  /// kMaxTextBytes and more: looking for the end is not counted as work.
  [[nodiscard]] std::string_view text(Section section, std::uint64_t offset) const;
  [[nodiscard]] const ElfFile& elf() const { return *elf_; }

 private:
  explicit Sections(const ElfFile& elf) : elf_(&elf) {}

  const ElfFile* elf_;
  std::array<std::uint32_t, kSections> index_{};  // by Section, ELF's; 0: not there
};

}  // namespace assay::dwarf
