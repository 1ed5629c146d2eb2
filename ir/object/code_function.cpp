// SPDX-License-Identifier: Apache-2.0
#include "ir/object/code_function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/read_object.hpp"

namespace assay {
namespace {

bool holds_code(const ElfSection& section) {
  return section.executable && section.program_bits && section.size != 0;
}

/// A function as its symbol gives it; an end of 0 means that the symbol has no size.
Result<CodeFunction> from_symbol(const ElfSymbol& symbol, const ElfSection& section) {
  const bool misaligned = symbol.value % kSlotBytes != 0 || symbol.size % kSlotBytes != 0;
  if (misaligned || symbol.value == section.size) {
    return Error{ErrorCode::SymbolMalformed,
                 fmt::format("section '{}': function '{}' of {} bytes at offset {} does not cover "
                             "whole instructions",
                             section.name, symbol.name, symbol.size, symbol.value)};
  }
  CodeFunction function;
  function.name = symbol.name;
  function.section = symbol.section;
  function.begin = static_cast<std::uint32_t>(symbol.value / kSlotBytes);
  if (symbol.size != 0) {
    function.end = static_cast<std::uint32_t>((symbol.value + symbol.size) / kSlotBytes);
  }
  function.local = symbol.binding == SymbolBinding::Local;
  function.hidden = symbol.hidden && !function.local;
  function.has_symbol = true;
  return function;
}

/// Gives functions without a size all up to the next one, and checks that none overlap.
std::optional<Error> close_functions(const ElfSection& section, std::span<CodeFunction> functions) {
  const auto slots = static_cast<std::uint32_t>(section.size / kSlotBytes);
  std::uint32_t next = slots;  // where the next distinct function begins
  for (std::size_t i = functions.size(); i-- > 0;) {
    CodeFunction& function = functions[i];
    if (i + 1 < functions.size() && functions[i + 1].begin != function.begin) {
      next = functions[i + 1].begin;
    }
    if (function.end == 0) function.end = next;
    const bool is_alias = i + 1 < functions.size() && functions[i + 1].begin == function.begin;
    if (function.end > next || (is_alias && functions[i + 1].end != function.end)) {
      return Error{
          ErrorCode::SymbolMalformed,
          fmt::format("section '{}': functions '{}' and '{}' overlap at offset {}", section.name,
                      function.name, i + 1 < functions.size() ? functions[i + 1].name : "",
                      function.begin * kSlotBytes)};
    }
    // libbpf finds one of them for a place (find_prog_by_sec_insn), and gives it all relocations.
    if (is_alias && section.name != ".text") {
      return Error{
          ErrorCode::SymbolMalformed,
          fmt::format("section '{}': functions '{}' and '{}' are the same instructions, of which "
                      "libbpf relocates one and loads both; give each its own body",
                      section.name, function.name, functions[i + 1].name)};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<CodeFunction>> find_functions(const ElfFile& elf) {
  std::vector<std::vector<CodeFunction>> by_section(elf.sections.size());
  for (const ElfSymbol& symbol : elf.symbols) {
    if (symbol.type != SymbolType::Function || symbol.place != SymbolPlace::InSection) continue;
    const ElfSection& section = elf.sections[symbol.section];
    if (!holds_code(section)) continue;
    auto function = from_symbol(symbol, section);
    if (!function) return function.error();
    by_section[symbol.section].push_back(std::move(function).value());
  }
  std::vector<CodeFunction> all;
  std::uint64_t slots = 0;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    const ElfSection& section = elf.sections[index];
    if (!holds_code(section)) continue;
    if (section.size % kSlotBytes != 0) {
      return Error{ErrorCode::SectionMalformed,
                   fmt::format("section '{}': {} bytes of code are not a multiple of {}",
                               section.name, section.size, kSlotBytes)};
    }
    slots += section.size / kSlotBytes;
    if (slots > kMaxProgramSlots) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("section '{}': more than {} instruction slots in the object",
                               section.name, kMaxProgramSlots)};
    }
    auto& functions = by_section[index];
    if (functions.empty()) {
      functions.push_back({.name = section.name,
                           .section = index,
                           .end = static_cast<std::uint32_t>(section.size / kSlotBytes)});
    }
    std::sort(functions.begin(), functions.end(), [](const CodeFunction& a, const CodeFunction& b) {
      return std::pair(a.begin, a.name) < std::pair(b.begin, b.name);
    });
    if (auto fault = close_functions(section, functions)) return *fault;
    std::move(functions.begin(), functions.end(), std::back_inserter(all));
  }
  return all;
}

std::optional<std::uint32_t> function_beginning_at(std::span<const CodeFunction> functions,
                                                   std::uint32_t section, std::uint64_t begin) {
  const auto found = std::lower_bound(
      functions.begin(), functions.end(), std::pair<std::uint64_t, std::uint64_t>{section, begin},
      [](const CodeFunction& function, const std::pair<std::uint64_t, std::uint64_t>& key) {
        return std::pair<std::uint64_t, std::uint64_t>{function.section, function.begin} < key;
      });
  if (found == functions.end() || found->section != section || found->begin != begin) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(found - functions.begin());
}

FunctionsByName functions_by_name(std::span<const CodeFunction> functions) {
  FunctionsByName out;
  for (const CodeFunction& function : functions) {
    const auto [known, is_new] = out.try_emplace(function.name, &function);
    const CodeFunction* const first = known->second;
    const bool is_alias =
        first != nullptr && first->section == function.section && first->begin == function.begin;
    if (!is_new && !is_alias) known->second = nullptr;
  }
  return out;
}

}  // namespace assay
