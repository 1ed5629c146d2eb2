// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/same_fault.hpp"

namespace assay {

FaultKey fault_key(const Program& program, const Finding& finding) {
  FaultKey key{finding.code, -1, 0, 0, finding.slot.value_or(~std::uint32_t{0}), finding.argument};
  if (key.slot >= program.locations.size()) return key;
  const SourceLocation& where = program.locations[key.slot];
  if (where.file < 0 || where.line == 0 || where.column == 0) return key;
  return {finding.code, where.file, where.line, where.column, 0, finding.argument};
}

}  // namespace assay
