// SPDX-License-Identifier: Apache-2.0
#include "ir/object/map_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "ir/base/errors.hpp"
#include "ir/object/special_fields.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxMaps = 65'536;
constexpr std::uint64_t kMaxDataBytes = 16ull << 20;
constexpr std::uint64_t kMaxAllDataBytes = 64ull << 20;
constexpr std::uint64_t kMaxDescribed = 1u << 20;

/// `.rodata` and `.rodata.str1.1`, but not `.rodatax`.
bool names_data(std::string_view section, std::string_view base) {
  return section == base || (section.starts_with(base) && section[base.size()] == '.');
}

bool names_data(std::string_view section) {
  return names_data(section, ".rodata") || names_data(section, ".data") ||
         names_data(section, ".bss");
}

/// Counts the variables that describe data: sections of one name are described by the same ones,
/// and an object may have many. One section may have as many as BTF can place.
std::optional<Error> count_described(const DataSections& sections, std::uint32_t section,
                                     std::uint64_t& described) {
  const auto types = sections.described(section);
  if (!types) return std::nullopt;
  described += sections.btf().variables(types->types).size();
  if (described <= kMaxDescribed) return std::nullopt;
  return Error{ErrorCode::LimitExceeded,
               fmt::format("the type information describes more than {} variables in all sections "
                           "of data",
                           kMaxDescribed)};
}

/// The special fields of the variables of a data section. None where the type information gives the
/// section another size: then the kernel refuses the types, and loaders leave them out.
Result<std::vector<SpecialField>> fields_of(const DataSections& sections,
                                            const DescribedSection& section,
                                            SpecialFields& special_fields) {
  std::vector<SpecialField> all;
  const Btf& btf = sections.btf();
  const std::uint64_t bytes = sections.elf().sections[section.index].size;
  const std::uint32_t described_bytes = btf.type(section.types).size;
  if (described_bytes != 0 && described_bytes != bytes) return all;
  for (const BtfPlaced& placed : btf.variables(section.types)) {
    const BtfType& variable = btf.type(placed.variable);
    if (variable.kind != BtfKind::Variable || variable.encoding == kBtfExternVariable) continue;
    const auto fields = special_fields.of(variable.type);
    if (!fields) return fields.error();
    if (fields.value().empty()) continue;
    const auto offset = sections.offset_of(section, placed);
    if (!offset) return offset.error();
    for (const SpecialField& field : fields.value()) {
      const std::uint64_t at = offset.value() + field.offset;
      if (at >= bytes) continue;
      all.push_back({field.kind, static_cast<std::uint32_t>(at), field.size});
    }
    if (all.size() > kMostSpecialFields) settle(all);
  }
  settle(all);
  return all;
}

}  // namespace

bool holds_maps(const ElfSection& section) {
  if (names_data(section.name)) return false;  // .data.heatmaps
  const bool named = section.name.ends_with("maps") || section.name.starts_with("maps/");
  return named && section.program_bits && !section.executable && section.size != 0;
}

Result<std::uint32_t> add_map(MapTable& table, Map map) {
  if (table.maps.size() >= kMaxMaps) {
    return Error{ErrorCode::LimitExceeded, fmt::format("more than {} maps", kMaxMaps)};
  }
  table.maps.push_back(std::move(map));
  return static_cast<std::uint32_t>(table.maps.size() - 1);
}

std::optional<Error> read_data_maps(const DataSections& sections, MapTable& table) {
  const ElfFile& elf = sections.elf();
  SpecialFields special_fields(sections.btf());
  std::uint64_t all_bytes = 0;
  std::uint64_t all_described = 0;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    const ElfSection& section = elf.sections[index];
    const bool read_only = names_data(section.name, ".rodata");
    if (!names_data(section.name) || !section.allocated || section.executable || section.size == 0)
      continue;
    if (!section.program_bits && !section.no_bits) continue;
    all_bytes += std::min(section.size, kMaxAllDataBytes);
    if (section.size > kMaxDataBytes || all_bytes > kMaxAllDataBytes) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("section '{}' has {} bytes of data; one may have {}, and all {}",
                               section.name, section.size, kMaxDataBytes, kMaxAllDataBytes)};
    }
    if (auto fault = count_described(sections, index, all_described)) return fault;
    Map map;
    map.name = section.name;
    map.kind = kMapKindArray;
    map.key_size = 4;
    map.value_size = static_cast<std::uint32_t>(section.size);
    map.max_entries = 1;
    map.flags = read_only ? kReadOnlyForPrograms : 0;
    map.is_data = true;
    map.read_only = read_only;
    map.layout = sections.layout_of(index);
    std::vector<std::uint8_t> contents(section.data.begin(), section.data.end());
    contents.resize(section.size);
    map.contents = std::move(contents);
    if (const auto described = sections.described(index)) {
      auto fields = fields_of(sections, *described, special_fields);
      if (!fields) {
        return Error{fields.error().code,
                     fmt::format("section '{}': {}", section.name, fields.error().message)};
      }
      map.special_fields = std::move(fields).value();
    }
    const auto added = add_map(table, std::move(map));
    if (!added) return added.error();
    table.of_data_section[index] = added.value();
    // Addresses stored in data are filled in by some loaders and left zero by others, so that the
    // contents of such a section are not known.
    const auto& relocations = elf.relocations[index];
    const bool relocated = std::any_of(relocations.begin(), relocations.end(), [](const auto& r) {
      return r.type != kRelocationNone || r.symbol != 0;
    });
    table.roles[index] = relocated ? SectionRole::RelocatedData : SectionRole::Data;
  }
  return std::nullopt;
}

Result<MapTable> read_maps(const ElfFile& elf, const Btf& btf) {
  const DataSections sections(elf, btf);
  MapTable table;
  table.roles.resize(elf.sections.size(), SectionRole::Other);
  if (auto fault = read_btf_maps(sections, table)) return *fault;
  if (auto fault = read_legacy_maps(elf, btf, table)) return *fault;
  if (auto fault = read_data_maps(sections, table)) return *fault;
  if (auto fault = read_kernel_config(elf, btf, table)) return *fault;
  return table;
}

}  // namespace assay
