// SPDX-License-Identifier: Apache-2.0
#include "ir/object/map_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "ir/object/data_layout.hpp"
#include "ir/object/special_fields.hpp"
#include "ir/object/variables.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxMaps = 65'536;
constexpr std::uint64_t kMaxDataBytes = 16ull << 20;
constexpr std::uint64_t kMaxAllDataBytes = 64ull << 20;
constexpr std::uint32_t kReadOnlyForPrograms = 1u << 7;  // BPF_F_RDONLY_PROG

/// `.rodata` and `.rodata.str1.1`, but not `.rodatax`.
bool names_data(std::string_view section, std::string_view base) {
  return section == base || (section.starts_with(base) && section[base.size()] == '.');
}

/// The special fields of the variables of a data section. None where the type information gives the
/// section another size: then the kernel refuses the types, and loaders leave them out.
Result<std::vector<SpecialField>> fields_of(const DescribedSection& section,
                                            const GlobalVariables& globals,
                                            SpecialFields& special_fields) {
  std::vector<SpecialField> all;
  if (section.types.size != 0 && section.types.size != section.elf.size) return all;
  for (const BtfPart& part : section.btf.parts(section.types)) {
    const BtfType& variable = section.btf.type(part.a);
    if (variable.kind != BtfKind::Variable || variable.encoding == kBtfExternVariable) continue;
    const auto fields = special_fields.of(variable.type);
    if (!fields) return fields.error();
    if (fields.value().empty()) continue;
    const auto offset = variable_offset(section, globals, part);
    if (!offset) return offset.error();
    for (const SpecialField& field : fields.value()) {
      const std::uint64_t at = offset.value() + field.offset;
      if (at >= section.elf.size) continue;
      all.push_back({field.kind, static_cast<std::uint32_t>(at), field.size});
    }
    settle(all);
  }
  return all;
}

}  // namespace

bool holds_maps(const ElfSection& section) {
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

std::optional<Error> read_data_maps(const ElfFile& elf, const Btf* btf, MapTable& table) {
  std::map<std::string_view, std::uint32_t> described;
  std::optional<SpecialFields> special_fields;
  if (btf != nullptr) {
    described = btf->named(BtfKind::DataSection);
    special_fields.emplace(*btf);
  }
  const GlobalVariables globals(elf);
  std::uint64_t all_bytes = 0;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    const ElfSection& section = elf.sections[index];
    const bool read_only = names_data(section.name, ".rodata");
    const bool is_data =
        read_only || names_data(section.name, ".data") || names_data(section.name, ".bss");
    if (!is_data || !section.allocated || section.executable || section.size == 0) continue;
    if (!section.program_bits && !section.no_bits) continue;
    all_bytes += std::min(section.size, kMaxAllDataBytes);
    if (section.size > kMaxDataBytes || all_bytes > kMaxAllDataBytes) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("section '{}' has {} bytes of data; one may have {}, and all {}",
                               section.name, section.size, kMaxDataBytes, kMaxAllDataBytes)};
    }
    Map map;
    map.name = section.name;
    map.kind = kMapKindArray;
    map.key_size = 4;
    map.value_size = static_cast<std::uint32_t>(section.size);
    map.max_entries = 1;
    map.flags = read_only ? kReadOnlyForPrograms : 0;
    map.is_data = true;
    map.read_only = read_only;
    if (read_only) map.layout = data_layout(elf, btf, index);
    std::vector<std::uint8_t> contents(section.data.begin(), section.data.end());
    contents.resize(section.size);
    map.contents = std::move(contents);
    if (const auto types = described.find(section.name); types != described.end()) {
      auto fields =
          fields_of({*btf, btf->type(types->second), section, index}, globals, *special_fields);
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

Result<MapTable> read_maps(const ElfFile& elf, const Btf* btf) {
  MapTable table;
  table.roles.resize(elf.sections.size(), SectionRole::Other);
  if (auto fault = read_btf_maps(elf, btf, table)) return *fault;
  if (auto fault = read_legacy_maps(elf, btf, table)) return *fault;
  if (auto fault = read_data_maps(elf, btf, table)) return *fault;
  if (auto fault = read_kernel_config(elf, btf, table)) return *fault;
  return table;
}

}  // namespace assay
