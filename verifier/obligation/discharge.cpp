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

Missing check_addressable(const Site& site, const Addressable& address) {
  const Map& map = site.program.maps.at(address.map);
  // Variables of the file that can be written need memory that lasts, which not every loader gives.
  if (map.is_data && !map.read_only && !site.contract.policy.writable_globals)
    return Miss{ErrorCode::WritableDataUnsupported};
  if (map.is_data) return check_together(site.program, site.contract, address.map);
  const MapKind* kind = find_map_kind(site.contract, map.kind);
  // The address of one element's value: of which one, a map of several cannot tell.
  if (address.value && (kind == nullptr || !kind->direct_value || map.max_entries != 1))
    return Miss{ErrorCode::MapKindNotAllowed, Lack::NoDirectValue};
  if (auto miss = check_definition(site.contract, map)) return miss;
  if (auto miss = check_together(site.program, site.contract, address.map)) return miss;
  return map.inner ? check_definition(site.contract, site.program.maps.at(*map.inner))
                   : std::nullopt;
}

class Judge {
 public:
  explicit Judge(const Site& site) : site_(site), state_(site.state) {}

  Missing operator()(const Licensed&) const { return check_licensed(site_); }
  Missing operator()(const Readable& o) const { return check_readable(state_.read(o.reg)); }
  Missing operator()(const Copyable& o) const {
    const Value value = state_.read(o.reg);
    return was_released(site_, value) ? std::nullopt : check_readable(value);
  }
  Missing operator()(const Writable& o) const {
    if (o.reg == kFramePointer) return Miss{ErrorCode::FramePointerWritten};
    return std::nullopt;
  }
  Missing operator()(const ConstantTaken& o) const { return check_constant(site_, o.alu); }
  Missing operator()(const ContextKept& o) const { return check_context_kept(site_, o.alu); }
  Missing operator()(const Computable& o) const { return check_arithmetic(site_, o.alu); }
  Missing operator()(const Comparable& o) const { return check_comparison(site_, o.jump); }

  Missing operator()(const Accessible& o) const {
    const Value pointer = state_.read(o.at.base);
    if (is_context_pointer(pointer)) return check_context_access(site_, pointer, o);
    return check_access(site_, access_at(site_.contract, o, pointer));
  }
  Missing operator()(const UnsignedMark& o) const {
    const Value pointer = state_.read(o.load.base);
    if (!is_context_pointer(pointer)) return std::nullopt;
    const auto offset = static_cast<std::int64_t>(pointer.term().constant_part()) + o.load.offset;
    const ContextField* field = field_at(site_.contract, static_cast<std::uint32_t>(offset));
    ASSAY_CHECK(field != nullptr, "a load of the context that was not checked to be accessible");
    if (field->kind == FieldKind::Scalar) return std::nullopt;
    return Miss{ErrorCode::ContextFieldUnknown};
  }
  Missing operator()(const WholePointerRead& o) const {
    return check_whole_pointer_read(site_, o.load);
  }
  Missing operator()(const KeptPrivate& o) const { return check_kept_private(site_, o.store); }
  Missing operator()(const WholePointerStored& o) const {
    return check_whole_pointer_stored(site_, o.store);
  }
  Missing operator()(const NumbersOnly& o) const { return check_numbers_only(site_, o.atomic); }
  Missing operator()(const NoPointerChanged& o) const {
    return check_no_pointer_changed(site_, o.atomic);
  }
  Missing operator()(const Translated& o) const {
    if (execution_of(site_.contract).fetch_loses_r0 && fetches_through_r0(o.atomic))
      return Miss{ErrorCode::InstructionUnsupported};
    return std::nullopt;
  }

  Missing operator()(const Addressable& o) const { return check_addressable(site_, o); }
  Missing operator()(const Defined& o) const {
    if (site_.program.unresolved.at(o.symbol).may_be_absent) return std::nullopt;
    return Miss{ErrorCode::FunctionUnresolved};
  }

  Missing operator()(const MayEndHere&) const { return check_may_end_here(site_); }
  Missing operator()(const PacketLoadOffered&) const {
    if (site_.contract.policy.legacy_packet_access) return std::nullopt;
    return Miss{ErrorCode::InstructionUnsupported};
  }
  Missing operator()(const ContextInR6&) const {
    const Value skb = state_.read(Reg{6});
    if (is_context_pointer(skb) && skb.term().as_constant() == 0u) return std::nullopt;
    return Miss{ErrorCode::ArgumentWrongType};
  }
  Missing operator()(const PacketOffset& o) const {
    if (!state_.read(o.reg).is_pointer()) return std::nullopt;
    return Miss{ErrorCode::PointerArithmetic};
  }

  Missing operator()(const OnTarget&) const { return check_on_target(site_); }
  Missing operator()(const Offered& o) const { return check_offered(site_, o.helper); }
  Missing operator()(const NoCallback&) const { return check_no_callback(site_); }
  Missing operator()(const ArgumentReadable& o) const {
    const ArgumentSite at{site_, helper_of(site_), o.argument};
    const Value value = at.value();
    if (at.helper.releases == static_cast<std::int32_t>(o.argument) && was_released(site_, value))
      return Miss{ErrorCode::ReferenceNotHeld};
    return check_readable(value);
  }
  Missing operator()(const ArgumentFits& o) const {
    return check_argument({site_, helper_of(site_), o.argument});
  }
  Missing operator()(const AllReleased&) const { return check_all_released(site_); }
  Missing operator()(const FewHeld&) const { return check_few_held(site_); }
  Missing operator()(const InnerMapKnown&) const { return check_inner_map_known(site_); }
  Missing operator()(const CallNests&) const { return check_call_nests(site_); }
  Missing operator()(const NotRunning& o) const { return check_not_running(site_, o.target); }
  Missing operator()(const CalleeKnown&) const { return check_callee_known(site_); }
  Missing operator()(const ResultAllowed&) const {
    return check_result(site_, state_.read(Reg{0}));
  }
  Missing operator()(const ZeroAllowed&) const {
    return check_result(site_, Value::scalar(Term::constant(0)));
  }

 private:
  const Site& site_;
  const State& state_;
};

}  // namespace

Missing discharge(const Site& site, const Obligation& obligation) {
  return std::visit(Judge(site), obligation);
}

std::optional<Gap> gap_at(const Site& site) {
  const Obligations obligations = obligations_of(site.program, site.contract, site.slot);
  for (const Obligation& obligation : obligations.all()) {
    if (const auto miss = discharge(site, obligation)) return Gap{obligation, *miss};
  }
  return std::nullopt;
}

}  // namespace assay
