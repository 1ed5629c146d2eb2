// SPDX-License-Identifier: Apache-2.0
// An ELF object as plain, checked data.
//
// What it must not know: BPF instructions, maps and BTF.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

struct ElfSection {
  std::string_view name;  // into the bytes given to read_elf
  bool executable = false;
  bool allocated = false;
  bool no_bits = false;                // occupies no bytes of the file (.bss)
  bool program_bits = false;           // SHT_PROGBITS: the format is the program's own
  std::uint64_t size = 0;              // bytes; data.size() unless no_bits
  std::span<const std::uint8_t> data;  // into the bytes given to read_elf
};

enum class SymbolType : std::uint8_t { None, Object, Function, Section, Other };
enum class SymbolBinding : std::uint8_t { Local, Global, Weak, Other };
enum class SymbolPlace : std::uint8_t { Undefined, InSection, Absolute, Common, Other };

struct ElfSymbol {
  std::string_view name;  // as for sections; of the section, for a nameless section symbol
  SymbolType type{};
  SymbolBinding binding{};
  SymbolPlace place{};
  bool hidden = false;        // from other objects: STV_HIDDEN, or STV_INTERNAL
  std::uint32_t section = 0;  // index into ElfFile::sections when InSection
  std::uint64_t value = 0;    // byte offset in the section; [value, value + size) lies inside it
  std::uint64_t size = 0;     // bytes
};

struct ElfRelocation {
  std::uint64_t offset = 0;  // bytes from the start of the section that is relocated, inside it
  std::uint32_t type = 0;    // R_BPF_*
  std::uint32_t symbol = 0;  // index into ElfFile::symbols
  std::optional<std::int64_t> addend;  // where the relocation itself carries one (RELA)
};

struct ElfFile {
  std::vector<ElfSection> sections;  // by ELF index; [0] is the null section
  std::vector<ElfSymbol> symbols;    // by ELF index; [0] is the null symbol when there are any
  /// By section, sorted by offset. Only of sections that a program can reach, and of debug sections
  /// as read_elf was told.
  std::vector<std::vector<ElfRelocation>> relocations;
};

/// Relocation types of LLVM's BPF back end. Compilers before the machine had a number wrote 0 for
/// all.
inline constexpr std::uint32_t kRelocationNone = 0;
inline constexpr std::uint32_t kRelocation6464 = 1;   // lddw: symbol + addend in both immediates
inline constexpr std::uint32_t kRelocationAbs64 = 2;  // 8 bytes of data
inline constexpr std::uint32_t kRelocation6432 = 10;  // call: imm

/// How the names of sections of DWARF begin.
inline constexpr std::string_view kDebugSections = ".debug_";
/// Where LLVM says how large frames are (ir/object/stack_sizes.hpp).
inline constexpr std::string_view kStackSizesSection = ".stack_sizes";

/// Which debug sections come with their relocations: `.debug_line`, or all of them, and
/// `.stack_sizes`.
enum class DebugRelocations : std::uint8_t { Lines, All };

/// The parts of `bytes` that the reader uses; spans refer into `bytes`. Errors: ElfMalformed,
/// ElfNotBpf, SectionMalformed, SymbolMalformed, RelocationMalformed, LimitExceeded.
[[nodiscard]] Result<ElfFile> read_elf(std::span<const std::uint8_t> bytes,
                                       DebugRelocations debug = DebugRelocations::Lines);

/// Index of the only section of that name; nothing when there is none.
/// Error: SectionMalformed when there are several.
[[nodiscard]] Result<std::optional<std::uint32_t>> find_section(const ElfFile& elf,
                                                                std::string_view name);

}  // namespace assay
