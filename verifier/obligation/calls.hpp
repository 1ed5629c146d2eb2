// SPDX-License-Identifier: Apache-2.0
// What calls and the ends of functions demand beside their arguments.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// Objects that a program may hold at once. Resources never merge, so that a loop which acquires
/// would keep states apart without end.
inline constexpr std::size_t kMostResources = 64;

/// The license of the program, where the object says one, fits the GPL.
[[nodiscard]] Missing check_licensed(const Site& site);
[[nodiscard]] Missing check_on_target(const Site& site);
[[nodiscard]] Missing check_offered(const Site& site, std::int32_t number);
[[nodiscard]] Missing check_may_end_here(const Site& site);
[[nodiscard]] Missing check_no_callback(const Site& site);
[[nodiscard]] Missing check_few_held(const Site& site);
[[nodiscard]] Missing check_inner_map_known(const Site& site);
[[nodiscard]] Missing check_call_nests(const Site& site);
[[nodiscard]] Missing check_not_running(const Site& site, std::uint32_t target);
[[nodiscard]] Missing check_callee_known(const Site& site);
/// Where the program ends or is left at the site.
[[nodiscard]] Missing check_all_released(const Site& site);
/// `result` as the program's, where it ends at the site.
[[nodiscard]] Missing check_result(const Site& site, const Value& result);

/// The helper that the instruction at the site calls. Requires that it calls one that is offered.
[[nodiscard]] const Helper& helper_of(const Site& site);

}  // namespace assay
