// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/call_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/absent.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/calls.hpp"

namespace assay {
namespace {

/// " ('bpf_skb_pull_data')" where another hook of the platform offers a helper of that number.
/// Numbers from 2^16 on mean something else at each hook.
std::string name_elsewhere(const Contract& contract, std::int64_t number) {
  if (number < 0 || number >= 1 << 16) return {};
  const std::string name = helper_name(contract.platform, static_cast<std::uint32_t>(number));
  return name.empty() ? "" : " ('" + name_in_c(name) + "')";
}

Finding kernel_function(const Site& site) {
  Finding f =
      refuse(site, ErrorCode::FeatureUnsupported,
             "this calls a kernel function by its number (kfunc), which Assay does not support");
  f.suggestion = "use a helper that does the same, if there is one";
  return f;
}

/// A call that nothing in the object answers.
Finding undefined_function(const Site& site, const ExternalSymbol& function) {
  Finding f =
      refuse(site, ErrorCode::FunctionUnresolved,
             "the function '" + function.name + "' is not defined in the object" +
                 (function.may_be_absent ? ", and a kernel that has it reaches this call" : ""));
  if (function.may_be_absent)
    f.suggestion = "remove the call: Assay does not know what kernel functions do";
  return f;
}

/// The kind of argument that takes back what the helper acquired.
ArgKind kind_of_release(const Helper* acquiring) {
  if (acquiring == nullptr) return ArgKind::AllocatedMemory;
  if (acquiring->returns == ReturnKind::SocketOrNull) return ArgKind::SocketReference;
  const bool makes = std::ranges::find(acquiring->args, ArgKind::NewObject, &Argument::kind) !=
                     acquiring->args.end();
  return makes ? ArgKind::StackObject : ArgKind::AllocatedMemory;
}

/// What to do about a reference that is not released: the helpers of the contract that take back
/// what such a helper returns.
std::string leak_repair(const Contract& contract, const Helper* acquiring) {
  const ArgKind taken = kind_of_release(acquiring);
  std::string names;
  for (const Helper& helper : contract.helpers) {
    if (helper.releases < 0 ||
        helper.args.at(static_cast<std::size_t>(helper.releases)).kind != taken)
      continue;
    names += (names.empty() ? "'" : " or '") + name_in_c(helper.name) + "'";
  }
  if (names.empty()) return std::string(error_repair(ErrorCode::ReferenceLeaked));
  return "call " + names + " on every path from there to the end, also before an early return";
}

/// What the result may be: of 32 bits where the contract judges so many, and they say anything.
std::string describe_result(const Site& site, const Term& result) {
  const Scalar whole = site.state.knowledge.evaluate_bounded(result);
  const Scalar low = Scalar::signed_range(whole.s32_min(), whole.s32_max());
  const bool told = low.smin() != INT32_MIN || low.smax() != INT32_MAX;
  return describe_range(site.contract.result.low32 && told ? low : whole);
}

}  // namespace

Finding lacking_target_finding(const Site& site) {
  const auto& poisoned = site.program.load_time.poisoned;
  const auto it = std::ranges::lower_bound(poisoned, site.slot, {}, &PoisonedSlot::slot);
  ASSAY_CHECK(it != poisoned.end() && it->slot == site.slot, "an instruction that lacks nothing");
  return refuse(site, ErrorCode::TargetLacksType,
                "the target lacks what this instruction needs: " + it->lacks);
}

Finding unknown_helper_finding(const Site& site, std::int32_t number) {
  const Contract& contract = site.contract;
  const std::string why = why_absent(contract, static_cast<std::uint32_t>(number));
  Finding f = refuse(site, ErrorCode::HelperUnknown,
                     fmt::format("{} offers no helper number {}{}", contract.name, number,
                                 why.empty() ? name_elsewhere(contract, number) : ": " + why));
  f.suggestion = fmt::format(
      "use a helper that 'assay contract show {}' lists; if the program is meant for another hook, "
      "select it with --contract",
      contract.name);
  return f;
}

Finding license_finding(const Site& site, std::string_view what) {
  return refuse(site, ErrorCode::LicenseUnfit,
                fmt::format("'{}' is for programs under a license that fits the GPL, and the "
                            "object's is '{}'",
                            what, site.program.license.value_or("")));
}

Finding length_finding(const Site& site) {
  const std::uint64_t slots = site.program.instructions.size();
  const std::uint64_t copied = std::max(slots, site.program.copied_slots);
  const std::string copies =
      copied == slots ? ""
                      : fmt::format(", {} where the platform copies functions to their callers",
                                    grouped(copied));
  return refuse(
      site, ErrorCode::ProgramTooLong,
      fmt::format("the program has {} instructions{}, and of more than {} the platform "
                  "runs others than these",
                  grouped(slots), copies, grouped(execution_of(site.contract).most_slots)));
}

Finding may_not_end_finding(const Site& site) {
  const Function& function = site.program.functions.at(function_at(site.program, site.slot));
  const bool calls = std::holds_alternative<Call>(site.program.instructions.at(site.slot));
  Finding f =
      refuse(site, ErrorCode::PlatformRefuses,
             fmt::format(
                 "{} may end the program inside '{}', of which no type says that it returns a "
                 "number: {} refuses that",
                 calls ? "this tail call" : "this packet load", function.name, site.contract.name));
  f.suggestion = "let the function return int, or inline it (__always_inline)";
  return f;
}

Finding callback_finding(const Site& site) {
  Finding f = refuse(site, ErrorCode::FeatureUnsupported,
                     "'" + name_in_c(helper_of(site).name) +
                         "' calls back into the program, which Assay does not support yet");
  f.suggestion = "write a loop with a constant limit that calls the function";
  return f;
}

Finding many_held_finding(const Site& site) {
  Finding f =
      refuse(site, ErrorCode::TooComplex,
             fmt::format("'{}' is called while {} references are held, and Assay cannot track more",
                         name_in_c(helper_of(site).name), kMostResources));
  f.suggestion = "release each reference in the round of the loop that acquired it";
  return f;
}

Finding inner_map_finding(const Site& site) {
  const auto map = map_of_call(site, helper_of(site));
  ASSAY_CHECK(map, "a call that gives elements of no map");
  return refuse(site, ErrorCode::MapUnknown,
                "the inner maps of map '" + site.program.maps.at(*map).name +
                    "' are not defined in the object");
}

Finding deep_call_finding(const Site& site) {
  return refuse(site, ErrorCode::CallTooDeep,
                fmt::format("this call needs more than the {} frames that {} allows",
                            site.contract.limits.call_depth, site.contract.name));
}

Finding callee_finding(const Site& site) {
  const auto* call = std::get_if<Call>(&site.program.instructions.at(site.slot));
  if (call == nullptr) {
    return refuse(site, ErrorCode::CallUnknownTarget,
                  "the target of this indirect call is not known");
  }
  if (call->kind == CallKind::Kernel) return kernel_function(site);
  return undefined_function(site,
                            site.program.unresolved.at(static_cast<std::size_t>(call->target)));
}

Finding undefined_symbol_finding(const Site& site, const Defined& defined) {
  Finding f = refuse(site, ErrorCode::FunctionUnresolved,
                     "the symbol '" + site.program.unresolved.at(defined.symbol).name +
                         "' is not defined in the object");
  f.suggestion =
      "define it in this object, or drop 'extern'; Assay does not know what a loader would fill in "
      "(__ksym)";
  return f;
}

Finding leak_finding(const Site& site) {
  const std::uint32_t acquired = site.state.resources.front().acquired_at;
  const std::string helper = "'" + helper_at(site, acquired) + "'";
  Finding f = refuse(site, ErrorCode::ReferenceLeaked,
                     "a path ends here without releasing the reference acquired by " + helper);
  f.notes.push_back({at_slot(acquired), "acquired here by " + helper});
  f.suggestion = leak_repair(site.contract,
                             called_helper(site.contract, site.program.instructions.at(acquired)));
  return f;
}

Finding result_finding(const Site& site, const Value& result, const Miss& miss) {
  if (!result.is_readable()) {
    const std::string_view reg = is_assembly(site.program, site.slot) ? " (r0)" : "";
    return refuse_unreadable(site, fmt::format("the program exits here, but its result{}", reg),
                             result);
  }
  if (result.is_pointer())
    return refuse(site, miss.code, "the program returns " + describe_value(site, result));
  const ReturnRange& range = site.contract.result;
  const std::string allowed =
      range.min == range.max
          ? "only " + grouped_signed(range.min)
          : fmt::format("{} to {}", grouped_signed(range.min), grouped_signed(range.max));
  Finding f =
      refuse(site, miss.code,
             fmt::format("the result is {}, but {} allows {}", describe_result(site, result.term()),
                         site.contract.name, allowed));
  explain_origin(site, result.term(), f);
  if (!site.state.knowledge.evaluate_bounded(result.term()).as_constant())
    f.suggestion = "test the value before it is returned, or return a constant: " + allowed;
  return f;
}

}  // namespace assay
