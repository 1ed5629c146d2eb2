// SPDX-License-Identifier: Apache-2.0
// Which recorded steps a check needs, found by trial.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace assay {

/// Marks in `without` as many steps as can be left out, so that `passes`, which reads it, still
/// holds. Requires that it holds at first. Halves what cannot be left out whole; tries that at most
/// so often, and keeps what is left then.
void cut_steps(std::vector<bool>& without, std::uint64_t most_trials,
               const std::function<bool()>& passes);

}  // namespace assay
