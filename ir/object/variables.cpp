// SPDX-License-Identifier: Apache-2.0
#include "ir/object/variables.hpp"

#include <fmt/format.h>

namespace assay {

GlobalVariables::GlobalVariables(const ElfFile& elf) {
  for (const ElfSymbol& symbol : elf.symbols) {
    const bool is_global =
        symbol.binding == SymbolBinding::Global || symbol.binding == SymbolBinding::Weak;
    if (!is_global || symbol.type != SymbolType::Object) continue;
    const auto [entry, added] = by_name_.try_emplace(symbol.name, Entry{&symbol});
    const ElfSymbol& first = *entry->second.symbol;
    const bool same = symbol.place == first.place && symbol.section == first.section &&
                      symbol.value == first.value;
    if (!same) entry->second.is_only = false;
  }
}

const GlobalVariables::Entry* GlobalVariables::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

Result<std::uint64_t> variable_offset(const DescribedSection& section,
                                      const GlobalVariables& globals, const BtfPart& part) {
  const BtfType& variable = section.btf.type(part.a);
  const std::string_view name = section.btf.string(variable.name);
  const auto fault = [&](std::string_view what) {
    return Error{ErrorCode::MapMalformed, fmt::format("'{}' {}", name, what)};
  };
  if (variable.kind != BtfKind::Variable) return fault("is no variable with a symbol");
  if (variable.encoding == kBtfStaticVariable) return std::uint64_t{part.b};
  const auto* found = globals.find(name);
  if (found == nullptr) return fault("is no variable with a symbol");
  if (!found->is_only) return fault("has two symbols, which place it differently");
  const ElfSymbol& symbol = *found->symbol;
  if (symbol.place != SymbolPlace::InSection || symbol.section != section.index)
    return fault("has its symbol in another section");
  // Compilers write zeroes for global variables, which linkers and libbpf replace.
  const bool is_placed = section.types.size != 0 || part.b != 0;
  if (is_placed && part.b != symbol.value) {
    return fault(
        fmt::format("lies at byte {} by its symbol, but at byte {} by its type information",
                    symbol.value, part.b));
  }
  return symbol.value;
}

}  // namespace assay
