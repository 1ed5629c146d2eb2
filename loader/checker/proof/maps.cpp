// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr uint8_t kWideLoad = 0x18;                 // the opcode; second slots begin with 0
constexpr uint32_t kWriteOnlyToPrograms = 1u << 8;  // a map's flag (BPF_F_WRONLY_PROG)

bool fits(const MapKindView& kind, const MapView& map) {
  if (map.role != wire::MapRole::Table) return kind.direct_value;
  return map.key_size >= kind.least_key_bytes && map.key_size <= kind.most_key_bytes &&
         map.value_size >= kind.least_value_bytes && map.value_size <= kind.most_value_bytes &&
         uint64_t{map.key_size} + map.value_size <= kind.most_of_both &&
         (map.flags & kind.needed_flags) == kind.needed_flags &&
         (map.flags & kWriteOnlyToPrograms) == 0;
}
Code check_map(const ContractView& contract, const MapView& map) {
  const MapKindView* const kind = find_map_kind(contract, map.kind);
  if (kind == nullptr) return Code::MapNotAllowed;
  return fits(*kind, map) ? Code::Ok : Code::MapDefinitionNotAllowed;
}

}  // namespace

Code check_maps(const ProgramView& program, const ContractView& contract, Work& work,
                uint32_t& slot) {
  for (slot = 0; slot < program.slots.count; ++slot) {
    if (!work.spend(1)) return Code::UnitsExceeded;
    const uint8_t* const at = program.slots.bytes + size_t{slot} * 8;
    const uint8_t source = at[1] >> 4;
    const bool names = source == wire::kWideMapIndex || source == wire::kWideMapIndexValue;
    if (at[0] != kWideLoad || !names) continue;
    const MapView& map = program.maps[u32_at(at + 4)];
    Code code = check_map(contract, map);
    if (code == Code::Ok && map.inner != wire::kNoMap)
      code = check_map(contract, program.maps[map.inner]);
    if (code != Code::Ok) return code;
  }
  return Code::Ok;
}

}  // namespace assay::checker
