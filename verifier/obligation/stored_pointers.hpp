// SPDX-License-Identifier: Apache-2.0
// Where pointers may be kept in memory, and how they may be read back.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// Each requires that the memory which the instruction reaches is accessible.
[[nodiscard]] Missing check(const Site& site, const WholePointerRead& o);
[[nodiscard]] Missing check(const Site& site, const KeptPrivate& o);
[[nodiscard]] Missing check(const Site& site, const WholePointerStored& o);
[[nodiscard]] Missing check(const Site& site, const NumbersOnly& o);
[[nodiscard]] Missing check(const Site& site, const NoPointerChanged& o);

}  // namespace assay
