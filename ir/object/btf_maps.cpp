// SPDX-License-Identifier: Apache-2.0
// Maps as libbpf's bpf_helpers.h declares them: a variable in `.maps` whose TYPE carries the numbers.
//
// `__uint(name, n)` is a member `name` of type pointer to array of n; `__type(name, T)` a pointer to T;
// `__array(values, T)` an array of pointers to T (a struct that declares the inner map, or a function).
// The bytes of the section are only relocated pointers, and are not read.
#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

#include "ir/object/map_table.hpp"

namespace assay {
namespace {

constexpr unsigned kMaxNesting = 2;      // a map of maps of maps is no thing
constexpr std::size_t kMaxMembers = 64;  // of a struct that declares a map

class Reader {
 public:
  Reader(const Btf& btf, MapTable& table) : btf_(btf), table_(table) {}

  /// The map that the struct `type` declares, appended; inner maps come after it.
  Result<std::uint32_t> read(const std::string& name, std::uint32_t type, unsigned depth) {
    const auto resolved = btf_.resolve(type);
    if (!resolved || btf_.type(*resolved).kind != BtfKind::Struct) {
      return malformed(name, "its type is no struct");
    }
    if (btf_.type(*resolved).parts > kMaxMembers) {
      return malformed(name, fmt::format("its struct has more than {} members", kMaxMembers));
    }
    Map declared;
    declared.name = name;
    const auto added = add_map(table_, std::move(declared));
    if (!added) return added;
    const std::uint32_t index = added.value();
    Sizes sizes;
    for (const BtfPart& member : btf_.parts(btf_.type(*resolved))) {
      if (auto fault = read_member(index, member, sizes, depth)) return *fault;
    }
    Map& map = table_.maps[index];
    // A map whose values are maps or programs holds numbers of 4 bytes.
    if (sizes.has_values && !sizes.value) sizes.value = 4;
    map.key_size = sizes.key.value_or(0);
    map.value_size = sizes.value.value_or(0);
    return index;
  }

 private:
  struct Sizes {
    std::optional<std::uint32_t> key;
    std::optional<std::uint32_t> value;
    bool has_values = false;
  };

  std::optional<Error> read_member(std::uint32_t index, const BtfPart& member, Sizes& sizes,
                                   unsigned depth) {
    const std::string_view name = btf_.string(member.name);
    Map& map = table_.maps[index];
    if (name == "type") return read_number(map, member, map.kind);
    if (name == "max_entries") return read_number(map, member, map.max_entries);
    if (name == "map_flags") return read_number(map, member, map.flags);
    if (name == "key_size") return read_size(map, member, false, sizes.key);
    if (name == "value_size") return read_size(map, member, false, sizes.value);
    if (name == "key") return read_size(map, member, true, sizes.key);
    if (name == "value") return read_size(map, member, true, sizes.value);
    if (name == "values") {
      sizes.has_values = true;
      return read_values(index, member, depth);
    }
    // pinning, numa_node, map_extra and what is to come do not change what may be accessed.
    return std::nullopt;
  }

  /// The n of a pointer to an array of n.
  std::optional<Error> read_number(const Map& map, const BtfPart& member, std::uint32_t& number) {
    const auto target = pointee(member.a);
    if (!target || btf_.type(*target).kind != BtfKind::Array) {
      return malformed(map.name, fmt::format("member '{}' is no pointer to an array",
                                             btf_.string(member.name)));
    }
    number = btf_.parts(btf_.type(*target)).front().b;
    return std::nullopt;
  }

  std::optional<Error> read_size(const Map& map, const BtfPart& member, bool from_type,
                                 std::optional<std::uint32_t>& size) {
    std::uint32_t found = 0;
    if (from_type) {
      const auto target = pointee(member.a);
      const auto bytes = target ? btf_.size_of(*target) : std::nullopt;
      if (!bytes || *bytes > std::numeric_limits<std::uint32_t>::max()) {
        return malformed(map.name, fmt::format("member '{}' points to a type without a size",
                                               btf_.string(member.name)));
      }
      found = static_cast<std::uint32_t>(*bytes);
    } else if (auto fault = read_number(map, member, found)) {
      return fault;
    }
    if (size && *size != found) {
      return malformed(map.name, fmt::format("member '{}' says {} bytes, another {}",
                                             btf_.string(member.name), found, *size));
    }
    size = found;
    return std::nullopt;
  }

