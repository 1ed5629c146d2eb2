// SPDX-License-Identifier: Apache-2.0
#include "ir/program/used_maps.hpp"

#include "ir/isa/names_map.hpp"

namespace assay {

std::set<std::uint32_t> used_maps(const Program& program) {
  std::set<std::uint32_t> used;
  for (const Instruction& instruction : program.instructions) {
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    if (wide == nullptr || !names_map(*wide)) continue;
    const auto index = static_cast<std::uint32_t>(wide->value);
    used.insert(index);
    const Map& map = program.maps.at(index);
    if (map.inner) used.insert(*map.inner);
  }
  return used;
}

}  // namespace assay
