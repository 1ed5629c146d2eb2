// SPDX-License-Identifier: Apache-2.0
// Maps as the loaders before BTF declared them: one C struct a map, one after another.
//
// The struct is the loader's own, so that its size is only known from the section: all structs of a
// section have one size. Known ones begin alike (kind, key size, value size, entries: 16 bytes),
// then have flags (20 bytes); then differ:
//   24, 28: index of the inner map at byte 20 (the kernel's samples), or an id and pinning
//   32: index of the inner map at 16, where others have flags, pinning at 20, id at 24, inner_id at
//     28 (ebpf_map_definition_in_file_t of eBPF for Windows, whose kinds have numbers of their own)
//   36 and more: id at 20, pinning at 24, inner_id at 28, inner_idx at 32 (iproute2's bpf_elf_map)
// Beyond the flags a map is asked whether it is pinned, and a map of maps for its inner map.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"
#include "ir/object/special_fields.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinEntryBytes = 16;
constexpr std::uint64_t kMaxEntryBytes = 1024;
constexpr std::uint64_t kFlagsAt = 16;
constexpr std::uint64_t kInnerIndexAt = 20;
constexpr std::uint64_t kIdAt = 20;
constexpr std::uint64_t kInnerIdAt = 28;
constexpr std::uint64_t kPinningAt = 24;
constexpr std::uint64_t kEntryBytesWithInnerId = 36;
constexpr std::uint64_t kEntryBytesOfWindows = 32;
constexpr std::uint64_t kInnerIndexAtOfWindows = 16;
constexpr std::uint64_t kPinningAtOfWindows = 20;
constexpr std::uint64_t kIdAtOfWindows = 24;
constexpr std::uint64_t kInnerIdAtOfWindows = 28;
constexpr std::uint32_t kHashOfMapsOfWindows = 6;
constexpr std::uint32_t kArrayOfMapsOfWindows = 7;

Error malformed(const ElfSection& section, std::string_view what) {
  return {ErrorCode::MapMalformed, fmt::format("section '{}': {}", section.name, what)};
}

/// A map's struct, kept until every map is known and inner maps can be found.
struct LegacyEntry {
  std::uint32_t map = 0;      // index into MapTable::maps
  std::uint32_t section = 0;  // of the ELF file
  std::span<const std::uint8_t> bytes;
};

bool is_of_windows(std::span<const std::uint8_t> bytes) {
  return bytes.size() == kEntryBytesOfWindows;
}

/// Whether the map holds maps, on the platform whose record it is.
bool holds_maps(std::span<const std::uint8_t> bytes) {
  const std::uint32_t kind = u32_at(bytes, 0).value();
  if (is_of_windows(bytes)) return kind == kHashOfMapsOfWindows || kind == kArrayOfMapsOfWindows;
  return assay::holds_maps(kind);
}

bool is_pinned(std::span<const std::uint8_t> bytes) {
  if (is_of_windows(bytes)) return u32_at(bytes, kPinningAtOfWindows) != 0u;
  return bytes.size() >= kEntryBytesWithInnerId && u32_at(bytes, kPinningAt) != 0u;
}

/// Of a value that names a map.
constexpr std::uint32_t kBytesOfAHeldMap = 4;

/// Types of the values of legacy maps. A struct `____btf_map_NAME` of a member for the key and one
/// for the value tells them (BPF_ANNOTATE_KV_PAIR of libbpf before 1.0, and of iproute2).
class ValueTypes {
 public:
  explicit ValueTypes(const Btf& btf)
      : btf_(btf), special_fields_(btf), structs_(btf.named(BtfKind::Struct)) {}

  /// The special fields of the map's values; none where no type is given, or one of another size.
  Result<std::vector<SpecialField>> fields_of(const Map& map) {
    const std::string name = "____btf_map_" + map.name;
    const auto found = structs_.find(name);
    if (found == structs_.end()) return std::vector<SpecialField>{};
    const auto pair = btf_.members(found->second);
    if (pair.size() != 2) return std::vector<SpecialField>{};
    const TypeId value = pair.back().type;
    if (btf_.size_of(value) != map.value_size) return std::vector<SpecialField>{};
    return special_fields_.of(value);
  }

