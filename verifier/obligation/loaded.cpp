// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/loaded.hpp"

#include <algorithm>
#include <limits>

#include "ir/base/check.hpp"

namespace assay {
namespace {

// Numbers of the code: their index, twice, and 1 more where all bits are meant. Data: bit 63; from
// bit 32 the map; from bit 4 the offset; the size.
constexpr std::uint64_t kDataKey = std::uint64_t{1} << 63;
constexpr std::uint64_t kMostMap = (std::uint64_t{1} << 31) - 1;

}  // namespace

std::uint64_t key_of_number(const Program& program, const LoadTimeUse& use) {
  return std::uint64_t{use.number} * 2 + (takes_wide(program, use) ? 1 : 0);
}

std::optional<std::uint32_t> number_of_key(std::uint64_t key) {
  if ((key & kDataKey) != 0) return std::nullopt;
  return static_cast<std::uint32_t>(key / 2);
}

std::uint64_t key_of_data(const DataPlace& place) {
  ASSAY_CHECK(place.offset < kMostDataOffset && place.map <= kMostMap && place.size < 16,
              "data too large for a key");
  return kDataKey | std::uint64_t{place.map} << 32 | place.offset << 4 | place.size;
}

std::optional<DataPlace> data_of_key(std::uint64_t key) {
  if ((key & kDataKey) == 0) return std::nullopt;
  return DataPlace{static_cast<std::uint32_t>(key >> 32 & kMostMap),
                   key >> 4 & (kMostDataOffset - 1), static_cast<std::uint32_t>(key & 15)};
}

const LoadTimeUse* loaded_immediate_at(const Program& program, std::uint32_t slot) {
  const auto& uses = program.load_time.uses;
  if (uses.empty()) return nullptr;
  const auto it = std::ranges::lower_bound(uses, slot, {}, &LoadTimeUse::slot);
  if (it == uses.end() || it->slot != slot) return nullptr;
  const Instruction& at = program.instructions.at(slot);
  const auto* alu = std::get_if<Alu>(&at);
  const auto* wide = std::get_if<LoadImm64>(&at);
  const bool has_number = (alu != nullptr && std::holds_alternative<Imm>(alu->src)) ||
                          (wide != nullptr && wide->kind == WideKind::Immediate);
  return has_number ? &*it : nullptr;
}

bool takes_wide(const Program& program, const LoadTimeUse& use) {
  constexpr std::uint64_t kMostSigned32 = std::numeric_limits<std::int32_t>::max();
  return program.load_time.numbers.at(use.number).max > kMostSigned32 &&
         std::holds_alternative<LoadImm64>(program.instructions.at(use.slot));
}

ObjectOffset in_object_layout(const Program& program, const State& state, const Term& offset) {
  ObjectOffset out{offset, {}};
  if (program.load_time.numbers.empty()) return out;
  for (const LoadedNumber& loaded : state.loaded) {
    const auto symbol = loaded.term.as_symbol();
    const auto index = number_of_key(loaded.key);
    if (!index || !symbol || out.term.coefficient_of(*symbol) == 0) continue;
    const LoadTimeNumber& number = program.load_time.numbers.at(*index);
    if (number.layout.empty()) continue;
    const auto replaced = out.term.substitute(*symbol, Term::constant(number.in_object));
    ASSAY_CHECK(replaced.has_value(), "a constant needs no room in a term");
    out.term = *replaced;
    out.numbers.push_back(*index);
  }
  return out;
}

}  // namespace assay
