// SPDX-License-Identifier: Apache-2.0
// Why a call cannot be made, or the program not be left, in words.
#pragma once

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// The types of the target lack what the call stands for.
[[nodiscard]] Finding lacking_target_finding(const Site& site);
/// The contract offers no helper of that number.
[[nodiscard]] Finding unknown_helper_finding(const Site& site, std::int32_t number);
/// The program is longer than the contract's way of execution takes.
[[nodiscard]] Finding length_finding(const Site& site);
/// `what`, a helper or a hook, is kept for programs under another license than the object's.
[[nodiscard]] Finding license_finding(const Site& site, std::string_view what);
/// A tail call or a packet load in a function whose type the platform does not take.
[[nodiscard]] Finding may_not_end_finding(const Site& site);
[[nodiscard]] Finding callback_finding(const Site& site);
/// More objects are held than Assay keeps track of.
[[nodiscard]] Finding many_held_finding(const Site& site);
[[nodiscard]] Finding inner_map_finding(const Site& site);
[[nodiscard]] Finding deep_call_finding(const Site& site);
/// The target of the call is not known, or no code that Assay models.
[[nodiscard]] Finding callee_finding(const Site& site);
/// A symbol, no function, that is not defined.
[[nodiscard]] Finding undefined_symbol_finding(const Site& site, const Defined& defined);

/// The program is left with objects that helpers gave it.
[[nodiscard]] Finding leak_finding(const Site& site);
/// The program ends with `result`, which the contract does not allow.
[[nodiscard]] Finding result_finding(const Site& site, const Value& result, const Miss& miss);

}  // namespace assay