  /// An array of pointers to the struct that declares the inner map, or to a function type.
  std::optional<Error> read_values(std::uint32_t index, const BtfPart& member, unsigned depth) {
    const std::string name = table_.maps[index].name;
    const auto array = btf_.resolve(member.a);
    if (!array || btf_.type(*array).kind != BtfKind::Array) {
      return malformed(name, "member 'values' is no array");
    }
    const auto target = pointee(btf_.parts(btf_.type(*array)).front().a);
    if (!target) return malformed(name, "member 'values' is no array of pointers");
    if (btf_.type(*target).kind == BtfKind::Prototype) return std::nullopt;
    if (depth + 1 >= kMaxNesting) return malformed(name, "maps nest too deeply");
    const auto inner = read(name + ".inner", *target, depth + 1);
    if (!inner) return inner.error();
    table_.maps[index].inner = inner.value();
    return std::nullopt;
  }

  std::optional<std::uint32_t> pointee(std::uint32_t type) const {
    const auto pointer = btf_.resolve(type);
    if (!pointer || btf_.type(*pointer).kind != BtfKind::Pointer) return std::nullopt;
    return btf_.resolve(btf_.type(*pointer).type);
  }

  static Error malformed(std::string_view map, std::string_view what) {
    return {ErrorCode::MapMalformed,
            fmt::format("section '.maps': map '{}': {}", map, what)};
  }

  const Btf& btf_;
  MapTable& table_;
};

/// The symbols of the section by name. BTF's own offsets are zero before linking.
std::map<std::string_view, const ElfSymbol*> symbols_of(const ElfFile& elf, std::uint32_t section) {
  std::map<std::string_view, const ElfSymbol*> symbols;
  for (const ElfSymbol& symbol : elf.symbols) {
    if (symbol.place == SymbolPlace::InSection && symbol.section == section &&
        symbol.type != SymbolType::Section) {
      symbols.emplace(symbol.name, &symbol);
    }
  }
  return symbols;
}

const BtfType* find_data_section(const Btf& btf, std::string_view name) {
  for (std::uint32_t id = 1; id < btf.size(); ++id) {
    if (btf.type(id).kind == BtfKind::DataSection && btf.name(id) == name) return &btf.type(id);
  }
  return nullptr;
}

}  // namespace

std::optional<Error> read_btf_maps(const ElfFile& elf, const Btf* btf, MapTable& table) {
  const auto section = find_section(elf, ".maps");
  if (!section) return section.error();
  if (!section.value() || elf.sections[*section.value()].size == 0) return std::nullopt;
  const std::uint32_t index = *section.value();
  const BtfType* data_section = btf != nullptr ? find_data_section(*btf, ".maps") : nullptr;
  if (data_section == nullptr) {
    return Error{ErrorCode::MapMalformed, "section '.maps': no type information describes it"};
  }
  table.roles[index] = SectionRole::Maps;
  const auto symbols = symbols_of(elf, index);
  Reader reader(*btf, table);
  for (const BtfPart& part : btf->parts(*data_section)) {
    const BtfType& variable = btf->type(part.a);
    const std::string name(btf->string(variable.name));
    const auto symbol = symbols.find(name);
    if (variable.kind != BtfKind::Variable || symbol == symbols.end()) {
      return Error{ErrorCode::MapMalformed,
                   fmt::format("section '.maps': '{}' is no variable with a symbol", name)};
    }
    const auto map = reader.read(name, variable.type, 0);
    if (!map) return map.error();
    if (!table.at.emplace(std::pair{index, symbol->second->value}, map.value()).second) {
      return Error{ErrorCode::MapMalformed,
                   fmt::format("section '.maps': two maps at offset {}", symbol->second->value)};
    }
  }
  return std::nullopt;
}

}  // namespace assay
