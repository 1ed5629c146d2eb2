// SPDX-License-Identifier: Apache-2.0
// Whether obligations hold in a state.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// Nothing when the obligation, one of the instruction at the site's slot, holds there. Requires
/// that those before it hold (obligations_of.hpp).
[[nodiscard]] Missing discharge(const Site& site, const Obligation& obligation);

/// The first obligation of the instruction that does not hold; nothing when all do.
[[nodiscard]] std::optional<Gap> gap_at(const Site& site);

}  // namespace assay
