// SPDX-License-Identifier: Apache-2.0
#include "ir/object/stack_sizes.hpp"

#include <algorithm>
#include <optional>

#include "ir/base/bytes.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kAddressBytes = 8;
constexpr std::uint32_t kMostBytes = 1u << 16;  // of a frame that names are looked for in

/// The number at `at`, which moves on after it; nothing when it does not end there or is too large.
std::optional<std::uint32_t> size_at(std::span<const std::uint8_t> bytes, std::uint64_t& at) {
  std::uint32_t size = 0;
  for (unsigned shift = 0; at < bytes.size() && shift < 21; shift += 7) {
    const std::uint8_t byte = bytes[at++];
    size |= (byte & 0x7fu) << shift;
    if ((byte & 0x80) == 0) return size <= kMostBytes ? std::optional(size) : std::nullopt;
  }
  return std::nullopt;
}

/// What stands in the section at the offset, if it is relocated to a place in a section of code.
std::optional<std::pair<std::uint32_t, std::uint64_t>> address_at(const ElfFile& elf,
                                                                  std::uint32_t section,
                                                                  std::uint64_t at) {
  const auto& relocations = elf.relocations[section];
  const auto found = std::ranges::lower_bound(relocations, at, {}, &ElfRelocation::offset);
  const auto held = u32_at(elf.sections[section].data, at);
  if (found == relocations.end() || found->offset != at || !held) return std::nullopt;
  const ElfSymbol& symbol = elf.symbols[found->symbol];
  if (symbol.place != SymbolPlace::InSection || !elf.sections[symbol.section].executable)
    return std::nullopt;
  const std::uint64_t addend =
      found->addend ? static_cast<std::uint64_t>(*found->addend) : std::uint64_t{*held};
  return std::pair{symbol.section, symbol.value + addend};
}

}  // namespace

StackSizes read_stack_sizes(const ElfFile& elf) {
  StackSizes sizes;
  for (std::uint32_t section = 0; section < elf.sections.size(); ++section) {
    const ElfSection& told = elf.sections[section];
    if (told.name != kStackSizesSection || told.no_bits) continue;
    for (std::uint64_t at = 0; inside(at, kAddressBytes + 1, told.data.size());) {
      const auto function = address_at(elf, section, at);
      at += kAddressBytes;
      const auto size = size_at(told.data, at);
      if (!size) break;
      if (function) sizes.emplace(*function, *size);
    }
  }
  return sizes;
}

}  // namespace assay
