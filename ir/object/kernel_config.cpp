// SPDX-License-Identifier: Apache-2.0
// Settings of the kernel (`extern ... __kconfig`), which the loader lays out in a read-only section
// of its own and fills in; source: bpf_object__collect_externs in tools/lib/bpf/libbpf.c of Linux
// 6.12. Their values are not known here.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>

#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"

namespace assay {
namespace {

constexpr std::string_view kSection = ".kconfig";
constexpr std::uint64_t kMaxSettingsBytes = 1u << 20;

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

/// What the types declare of external symbols, and in which sections. libbpf takes the first
/// declaration of a name, and the first section that has it (find_extern_btf_id,
/// find_extern_sec_btf_id); others look into the section first.
class Declarations {
 public:
  explicit Declarations(const Btf& btf) : btf_(btf) {
    for (std::uint32_t number = 1; number < btf.size(); ++number) {
      const TypeId id{number};
      const BtfKind kind = btf.kind(id);
      if (kind == BtfKind::Variable || kind == BtfKind::Function) ++declared_[btf.name(id)];
      if (kind == BtfKind::DataSection) add_section(id);
    }
  }

  /// The declaration that asks for a setting by that name, if there is one.
  [[nodiscard]] std::optional<TypeId> setting(std::string_view name) const {
    const auto found = settings_.find(name);
    return found == settings_.end() ? std::nullopt : std::optional(found->second);
  }
  /// Whether nothing else of that name is declared, and the declaration stands in one section.
  [[nodiscard]] bool is_only(TypeId declaration) const {
    return declared_.at(btf_.name(declaration)) == 1 && placed_.at(declaration) == 1;
  }

 private:
  void add_section(TypeId section) {
    for (const BtfPlaced& placed : btf_.variables(section)) {
      const BtfKind kind = btf_.kind(placed.variable);
      if (kind != BtfKind::Variable && kind != BtfKind::Function) continue;
      ++placed_[placed.variable];
      if (btf_.name(section) == kSection)
        settings_.try_emplace(btf_.name(placed.variable), placed.variable);
    }
  }

  const Btf& btf_;
  std::map<std::string_view, std::uint32_t> declared_;  // how often, by name
  std::map<TypeId, std::uint32_t> placed_;              // in how many sections
  std::map<std::string_view, TypeId> settings_;
};

/// Whether loaders know such a setting (bpf_object__resolve_externs).
bool is_known(const ElfSymbol& symbol) {
  static constexpr std::array<std::string_view, 3> kOfTheLoader = {
      "LINUX_KERNEL_VERSION", "LINUX_HAS_BPF_COOKIE", "LINUX_HAS_SYSCALL_WRAPPER"};
  if (symbol.name.starts_with("CONFIG_")) return true;
  if (std::ranges::find(kOfTheLoader, symbol.name) != kOfTheLoader.end()) return true;
  return symbol.name.starts_with("LINUX_") && symbol.binding == SymbolBinding::Weak;
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

/// The setting that the symbol asks for; nothing where it asks for none.
Result<std::optional<Setting>> setting_of(const ElfFile& elf, std::uint32_t index, const Btf& btf,
                                          const Declarations& declarations) {
  const ElfSymbol& symbol = elf.symbols[index];
  const auto declared = declarations.setting(symbol.name);
  if (!declared || !is_external(symbol)) return std::optional<Setting>();
  const auto fault = [&](std::string_view what) {
    return Error{ErrorCode::SymbolMalformed,
                 fmt::format("the setting '{}' (__kconfig): {}", symbol.name, what)};
  };
  if (!declarations.is_only(*declared)) {
    return fault(
        "the type information declares that name more than once, of which loaders take one or "
        "another; declare it once");
  }
  const BtfType& variable = btf.type(*declared);
  if (variable.kind != BtfKind::Variable || variable.encoding != kBtfExternVariable)
    return fault("it is no external variable");
  if (!is_known(symbol)) {
    return fault(
        "loaders know no such setting; its name begins with CONFIG_, or with LINUX_ and it is "
        "weak");
  }
  const auto size = btf.size_of(variable.type);
  const auto alignment = alignment_of(btf, variable.type);
  if (!size || *size == 0 || *size > kMaxSettingsBytes || !alignment)
    return fault("its type is no number, and no array of numbers, that loaders fill in");
  return std::optional(Setting{index, symbol.name, *size, *alignment});
}

/// In the order in which loaders lay them out.
Result<std::vector<Setting>> settings_of(const ElfFile& elf, const Btf& btf) {
  std::vector<Setting> settings;
  const Declarations declarations(btf);
  for (std::uint32_t i = 0; i < elf.symbols.size(); ++i) {
    const auto setting = setting_of(elf, i, btf, declarations);
    if (!setting) return setting.error();
    if (setting.value()) settings.push_back(*setting.value());
  }
  std::ranges::sort(settings, [](const Setting& a, const Setting& b) {
    return std::tuple(b.alignment, a.size, a.name, a.symbol) <
           std::tuple(a.alignment, b.size, b.name, b.symbol);
  });
  return settings;
}

}  // namespace

std::optional<Error> read_kernel_config(const ElfFile& elf, const Btf& btf, MapTable& table) {
  const auto settings = settings_of(elf, btf);
  if (!settings) return settings.error();
  std::uint64_t end = 0;
  for (const Setting& setting : settings.value()) {
    const std::uint64_t begin =
        (end + setting.alignment - 1) / setting.alignment * setting.alignment;
    end = begin + setting.size;
    if (end > kMaxSettingsBytes)
      return Error{ErrorCode::LimitExceeded, "settings of more than 1 MiB"};
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
