// SPDX-License-Identifier: Apache-2.0
// The headers of a 64-bit little-endian ELF file of any machine, bounds checked (System V ABI,
// chapters 4 and 5; figures 4-3, 4-8 and 4-16).
//
// What it must not know: what the sections mean.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

struct ElfHeader {
  std::uint16_t type = 0;     // ET_*
  std::uint16_t machine = 0;  // EM_*
};

struct SectionHeader {
  std::uint32_t name = 0;  // offset in the names of sections
  std::uint32_t type = 0;  // SHT_*
  std::uint64_t flags = 0;
  std::uint64_t offset = 0;  // in the file
  std::uint64_t size = 0;
  std::uint32_t link = 0;
  std::uint32_t info = 0;
  std::uint64_t entry_size = 0;
};

inline constexpr std::uint16_t kElfRelocatable = 1;   // ET_REL
inline constexpr std::uint16_t kElfMachineNone = 0;   // EM_NONE
inline constexpr std::uint16_t kElfMachineBpf = 247;  // EM_BPF
inline constexpr std::uint32_t kSectionNull = 0;      // SHT_*
inline constexpr std::uint32_t kSectionProgbits = 1;
inline constexpr std::uint32_t kSectionSymbols = 2;
inline constexpr std::uint32_t kSectionStrings = 3;
inline constexpr std::uint32_t kSectionRela = 4;
inline constexpr std::uint32_t kSectionNobits = 8;
inline constexpr std::uint32_t kSectionRel = 9;
inline constexpr std::uint64_t kFlagAllocated = 2;   // SHF_ALLOC
inline constexpr std::uint64_t kFlagExecutable = 4;  // SHF_EXECINSTR

inline constexpr std::uint64_t kElfHeaderBytes = 64;
inline constexpr std::size_t kMaxSections = 65'536;

/// The bytes begin as an ELF file does.
[[nodiscard]] bool is_elf(std::span<const std::uint8_t> bytes);
/// Of an ELF file: its class is 64 bits, its data little-endian.
[[nodiscard]] bool is_little_64(std::span<const std::uint8_t> bytes);
/// Requires at least kElfHeaderBytes of a file for which both are true.
[[nodiscard]] ElfHeader elf_header(std::span<const std::uint8_t> bytes);

struct ElfHeaders {
  std::vector<SectionHeader> sections;  // by index
  std::string_view names;               // of sections; empty where the file has none
};
/// The section headers, and the string table of their names. Requires as elf_header does.
/// Errors: ElfMalformed, LimitExceeded.
[[nodiscard]] Result<ElfHeaders> read_elf_headers(std::span<const std::uint8_t> bytes);

/// The bytes that a section has in the file. Error: SectionMalformed where they lie outside it.
[[nodiscard]] Result<std::span<const std::uint8_t>> section_bytes(
    std::span<const std::uint8_t> bytes, const SectionHeader& header);

/// The name at `offset` of a string table, a view of it; bounded, so that many names cannot share
/// one long tail and make reading quadratic. Error: `code`.
[[nodiscard]] Result<std::string_view> table_string(std::string_view table, std::uint64_t offset,
                                                    ErrorCode code);

}  // namespace assay
