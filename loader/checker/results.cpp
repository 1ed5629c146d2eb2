// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/results.hpp"

namespace assay::checker {

assay_check_bytes shown(Bytes bytes) { return {bytes.data, bytes.size}; }

assay_checked_map shown(const MapView& map) {
  return {shown(map.name),
          map.kind,
          map.key_size,
          map.value_size,
          map.max_entries,
          map.flags,
          map.inner,
          static_cast<uint32_t>(map.role),
          static_cast<uint32_t>(map.contents),
          shown(map.value),
          shown(map.settings),
          shown(map.kept)};
}

assay_checked_program shown(const ProgramView& program) {
  const Bytes slots{program.slots.bytes, size_t{program.slots.count} * 8};
  return {shown(program.name), shown(program.section), shown(slots), 0,
          program.worst_case,  program.context_bytes};
}

void set_place(assay_check_result& result, assay_check_place kind, uint64_t place) {
  result.place_kind = kind;
  result.place = place;
}

}  // namespace assay::checker
