// SPDX-License-Identifier: Apache-2.0
// Where pointers may be kept in memory, and how they may be read back.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// Each requires that the memory which the instruction reaches is accessible.
[[nodiscard]] Missing check_whole_pointer_read(const Site& site, const Load& load);
[[nodiscard]] Missing check_kept_private(const Site& site, const Store& store);
[[nodiscard]] Missing check_whole_pointer_stored(const Site& site, const Store& store);
[[nodiscard]] Missing check_numbers_only(const Site& site, const Atomic& atomic);
[[nodiscard]] Missing check_no_pointer_changed(const Site& site, const Atomic& atomic);

}  // namespace assay