 private:
  const Btf& btf_;
  SpecialFields special_fields_;
  std::map<std::string_view, TypeId> structs_;
};

/// The symbols that name maps of the section, one for each offset, sorted.
std::vector<const ElfSymbol*> map_symbols(const ElfFile& elf, std::uint32_t section) {
  std::vector<const ElfSymbol*> symbols;
  for (const ElfSymbol& symbol : elf.symbols) {
    const bool names_map = symbol.type == SymbolType::Object || symbol.type == SymbolType::None;
    if (symbol.place == SymbolPlace::InSection && symbol.section == section && names_map &&
        !symbol.name.empty()) {
      symbols.push_back(&symbol);
    }
  }
  std::sort(symbols.begin(), symbols.end(), [](const ElfSymbol* a, const ElfSymbol* b) {
    return std::pair(a->value, a) < std::pair(b->value, b);  // all stand in one vector
  });
  const auto same = [](const auto* a, const auto* b) { return a->value == b->value; };
  symbols.erase(std::unique(symbols.begin(), symbols.end(), same), symbols.end());
  return symbols;
}

std::optional<Error> read_section(const ElfFile& elf, std::uint32_t index, ValueTypes& types,
                                  MapTable& table, std::vector<LegacyEntry>& entries) {
  const ElfSection& section = elf.sections[index];
  const auto symbols = map_symbols(elf, index);
  if (symbols.empty()) return malformed(section, "no symbol names a map in it");
  if (section.data.size() % symbols.size() != 0) {
    return malformed(section, fmt::format("{} bytes do not divide into whole structs for {} maps",
                                          section.data.size(), symbols.size()));
  }
  const std::uint64_t entry_bytes = section.data.size() / symbols.size();
  if (entry_bytes < kMinEntryBytes || entry_bytes > kMaxEntryBytes || entry_bytes % 4 != 0) {
    return malformed(section, fmt::format("structs of {} bytes declare no map", entry_bytes));
  }
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const ElfSymbol& symbol = *symbols[i];
    if (symbol.value != i * entry_bytes || (symbol.size != 0 && symbol.size != entry_bytes)) {
      return malformed(
          section,
          fmt::format("map '{}' has {} bytes at offset {}, not {} at offset {}", symbol.name,
                      symbol.size, symbol.value, entry_bytes, i * entry_bytes));
    }
    const auto bytes = section.data.subspan(symbol.value, entry_bytes);
    Map map;
    map.name = symbol.name;
    map.kind = u32_at(bytes, 0).value();
    map.key_size = u32_at(bytes, 4).value();
    map.value_size = u32_at(bytes, 8).value();
    map.max_entries = u32_at(bytes, 12).value();
    map.flags = u32_at(bytes, kFlagsAt).value_or(0);
    map.is_pinned = is_pinned(bytes);
    auto fields = types.fields_of(map);
    if (!fields) return fields.error();
    map.special_fields = std::move(fields).value();
    const auto added = add_map(table, std::move(map));
    if (!added) return added.error();
    table.at[{index, symbol.value}] = added.value();
    entries.push_back({added.value(), index, bytes});
  }
  return std::nullopt;
}

/// Finds the inner map: by its id, or by its place among all legacy maps. Null: there is none.
const LegacyEntry* find_inner(const LegacyEntry& outer, const std::vector<LegacyEntry>& entries) {
  if (outer.bytes.size() < kEntryBytesWithInnerId) {
    const auto place = u32_at(outer.bytes, kInnerIndexAt);
    return place && *place < entries.size() ? &entries[*place] : nullptr;
  }
  const auto wanted = u32_at(outer.bytes, kInnerIdAt);
  if (wanted.value_or(0) == 0) return nullptr;
  for (const LegacyEntry& entry : entries) {
    if (entry.map != outer.map && u32_at(entry.bytes, kIdAt) == wanted) return &entry;
  }
  return nullptr;
}

