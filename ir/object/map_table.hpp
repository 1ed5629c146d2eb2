// SPDX-License-Identifier: Apache-2.0
// The maps of an object, by whichever of three conventions they are declared, and where they lie.
//
// BTF maps and legacy maps (sections whose names end in `maps` or begin with `maps/`, and do not
// name data; `.maps` is always BTF's, others are when their type information says so), and global
// data (`.rodata*`, `.data*`, `.bss*`: each section is an array map of one value; the kernel's
// settings that a program asks for are one more).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/data_sections.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/program/program.hpp"
#include "ir/types/btf.hpp"

namespace assay {

/// Sections that declare maps, of an object; each costs a walk over all symbols.
inline constexpr std::size_t kMaxMapSections = 1024;

/// BPF_F_RDONLY_PROG of include/uapi/linux/bpf.h.
inline constexpr std::uint32_t kReadOnlyForPrograms = 1u << 7;

/// How references to a section are to be understood.
enum class SectionRole : std::uint8_t { Other, Maps, Data, RelocatedData };

struct MapTable {
  std::vector<Map> maps;
  /// The map that is declared at a byte offset of a section (of role Maps).
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> at;
  /// The map of a data section.
  std::map<std::uint32_t, std::uint32_t> of_data_section;
  std::vector<SectionRole> roles;  // by section
  /// The first two maps with names that one struct type declares, qualifiers and typedefs aside.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> of_one_type;
  /// The map of the kernel's settings (`__kconfig`), and where in its value each lies, by the index
  /// of its symbol. Empty when there are none.
  std::optional<std::uint32_t> kernel_config_map;
  std::map<std::uint32_t, std::uint32_t> kernel_config;
};

/// Kinds of map that the reader itself must tell apart (BPF_MAP_TYPE_*).
inline constexpr std::uint32_t kMapKindArray = 2;
inline constexpr std::uint32_t kMapKindArrayOfMaps = 12;
inline constexpr std::uint32_t kMapKindHashOfMaps = 13;
[[nodiscard]] constexpr bool holds_maps(std::uint32_t kind) {
  return kind == kMapKindArrayOfMaps || kind == kMapKindHashOfMaps;
}

/// Whether the section is one of maps, by its name: `.data.heatmaps` is none.
[[nodiscard]] bool holds_maps(const ElfSection& section);

/// All maps of the object with these types. Errors: MapMalformed, SymbolMalformed, BtfMalformed,
/// LimitExceeded.
[[nodiscard]] Result<MapTable> read_maps(const ElfFile& elf, const Btf& btf);

/// The parts of read_maps: each appends to `table`.
[[nodiscard]] std::optional<Error> read_btf_maps(const DataSections& sections, MapTable& table);
[[nodiscard]] std::optional<Error> read_legacy_maps(const ElfFile& elf, const Btf& btf,
                                                    MapTable& table);
[[nodiscard]] std::optional<Error> read_data_maps(const DataSections& sections, MapTable& table);
[[nodiscard]] std::optional<Error> read_kernel_config(const ElfFile& elf, const Btf& btf,
                                                      MapTable& table);

/// Appends a map. Errors: LimitExceeded when there are too many.
[[nodiscard]] Result<std::uint32_t> add_map(MapTable& table, Map map);

}  // namespace assay
