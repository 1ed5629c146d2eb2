// SPDX-License-Identifier: Apache-2.0
// Maps as libbpf's bpf_helpers.h declares them: a variable in `.maps` (or another section of maps)
// whose TYPE carries the numbers.
//
// `__uint(name, n)` is a member `name` of type pointer to array of n; `__type(name, T)` a pointer
// to T;
// `__array(values, T)` an array of pointers to T (a struct that declares the inner map, or a
// function). The bytes of the section are only relocated pointers, and are not read.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <string>
#include <string_view>

#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"
#include "ir/object/special_fields.hpp"

namespace assay {
namespace {

constexpr unsigned kMaxNesting = 2;      // a map of maps of maps is no thing
constexpr std::size_t kMaxMembers = 64;  // of a struct that declares a map

// Of Linux alone (BPF_MAP_TYPE_RINGBUF, BPF_MAP_TYPE_USER_RINGBUF).
constexpr std::uint32_t kRingBuffer = 27;
constexpr std::uint32_t kUserRingBuffer = 31;
constexpr std::uint32_t kPageBytes = 4096;

bool is_ring(const Map& map) { return map.kind == kRingBuffer || map.kind == kUserRingBuffer; }

/// The entries that loaders ask for: libbpf rounds the bytes of a ring buffer up to a power of two
/// pages, but not where none are said, or too many (adjust_ringbuf_sz).
std::uint32_t entries_made(const Map& map) {
  constexpr std::uint32_t kMost = std::uint32_t{1} << 31;
  if (!is_ring(map) || map.max_entries == 0 || map.max_entries > kMost) return map.max_entries;
  return std::max(kPageBytes, std::bit_ceil(map.max_entries));
}

class MapReader {
 public:
  MapReader(const Btf& btf, std::string_view section, MapTable& table)
      : btf_(btf), section_(section), table_(table), special_fields_(btf) {}

  /// The map that the struct `type` declares, appended; inner maps come after it.
  Result<std::uint32_t> read(const std::string& name, TypeId type, unsigned depth) {
    const auto resolved = btf_.resolve(type);
    if (!resolved || btf_.kind(*resolved) != BtfKind::Struct) {
      return malformed(name, "its type is not a struct");
    }
    if (btf_.members(*resolved).size() > kMaxMembers) {
      return malformed(name, fmt::format("its struct has more than {} members", kMaxMembers));
    }
    Map declared;
    declared.name = name;
    auto added = add_map(table_, std::move(declared));
    if (!added) return added;
    const std::uint32_t index = added.value();
    Sizes sizes;
    for (const BtfMember& member : btf_.members(*resolved)) {
      if (auto fault = read_member(index, member, sizes, depth)) return *fault;
    }
    Map& map = table_.maps[index];
    // A map whose values are maps or programs holds numbers of 4 bytes.
    if (sizes.has_values && !sizes.value) sizes.value = 4;
    map.max_entries = entries_made(map);
    // A ring has no keys or values: the type of its records is named for tools (bpf2go), and their
    // loaders leave it out.
    if (is_ring(map) && !sizes.says_key) sizes.key = 0;
    if (is_ring(map) && !sizes.says_value) sizes.value = 0;
    map.key_size = sizes.key.value_or(0);
    map.value_size = sizes.value.value_or(0);
    if (sizes.value_type) {
      auto fields = special_fields_.of(*sizes.value_type);
      if (!fields) return fields.error();
      map.special_fields = std::move(fields).value();
    }
    return index;
  }

 private:
  struct Sizes {
    std::optional<std::uint32_t> key;
    std::optional<std::uint32_t> value;
    std::optional<TypeId> value_type;  // where a type says the value's size
    bool has_values = false;
    bool says_key = false;  // as a number, not by a type alone
    bool says_value = false;
  };

  std::optional<Error> read_member(std::uint32_t index, const BtfMember& member, Sizes& sizes,
                                   unsigned depth) {
    const std::string_view name = btf_.string(member.name);
    Map& map = table_.maps[index];
    if (name == "type") return read_number(map, member, map.kind);
    if (name == "max_entries") return read_number(map, member, map.max_entries);
    if (name == "map_flags") return read_number(map, member, map.flags);
    if (name == "key_size") {
      sizes.says_key = true;
      return read_size(map, member, sizes.key);
    }
    if (name == "value_size") {
      sizes.says_value = true;
      return read_size(map, member, sizes.value);
    }
    if (name == "key") return read_type(map, member, sizes.key);
    if (name == "value") {
      sizes.value_type = pointee(member.type);
      return read_type(map, member, sizes.value);
    }
    if (name == "values") {
      sizes.has_values = true;
      return read_values(index, member, depth);
    }
    if (name == "pinning") return read_pinning(map, member);
    // numa_node, map_extra and what is to come do not change what may be accessed.
    return std::nullopt;
  }

  /// The n of a pointer to an array of n.
  std::optional<Error> read_number(const Map& map, const BtfMember& member, std::uint32_t& number) {
    const auto target = pointee(member.type);
    if (!target || btf_.kind(*target) != BtfKind::Array) {
      return malformed(map.name, fmt::format("member '{}' is not a pointer to an array",
                                             btf_.string(member.name)));
    }
    number = btf_.array(*target).count;
    return std::nullopt;
  }

  /// Whatever the number, but for LIBBPF_PIN_NONE.
  std::optional<Error> read_pinning(Map& map, const BtfMember& member) {
    std::uint32_t pinning = 0;
    if (auto fault = read_number(map, member, pinning)) return fault;
    map.is_pinned = pinning != 0;
    return std::nullopt;
  }

