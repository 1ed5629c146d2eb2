// SPDX-License-Identifier: Apache-2.0
#include "ir/object/data_sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/errors.hpp"

namespace assay {

DataSections::DataSections(const ElfFile& elf, const Btf& btf) : elf_(elf), btf_(btf) {
  index_symbols();
  index_types();
}

void DataSections::index_symbols() {
  for (const ElfSymbol& symbol : elf_.symbols) {
    if (symbol.place == SymbolPlace::InSection && symbol.type != SymbolType::Section) {
      const auto [entry, added] =
          in_section_.try_emplace({symbol.section, symbol.name}, Entry{&symbol});
      if (!added) entry->second.is_only = false;
    }
    const bool is_global =
        symbol.binding == SymbolBinding::Global || symbol.binding == SymbolBinding::Weak;
    if (!is_global || symbol.type != SymbolType::Object) continue;
    const auto [entry, added] = globals_.try_emplace(symbol.name, Entry{&symbol});
    const ElfSymbol& first = *entry->second.symbol;
    const bool same = symbol.place == first.place && symbol.section == first.section &&
                      symbol.value == first.value;
    if (!same) entry->second.is_only = false;
  }
}

void DataSections::index_types() {
  for (std::uint32_t number = 1; number < btf_.size(); ++number) {
    const TypeId id{number};
    if (btf_.kind(id) != BtfKind::DataSection) continue;
    const auto [entry, added] = types_.try_emplace(btf_.name(id), Named{id});
    if (!added) entry->second.is_only = false;
  }
}

std::optional<DescribedSection> DataSections::described(std::uint32_t section) const {
  const auto found = types_.find(elf_.sections[section].name);
  if (found == types_.end()) return std::nullopt;
  return DescribedSection{section, found->second.first};
}

Result<std::uint64_t> DataSections::offset_of(const DescribedSection& section,
                                              const BtfPlaced& placed) const {
  const BtfType& variable = btf_.type(placed.variable);
  const std::string_view name = btf_.name(placed.variable);
  const auto fault = [&](std::string_view what) {
    return Error{ErrorCode::MapMalformed, fmt::format("'{}' {}", name, what)};
  };
  if (variable.kind != BtfKind::Variable) return fault("is not a variable with a symbol");
  if (variable.encoding == kBtfStaticVariable) return std::uint64_t{placed.offset};
  const auto found = globals_.find(name);
  if (found == globals_.end()) return fault("is not a variable with a symbol");
  if (!found->second.is_only) return fault("has two symbols, which place it differently");
  const ElfSymbol& symbol = *found->second.symbol;
  if (symbol.place != SymbolPlace::InSection || symbol.section != section.index)
    return fault("has its symbol in another section");
  // Compilers write zeroes for global variables, which linkers and libbpf replace.
  const bool is_placed = btf_.type(section.types).size != 0 || placed.offset != 0;
  if (is_placed && placed.offset != symbol.value) {
    return fault(
        fmt::format("lies at byte {} by its symbol, but at byte {} by its type information",
                    symbol.value, placed.offset));
  }
  return symbol.value;
}

std::shared_ptr<const DataLayout> DataSections::layout_of(std::uint32_t section) const {
  const auto types = types_.find(elf_.sections[section].name);
  if (types == types_.end() || !types->second.is_only) return nullptr;
  const DescribedSection here{section, types->second.first};
  auto layout = std::make_shared<DataLayout>();
  for (const BtfPlaced& placed : btf_.variables(here.types)) {
    const auto found = in_section_.find({section, btf_.name(placed.variable)});
    if (found == in_section_.end() || !found->second.is_only) return nullptr;
    const ElfSymbol& symbol = *found->second.symbol;
    const auto offset = offset_of(here, placed);
    if (!offset || offset.value() != symbol.value || symbol.size < placed.size) return nullptr;
    layout->variables.push_back({std::string(symbol.name), static_cast<std::uint32_t>(symbol.value),
                                 static_cast<std::uint32_t>(symbol.size),
                                 is_volatile(btf_, btf_.type(placed.variable).type)});
  }
  std::ranges::sort(layout->variables, {}, &DataVariable::offset);
  return layout;
}

}  // namespace assay