/// The only map with that id; null where none or several have it.
const LegacyEntry* find_id_of_windows(std::uint32_t id, const std::vector<LegacyEntry>& entries) {
  const LegacyEntry* found = nullptr;
  for (const LegacyEntry& entry : entries) {
    if (!is_of_windows(entry.bytes) || u32_at(entry.bytes, kIdAtOfWindows) != id) continue;
    if (found != nullptr) return nullptr;
    found = &entry;
  }
  return found;
}

/// The same in a record of Windows. Where id and place both say one, they say the same; 0 says
/// none, though it may have been meant as a place. Null: there is none, or it is not clear which.
const LegacyEntry* find_inner_of_windows(const LegacyEntry& outer,
                                         const std::vector<LegacyEntry>& entries) {
  const std::uint32_t id = u32_at(outer.bytes, kInnerIdAtOfWindows).value_or(0);
  const std::uint32_t place = u32_at(outer.bytes, kInnerIndexAtOfWindows).value_or(0);
  const LegacyEntry* by_id = id == 0 ? nullptr : find_id_of_windows(id, entries);
  if (place == 0 || (id != 0 && by_id == nullptr)) return by_id;
  const bool counts_in_one_section = entries.front().section == entries.back().section;
  if (!counts_in_one_section || place >= entries.size()) return nullptr;
  const LegacyEntry* by_place = &entries[place];
  return id == 0 || by_id == by_place ? by_place : nullptr;
}

/// Gives the map its inner map. One that is not declared is found out by whoever uses it: `inner`
/// stays empty.
std::optional<Error> place_inner(const LegacyEntry& outer, const std::vector<LegacyEntry>& entries,
                                 MapTable& table) {
  Map& map = table.maps[outer.map];
  if (is_of_windows(outer.bytes)) {
    const LegacyEntry* inner = find_inner_of_windows(outer, entries);
    if (inner != nullptr && !holds_maps(inner->bytes)) map.inner = inner->map;
    return std::nullopt;
  }
  const LegacyEntry* inner = find_inner(outer, entries);
  if (inner != nullptr && holds_maps(inner->bytes)) {
    return Error{ErrorCode::MapMalformed,
                 fmt::format("map '{}': its inner map '{}' holds maps itself", map.name,
                             table.maps[inner->map].name)};
  }
  if (inner != nullptr) map.inner = inner->map;
  // The kernel makes no other, and the loader of its samples asks for no other, whatever the
  // object says (bpf_create_map_in_map_node of tools/lib/bpf until 1.0).
  if (map.value_size == 0) map.value_size = kBytesOfAHeldMap;
  return std::nullopt;
}

}  // namespace

std::optional<Error> read_legacy_maps(const ElfFile& elf, const Btf& btf, MapTable& table) {
  ValueTypes types(btf);
  std::vector<LegacyEntry> entries;
  std::size_t sections = 0;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    const ElfSection& section = elf.sections[index];
    if (table.roles[index] == SectionRole::Maps || !holds_maps(section)) continue;
    if (++sections > kMaxMapSections) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("more than {} sections of maps", kMaxMapSections)};
    }
    table.roles[index] = SectionRole::Maps;
    if (auto fault = read_section(elf, index, types, table, entries)) return fault;
  }
  std::uint64_t steps = 0;
  constexpr std::uint64_t kMaxSteps = 1u << 24;  // outer maps times maps, searched pairwise
  for (const LegacyEntry& entry : entries) {
    if (!holds_maps(entry.bytes)) continue;
    steps += entries.size();
    if (steps > kMaxSteps) return Error{ErrorCode::LimitExceeded, "too many maps of maps"};
    if (auto fault = place_inner(entry, entries, table)) return fault;
  }
  return std::nullopt;
}

}  // namespace assay
