// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/same_fault.hpp"

namespace assay {

namespace {

/// Faults of what is used, not of where: each place says the same of it.
bool concerns_a_definition(ErrorCode code) {
  return code == ErrorCode::FunctionUnresolved || code == ErrorCode::HelperUnknown ||
         code == ErrorCode::FeatureUnsupported || code == ErrorCode::WritableDataUnsupported ||
         code == ErrorCode::MapKindUnknown || code == ErrorCode::MapFlagsNotAllowed;
}

}  // namespace

FaultKey fault_key(const Program& program, const Finding& finding) {
  FaultKey key;
  key.code = finding.code;
  if (concerns_a_definition(finding.code)) {
    key.about = finding.message;
    return key;
  }
  key.argument = finding.argument;
  key.slot = finding.slot.value_or(~std::uint32_t{0});
  if (key.slot >= program.locations.size()) return key;
  const SourceLocation& where = program.locations[key.slot];
  if (where.file < 0 || where.line == 0 || where.column == 0) return key;
  key.file = where.file;
  key.line = where.line;
  key.column = where.column;
  key.slot = 0;
  return key;
}

}  // namespace assay
