// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/same_fault.hpp"

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/engine/argument_of.hpp"

namespace assay {

namespace {

/// Faults of what is used, not of where: each place says the same of it.
bool concerns_a_definition(ErrorCode code) {
  return code == ErrorCode::FunctionUnresolved || code == ErrorCode::HelperUnknown ||
         code == ErrorCode::FeatureUnsupported || code == ErrorCode::WritableDataUnsupported ||
         code == ErrorCode::MapKindUnknown || code == ErrorCode::MapFlagsNotAllowed ||
         code == ErrorCode::MapNotForHook;
}

Definition definition_of(const Program& program, const Unmet& unmet) {
  using Kind = Definition::Kind;
  if (const auto* address = std::get_if<Addressable>(&unmet.gap.failed))
    return {Kind::Map, address->map, unmet.gap.miss.detail};
  if (const auto* defined = std::get_if<Defined>(&unmet.gap.failed))
    return {Kind::Symbol, defined->symbol};
  const auto* call = std::get_if<Call>(&program.instructions.at(unmet.slot));
  ASSAY_CHECK(call != nullptr, "a definition that is neither addressed nor called");
  const auto target = static_cast<std::uint64_t>(call->target);
  if (call->kind == CallKind::Unresolved) return {Kind::Function, target};
  if (call->kind == CallKind::Kernel) return {Kind::KernelFunction};
  const std::uint32_t argument = argument_of(unmet.gap);
  if (argument == 0) return {Kind::Helper, target};
  if (unmet.gap.code() == ErrorCode::FeatureUnsupported) return {Kind::Argument, target, argument};
  const Value value = unmet.state.read(Reg{static_cast<std::uint8_t>(argument)});
  const auto* handle = value.into<MapHandle>();
  ASSAY_CHECK(handle != nullptr, "a map that is wrongly defined is no map");
  return {Kind::Map, handle->map, unmet.gap.miss.detail};
}

void set_place(const Program& program, std::optional<std::uint32_t> slot, FaultKey& key) {
  key.slot = slot.value_or(~std::uint32_t{0});
  if (key.slot >= program.locations.size()) return;
  const SourceLocation& where = program.locations[key.slot];
  if (where.file < 0 || where.line == 0 || where.column == 0) return;
  key.file = where.file;
  key.line = where.line;
  key.column = where.column;
  key.slot = 0;
}

}  // namespace

FaultKey fault_key(const Program& program, const Unmet& unmet) {
  FaultKey key;
  key.code = unmet.gap.code();
  // A program has one license, and an object one list of maps.
  if (key.code == ErrorCode::LicenseUnfit || key.code == ErrorCode::MapsOfOneType) return key;
  if (concerns_a_definition(key.code)) {
    key.about = definition_of(program, unmet);
    return key;
  }
  key.argument = argument_of(unmet.gap);
  set_place(program, unmet.slot, key);
  return key;
}

FaultKey fault_key(const Program& program, const Cause& cause) {
  if (const auto* unmet = std::get_if<Unmet>(&cause)) return fault_key(program, *unmet);
  FaultKey key;
  key.code = code_of(cause);
  set_place(program, slot_of(cause), key);
  return key;
}

}  // namespace assay
