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
[[nodiscard]] Missing check(const Site& site, const Licensed&);
[[nodiscard]] Missing check(const Site& site, const OnTarget&);
[[nodiscard]] Missing check(const Site& site, const Offered& o);
[[nodiscard]] Missing check(const Site& site, const MayEndHere&);
[[nodiscard]] Missing check(const Site& site, const NoCallback&);
[[nodiscard]] Missing check(const Site& site, const FewHeld&);
[[nodiscard]] Missing check(const Site& site, const InnerMapKnown&);
[[nodiscard]] Missing check(const Site& site, const CallNests&);
[[nodiscard]] Missing check(const Site& site, const NotRunning& o);
[[nodiscard]] Missing check(const Site& site, const CalleeKnown&);
/// Where the program ends or is left at the site.
[[nodiscard]] Missing check(const Site& site, const AllReleased&);
[[nodiscard]] Missing check(const Site& site, const ResultAllowed&);
[[nodiscard]] Missing check(const Site& site, const ZeroAllowed&);

/// The helper that the instruction at the site calls. Requires that it calls one that is offered.
[[nodiscard]] const Helper& helper_of(const Site& site);

}  // namespace assay