  /// The size is the number that the member says.
  std::optional<Error> read_size(const Map& map, const BtfMember& member,
                                 std::optional<std::uint32_t>& size) {
    std::uint32_t found = 0;
    if (auto fault = read_number(map, member, found)) return fault;
    return agree(map, member, found, size);
  }

  /// The size is that of the type that the member points to.
  std::optional<Error> read_type(const Map& map, const BtfMember& member,
                                 std::optional<std::uint32_t>& size) {
    const auto target = pointee(member.type);
    const auto bytes = target ? btf_.size_of(*target) : std::nullopt;
    if (!bytes || *bytes > std::numeric_limits<std::uint32_t>::max()) {
      return malformed(map.name, fmt::format("member '{}' points to a type without a size",
                                             btf_.string(member.name)));
    }
    return agree(map, member, static_cast<std::uint32_t>(*bytes), size);
  }

  /// Members that say the same size in different ways must agree.
  std::optional<Error> agree(const Map& map, const BtfMember& member, std::uint32_t found,
                             std::optional<std::uint32_t>& size) {
    if (size && *size != found) {
      return malformed(map.name, fmt::format("member '{}' says {} bytes, another {}",
                                             btf_.string(member.name), found, *size));
    }
    size = found;
    return std::nullopt;
  }

  /// An array of pointers to the struct that declares the inner map, or to a function type.
  std::optional<Error> read_values(std::uint32_t index, const BtfMember& member, unsigned depth) {
    const std::string name = table_.maps[index].name;
    const auto array = btf_.resolve(member.type);
    if (!array || btf_.kind(*array) != BtfKind::Array) {
      return malformed(name, "member 'values' is not an array");
    }
    const auto target = pointee(btf_.array(*array).element);
    if (!target) return malformed(name, "member 'values' is not an array of pointers");
    if (btf_.kind(*target) == BtfKind::Prototype) return std::nullopt;
    if (depth + 1 >= kMaxNesting) return malformed(name, "maps nest too deeply");
    const auto inner = read(name + ".inner", *target, depth + 1);
    if (!inner) return inner.error();
    table_.maps[index].inner = inner.value();
    return std::nullopt;
  }

  std::optional<TypeId> pointee(TypeId type) const {
    const auto pointer = btf_.resolve(type);
    if (!pointer || btf_.kind(*pointer) != BtfKind::Pointer) return std::nullopt;
    return btf_.resolve(btf_.type(*pointer).type);
  }

  Error malformed(std::string_view map, std::string_view what) const {
    return {ErrorCode::MapMalformed,
            fmt::format("section '{}': map '{}': {}", section_, map, what)};
  }

  const Btf& btf_;
  std::string_view section_;
  MapTable& table_;
  SpecialFields special_fields_;
};

/// Whether the first variable of the section declares a map by its type: in the struct of a legacy
/// map `type` is a number, here it is a pointer.
bool declares_by_type(const Btf& btf, TypeId data_section) {
  const auto variables = btf.variables(data_section);
  if (variables.empty()) return false;
  const auto type = btf.resolve(btf.type(variables.front().variable).type);
  if (!type || btf.kind(*type) != BtfKind::Struct) return false;
  for (const BtfMember& member : btf.members(*type)) {
    if (btf.string(member.name) != "type") continue;
    const auto held = btf.resolve(member.type);
    return held && btf.kind(*held) == BtfKind::Pointer;
  }
  return false;
}

/// The first map with a name that each struct type declares.
using MapsByType = std::map<TypeId, std::uint32_t>;

void note_type(const Btf& btf, TypeId type, std::uint32_t map, MapsByType& known, MapTable& table) {
  const auto declares = btf.resolve(type);
  if (!declares) return;
  const auto [first, is_new] = known.try_emplace(*declares, map);
  if (!is_new && !table.of_one_type) table.of_one_type = {first->second, map};
}

std::optional<Error> read_section(const DataSections& sections, const DescribedSection& section,
                                  MapsByType& known, MapTable& table) {
  const Btf& btf = sections.btf();
  const std::string_view name = sections.elf().sections[section.index].name;
  const auto fault = [&](std::string_view what) {
    return Error{ErrorCode::MapMalformed, fmt::format("section '{}': {}", name, what)};
  };
  table.roles[section.index] = SectionRole::Maps;
  MapReader reader(btf, name, table);
  for (const BtfPlaced& placed : btf.variables(section.types)) {
    const auto offset = sections.offset_of(section, placed);
    if (!offset) return fault(offset.error().message);
    const TypeId type = btf.type(placed.variable).type;
    const auto map = reader.read(std::string(btf.name(placed.variable)), type, 0);
    if (!map) return map.error();
    if (!table.at.emplace(std::pair{section.index, offset.value()}, map.value()).second) {
      return fault(fmt::format("two maps at offset {}", offset.value()));
    }
    note_type(btf, type, map.value(), known, table);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> read_btf_maps(const DataSections& sections, MapTable& table) {
  const ElfFile& elf = sections.elf();
  std::size_t read = 0;
  MapsByType known;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    const ElfSection& section = elf.sections[index];
    const bool always = section.name == ".maps";
    if (always && section.size != 0 && !holds_maps(section)) {
      return Error{ErrorCode::MapMalformed, "section '.maps': it holds code, or nothing"};
    }
    if (!holds_maps(section)) continue;
    const auto described = sections.described(index);
    if (!described) {
      if (!always) continue;
      return Error{ErrorCode::MapMalformed, "section '.maps': no type information describes it"};
    }
    if (!always && !declares_by_type(sections.btf(), described->types)) continue;
    if (const auto only = find_section(elf, section.name); !only) return only.error();
    if (++read > kMaxMapSections) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("more than {} sections of maps", kMaxMapSections)};
    }
    if (auto fault = read_section(sections, *described, known, table)) return fault;
  }
  return std::nullopt;
}

}  // namespace assay
