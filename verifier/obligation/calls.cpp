// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/calls.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/program/license.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/readable.hpp"

namespace assay {
namespace {

/// Whether the exit at the site is the program's, not a subprogram's. A tail call is, from any
/// frame: what it leaves is left for good.
bool leaves_program(const Site& site) {
  const Instruction& at = site.program.instructions.at(site.slot);
  return !std::holds_alternative<Exit>(at) || site.state.frames.size() == 1;
}

/// A result whose elements are those of the map that the helper was given.
bool gives_element(ReturnKind kind) {
  return kind == ReturnKind::MapValueOrNull || kind == ReturnKind::MapValue ||
         kind == ReturnKind::InnerMapOrNull;
}

/// `result` as the program's, where it ends at the site.
Missing check_result(const Site& site, const Value& result) {
  if (site.state.frames.size() != 1) return std::nullopt;
  const ReturnRange& range = site.contract.result;
  if (auto miss = check_readable(result)) return miss;
  if (result.is_pointer()) {
    if (!range.checked && site.contract.policy.pointer_leak_in_result) return std::nullopt;
    return Miss{ErrorCode::PointerLeakReturn};
  }
  if (!range.checked) return std::nullopt;
  const Scalar s = site.state.knowledge.evaluate_bounded(result.term());
  const std::int64_t low = range.low32 ? s.s32_min() : s.smin();
  const std::int64_t high = range.low32 ? s.s32_max() : s.smax();
  if (low >= range.min && high <= range.max) return std::nullopt;
  return Miss{ErrorCode::ReturnOutOfRange};
}

}  // namespace

const Helper& helper_of(const Site& site) {
  const Helper* helper = called_helper(site.contract, site.program.instructions.at(site.slot));
  ASSAY_CHECK(helper != nullptr, "a call of a helper that was not checked to be offered");
  return *helper;
}

Missing check(const Site& site, const Licensed&) {
  if (!has_unfit_license(site.program)) return std::nullopt;
  return Miss{ErrorCode::LicenseUnfit};
}

Missing check(const Site& site, const OnTarget&) {
  const auto& poisoned = site.program.load_time.poisoned;
  const auto it = std::ranges::lower_bound(poisoned, site.slot, {}, &PoisonedSlot::slot);
  if (it == poisoned.end() || it->slot != site.slot) return std::nullopt;
  return Miss{ErrorCode::TargetLacksType};
}

Missing check(const Site& site, const Offered& o) {
  const Helper* helper = find_helper(site.contract, static_cast<std::uint32_t>(o.helper));
  if (helper == nullptr) return Miss{ErrorCode::HelperUnknown};
  return helper->gpl_only ? check(site, Licensed{}) : std::nullopt;
}

Missing check(const Site& site, const MayEndHere&) {
  const Function& function = site.program.functions.at(function_at(site.program, site.slot));
  if (function.begin == 0 || function.returns_number) return std::nullopt;
  return Miss{ErrorCode::PlatformRefuses};
}

Missing check(const Site& site, const NoCallback&) {
  if (helper_of(site).callback_argument < 0) return std::nullopt;
  return Miss{ErrorCode::FeatureUnsupported};
}

Missing check(const Site& site, const FewHeld&) {
  if (site.state.resources.size() < kMostResources) return std::nullopt;
  return Miss{ErrorCode::TooComplex};
}

Missing check(const Site& site, const InnerMapKnown&) {
  const Helper& helper = helper_of(site);
  const auto index = map_of_call(site, helper);
  if (!index || !gives_element(helper.returns)) return std::nullopt;
  const Map& map = site.program.maps.at(*index);
  const MapKind* kind = find_map_kind(site.contract, map.kind);
  if (kind == nullptr || !kind->holds_maps || map.inner) return std::nullopt;
  return Miss{ErrorCode::MapUnknown};
}

Missing check(const Site& site, const CallNests&) {
  if (site.state.frames.size() < site.contract.limits.call_depth) return std::nullopt;
  return Miss{ErrorCode::CallTooDeep};
}

Missing check(const Site& site, const NotRunning& o) {
  const auto& frames = site.state.frames;
  if (std::ranges::find(frames, o.target, &Frame::function_begin) == frames.end())
    return std::nullopt;
  return Miss{ErrorCode::Recursion};
}

Missing check(const Site& site, const CalleeKnown&) {
  const auto* call = std::get_if<Call>(&site.program.instructions.at(site.slot));
  if (call == nullptr) return Miss{ErrorCode::CallUnknownTarget};
  return Miss{call->kind == CallKind::Kernel ? ErrorCode::FeatureUnsupported
                                             : ErrorCode::FunctionUnresolved};
}

Missing check(const Site& site, const AllReleased&) {
  if (!leaves_program(site) || site.state.resources.empty()) return std::nullopt;
  return Miss{ErrorCode::ReferenceLeaked};
}

Missing check(const Site& site, const ResultAllowed&) {
  return check_result(site, site.state.read(Reg{0}));
}

Missing check(const Site& site, const ZeroAllowed&) {
  return check_result(site, Value::scalar(Term::constant(0)));
}

}  // namespace assay
