// SPDX-License-Identifier: Apache-2.0
#include "ir/object/data_layout.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace assay {
namespace {

constexpr unsigned kMostSteps = 64;

/// Whether C declares the variable, or the elements of the array that it is, volatile.
bool is_volatile(const Btf& btf, std::uint32_t type) {
  for (unsigned step = 0; step < kMostSteps; ++step) {
    const BtfType& held = btf.type(type);
    switch (held.kind) {
      case BtfKind::Volatile:
        return true;
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Typedef:
      case BtfKind::TypeTag:
        type = held.type;
        continue;
      case BtfKind::Array:
        type = btf.parts(held).front().a;
        continue;
      case BtfKind::Void:
      case BtfKind::Int:
      case BtfKind::Pointer:
      case BtfKind::Struct:
      case BtfKind::Union:
      case BtfKind::Enum:
      case BtfKind::Forward:
      case BtfKind::Function:
      case BtfKind::Prototype:
      case BtfKind::Variable:
      case BtfKind::DataSection:
      case BtfKind::Float:
      case BtfKind::DeclTag:
      case BtfKind::Enum64:
        return false;
    }
  }
  return true;  // what is not understood may be a setting
}

/// Symbols of data in the section by name; null for a name that two have.
std::map<std::string_view, const ElfSymbol*> symbols_of(const ElfFile& elf, std::uint32_t section) {
  std::map<std::string_view, const ElfSymbol*> symbols;
  for (const ElfSymbol& symbol : elf.symbols) {
    const bool here = symbol.place == SymbolPlace::InSection && symbol.section == section;
    if (!here || symbol.type == SymbolType::Section) continue;
    const auto [it, added] = symbols.emplace(symbol.name, &symbol);
    if (!added) it->second = nullptr;
  }
  return symbols;
}

std::optional<std::uint32_t> section_type(const Btf& btf, std::string_view name) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t id = 1; id < btf.size(); ++id) {
    if (btf.type(id).kind != BtfKind::DataSection || btf.name(id) != name) continue;
    if (found) return std::nullopt;
    found = id;
  }
  return found;
}

}  // namespace

std::shared_ptr<const DataLayout> data_layout(const ElfFile& elf, const Btf* btf,
                                              std::uint32_t index) {
  if (btf == nullptr) return nullptr;
  const auto type = section_type(*btf, elf.sections[index].name);
  if (!type) return nullptr;
  const auto symbols = symbols_of(elf, index);
  auto layout = std::make_shared<DataLayout>();
  for (const BtfPart& part : btf->parts(btf->type(*type))) {
    const BtfType& variable = btf->type(part.a);
    const auto symbol = symbols.find(btf->string(variable.name));
    const bool located = variable.kind == BtfKind::Variable && symbol != symbols.end() &&
                         symbol->second != nullptr && symbol->second->size >= part.c;
    if (!located) return nullptr;
    layout->variables.push_back(
        {std::string(symbol->first), static_cast<std::uint32_t>(symbol->second->value),
         static_cast<std::uint32_t>(symbol->second->size), is_volatile(*btf, variable.type)});
  }
  std::ranges::sort(layout->variables, {}, &DataVariable::offset);
  return layout;
}

}  // namespace assay
