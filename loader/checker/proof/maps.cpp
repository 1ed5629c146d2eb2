// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr uint8_t kWideLoad = 0x18;                 // the opcode; second slots begin with 0
constexpr uint32_t kWriteOnlyToPrograms = 1u << 8;  // a map's flag (BPF_F_WRONLY_PROG)

bool within(const SizeRuleView& rule, uint32_t number) {
  return number >= rule.least && number <= rule.most && number % rule.multiple == 0;
}

bool has_entries(const MapKindView& kind, uint32_t entries) {
  return within(kind.entries, entries) && (is_power(entries) || !kind.power_of_two);
}

bool fits(const MapKindView& kind, const MapView& map) {
  if ((map.flags & kWriteOnlyToPrograms) != 0) return false;
  if (map.role != wire::MapRole::Table) return kind.direct_value;
  if (map.inner != wire::kNoMap && !kind.holds_maps) return false;
  return within(kind.key_bytes, map.key_size) && within(kind.value_bytes, map.value_size) &&
         uint64_t{map.key_size} + map.value_size <= kind.most_of_both &&
         has_entries(kind, map.max_entries) &&
         (map.flags & kind.needed_flags) == kind.needed_flags &&
         (map.flags & ~kind.known_flags) == 0;
}

Code check_map(const ContractView& contract, const MapView& map) {
  const MapKindView* const kind = find_map_kind(contract, map.kind);
  if (kind == nullptr) return Code::MapNotAllowed;
  return fits(*kind, map) ? Code::Ok : Code::MapDefinitionNotAllowed;
}

/// The map that the instruction at the slot names, or kNoMap.
uint32_t named_at(const ProgramView& program, uint32_t slot) {
  const uint8_t* const at = program.slots.bytes + size_t{slot} * 8;
  const uint8_t source = at[1] >> 4;
  const bool names = source == wire::kWideMapIndex || source == wire::kWideMapIndexValue;
  return at[0] == kWideLoad && names ? u32_at(at + 4) : wire::kNoMap;
}

/// Of a kind of which a program has one map it names no second.
Code check_alone(const ProgramView& program, const MapKindView& kind, Work& work, uint32_t& slot) {
  uint32_t known = wire::kNoMap;
  for (slot = 0; slot < program.slots.count; ++slot) {
    if (!work.spend(1)) return Code::UnitsExceeded;
    const uint32_t map = named_at(program, slot);
    if (map == wire::kNoMap || program.maps[map].kind != kind.number) continue;
    if (known != wire::kNoMap && map != known) return Code::MapNotAllowed;
    known = map;
  }
  return Code::Ok;
}

}  // namespace

Code check_maps(const ProgramView& program, const ContractView& contract, Work& work,
                uint32_t& slot) {
  for (slot = 0; slot < program.slots.count; ++slot) {
    if (!work.spend(1)) return Code::UnitsExceeded;
    const uint32_t index = named_at(program, slot);
    if (index == wire::kNoMap) continue;
    const MapView& map = program.maps[index];
    Code code = check_map(contract, map);
    if (code == Code::Ok && map.inner != wire::kNoMap)
      code = check_map(contract, program.maps[map.inner]);
    if (code != Code::Ok) return code;
  }
  for (uint32_t i = 0; i < contract.map_kind_count; ++i) {
    if (!contract.map_kinds[i].one_a_program) continue;
    const Code code = check_alone(program, contract.map_kinds[i], work, slot);
    if (code != Code::Ok) return code;
  }
  return Code::Ok;
}

}  // namespace assay::checker
