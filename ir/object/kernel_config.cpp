// SPDX-License-Identifier: Apache-2.0
// Settings of the kernel (`extern ... __kconfig`), which the loader lays out in a read-only section
// of its own and fills in; source: bpf_object__collect_externs in tools/lib/bpf/libbpf.c of Linux
// 6.12. Their values are not known here.
#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"

namespace assay {
namespace {

constexpr std::string_view kSection = ".kconfig";
constexpr std::uint32_t kReadOnlyForPrograms = 1u << 7;  // BPF_F_RDONLY_PROG
constexpr std::uint64_t kMaxBytes = 1u << 20;

struct Setting {
  std::uint32_t symbol = 0;  // index into ElfFile::symbols
  std::string_view name;
  std::uint64_t size = 0;
  std::uint64_t alignment = 1;
};

/// What loaders take for an external symbol (sym_is_extern).
bool is_external(const ElfSymbol& symbol) {
  return symbol.place == SymbolPlace::Undefined && symbol.type == SymbolType::None &&
         (symbol.binding == SymbolBinding::Global || symbol.binding == SymbolBinding::Weak) &&
         !symbol.name.empty();
}

/// The external variables of the section, by name.
std::map<std::string_view, TypeId> variables_of(const Btf& btf) {
  std::map<std::string_view, TypeId> found;
  const auto sections = btf.named(BtfKind::DataSection);
  const auto section = sections.find(kSection);
  if (section == sections.end()) return found;
  for (const BtfPlaced& placed : btf.variables(section->second)) {
    const BtfType& variable = btf.type(placed.variable);
    const bool external =
        variable.kind == BtfKind::Variable && variable.encoding == kBtfExternVariable;
    if (external) found.emplace(btf.string(variable.name), variable.type);
  }
  return found;
}

/// How a number, or an array of numbers, is aligned; nothing for what no setting can be.
std::optional<std::uint64_t> alignment_of(const Btf& btf, TypeId type) {
  const auto resolved = btf.resolve(type);
  if (!resolved) return std::nullopt;
  const BtfType* held = &btf.type(*resolved);
  if (held->kind == BtfKind::Array) {
    const auto element = btf.resolve(btf.array(*resolved).element);
    if (!element) return std::nullopt;
    held = &btf.type(*element);
  }
  const bool number = held->kind == BtfKind::Int || is_enumeration(held->kind);
  const bool usual = held->size == 1 || held->size == 2 || held->size == 4 || held->size == 8;
  return number && usual ? std::optional(std::uint64_t{held->size}) : std::nullopt;
}

std::vector<Setting> settings_of(const ElfFile& elf, const Btf& btf) {
  std::vector<Setting> settings;
  const auto variables = variables_of(btf);
  for (std::uint32_t i = 0; i < elf.symbols.size() && !variables.empty(); ++i) {
    const ElfSymbol& symbol = elf.symbols[i];
    const auto variable = variables.find(symbol.name);
    if (!is_external(symbol) || variable == variables.end()) continue;
    const auto size = btf.size_of(variable->second);
    const auto alignment = alignment_of(btf, variable->second);
    if (!size || *size == 0 || *size > kMaxBytes || !alignment) continue;
    settings.push_back({i, symbol.name, *size, *alignment});
  }
  std::ranges::sort(settings, [](const Setting& a, const Setting& b) {
    return std::tuple(b.alignment, a.size, a.name, a.symbol) <
           std::tuple(a.alignment, b.size, b.name, b.symbol);
  });
  return settings;
}

}  // namespace

std::optional<Error> read_kernel_config(const ElfFile& elf, const Btf& btf, MapTable& table) {
  std::uint64_t end = 0;
  for (const Setting& setting : settings_of(elf, btf)) {
    const std::uint64_t begin =
        (end + setting.alignment - 1) / setting.alignment * setting.alignment;
    end = begin + setting.size;
    if (end > kMaxBytes) return Error{ErrorCode::LimitExceeded, "settings of more than 1 MiB"};
    table.kernel_config[setting.symbol] = static_cast<std::uint32_t>(begin);
  }
  if (end == 0) return std::nullopt;
  Map map;
  map.name = kSection;
  map.kind = kMapKindArray;
  map.key_size = 4;
  map.value_size = static_cast<std::uint32_t>(end);
  map.max_entries = 1;
  map.flags = kReadOnlyForPrograms;
  map.is_data = true;
  map.read_only = true;
  const auto added = add_map(table, std::move(map));
  if (!added) return added.error();
  table.kernel_config_map = added.value();
  return std::nullopt;
}

}  // namespace assay
