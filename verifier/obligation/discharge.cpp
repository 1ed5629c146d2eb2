// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/discharge.hpp"

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/calls.hpp"
#include "verifier/obligation/comparison.hpp"
#include "verifier/obligation/context_access.hpp"
#include "verifier/obligation/map_rules.hpp"
#include "verifier/obligation/obligations_of.hpp"
#include "verifier/obligation/pointer_arithmetic.hpp"
#include "verifier/obligation/readable.hpp"
#include "verifier/obligation/stored_pointers.hpp"

namespace assay {
namespace {

// One check() an obligation: these, and those of the headers above.

Missing check(const Site& site, const LengthTaken&) {
  if (!is_too_long(site.program, execution_of(site.contract))) return std::nullopt;
  return Miss{ErrorCode::ProgramTooLong};
}

Missing check(const Site& site, const Readable& o) {
  return check_readable(site.state.read(o.reg));
}

Missing check(const Site& site, const Copyable& o) {
  const Value value = site.state.read(o.reg);
  return was_released(site, value) ? std::nullopt : check_readable(value);
}

Missing check(const Site& /*site*/, const Writable& o) {
  if (o.reg == kFramePointer) return Miss{ErrorCode::FramePointerWritten};
  return std::nullopt;
}

Missing check(const Site& site, const Accessible& o) {
  const Value pointer = site.state.read(o.at.base);
  if (is_context_pointer(pointer)) return check_context_access(site, pointer, o);
  return check_access(site, access_at(site.contract, o, pointer));
}

Missing check(const Site& site, const UnsignedMark& o) {
  const Value pointer = site.state.read(o.load.base);
  if (!is_context_pointer(pointer)) return std::nullopt;
  const auto offset = static_cast<std::int64_t>(pointer.term().constant_part()) + o.load.offset;
  const ContextField* field = field_at(site.contract, static_cast<std::uint32_t>(offset));
  ASSAY_CHECK(field != nullptr, "a load of the context that was not checked to be accessible");
  if (field->kind == FieldKind::Scalar) return std::nullopt;
  return Miss{ErrorCode::ContextFieldUnknown};
}

Missing check(const Site& site, const Translated& o) {
  if (execution_of(site.contract).fetch_loses_r0 && fetches_through_r0(o.atomic))
    return Miss{ErrorCode::InstructionUnsupported};
  return std::nullopt;
}

Missing check(const Site& site, const Addressable& o) {
  const Map& map = site.program.maps.at(o.map);
  // Variables of the file that can be written need memory that lasts, which not every loader gives.
  if (map.is_data && !map.read_only && !site.contract.policy.writable_globals)
    return Miss{ErrorCode::WritableDataUnsupported};
  if (map.is_data) return check_together(site.program, site.contract, o.map);
  const MapKind* kind = find_map_kind(site.contract, map.kind);
  // The address of one element's value: of which one, a map of several cannot tell.
  if (o.value && (kind == nullptr || !kind->direct_value || map.max_entries != 1))
    return Miss{ErrorCode::MapKindNotAllowed, Lack::NoDirectValue};
  if (auto miss = check_definition(site.contract, map)) return miss;
  if (auto miss = check_together(site.program, site.contract, o.map)) return miss;
  return map.inner ? check_definition(site.contract, site.program.maps.at(*map.inner))
                   : std::nullopt;
}

Missing check(const Site& site, const Defined& o) {
  if (site.program.unresolved.at(o.symbol).may_be_absent) return std::nullopt;
  return Miss{ErrorCode::FunctionUnresolved};
}

Missing check(const Site& site, const PacketLoadOffered&) {
  if (site.contract.policy.legacy_packet_access) return std::nullopt;
  return Miss{ErrorCode::InstructionUnsupported};
}

Missing check(const Site& site, const ContextInR6&) {
  const Value skb = site.state.read(Reg{6});
  if (is_context_pointer(skb) && skb.term().as_constant() == 0u) return std::nullopt;
  return Miss{ErrorCode::ArgumentWrongType};
}

Missing check(const Site& site, const PacketOffset& o) {
  if (!site.state.read(o.reg).is_pointer()) return std::nullopt;
  return Miss{ErrorCode::PointerArithmetic};
}

Missing check(const Site& site, const ArgumentReadable& o) {
  const ArgumentSite at{site, helper_of(site), o.argument};
  const Value value = at.value();
  if (at.helper.releases == static_cast<std::int32_t>(o.argument) && was_released(site, value))
    return Miss{ErrorCode::ReferenceNotHeld};
  return check_readable(value);
}

Missing check(const Site& site, const ArgumentFits& o) {
  return check_argument({site, helper_of(site), o.argument});
}

}  // namespace

Missing discharge(const Site& site, const Obligation& obligation) {
  return std::visit([&](const auto& o) { return check(site, o); }, obligation);
}

std::optional<Gap> gap_at(const Site& site) {
  const Obligations obligations = obligations_of(site.program, site.contract, site.slot);
  for (const Obligation& obligation : obligations.all()) {
    if (const auto miss = discharge(site, obligation)) return Gap{obligation, *miss};
  }
  return std::nullopt;
}

}  // namespace assay
