// SPDX-License-Identifier: Apache-2.0
// The functions of an object's code sections, as its symbols cut them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

inline constexpr std::uint64_t kSlotBytes = 8;
/// The opcodes that relocations are asked for at (RFC 9669, sections 5.4 and 4.3.1).
inline constexpr std::uint8_t kWideLoad = 0x18;
inline constexpr std::uint8_t kCall = 0x85;
/// The source of a call of a function of the program (RFC 9669, section 4.3.2).
inline constexpr std::uint8_t kSourceIsLocalCall = 1;

/// Slots [begin, end) of a code section.
struct CodeFunction {
  std::string_view name;  // into the object's bytes
  std::uint32_t section = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool local = false;       // its symbol has local binding
  bool hidden = false;      // its symbol is not local, and hidden from other objects
  bool has_symbol = false;  // false: loaders find no program there
};

/// All functions, sorted by section and begin; two of them are disjoint, or, in `.text`, aliases of
/// the same slots: elsewhere libbpf relocates one of them and loads both. A section without a
/// function symbol is one function that is named after it. Errors: SectionMalformed,
/// SymbolMalformed, LimitExceeded.
[[nodiscard]] Result<std::vector<CodeFunction>> find_functions(const ElfFile& elf);

/// Index of the first function of `section` that begins at slot `begin`; nothing when none does.
[[nodiscard]] std::optional<std::uint32_t> function_beginning_at(
    std::span<const CodeFunction> functions, std::uint32_t section, std::uint64_t begin);

/// The function of each name; null where functions of one name begin at several places. They
/// outlive it.
using FunctionsByName = std::map<std::string_view, const CodeFunction*>;
[[nodiscard]] FunctionsByName functions_by_name(std::span<const CodeFunction> functions);

}  // namespace assay
