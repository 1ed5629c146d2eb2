// SPDX-License-Identifier: Apache-2.0
// Makes a refused obligation hold, for who goes on as if it had (continuation.hpp).
#pragma once

#include "verifier/transfer/execute.hpp"

namespace assay {

/// Changes `state`, in which the instruction at `slot` was refused, towards one in which what it
/// was refused for holds: an offset lies in its range, a pointer is not null, memory is written, an
/// argument is one that fits. False where that cannot be said; the state may have changed then,
/// too, but is feasible.
[[nodiscard]] bool presume(const Environment& env, State& state, std::uint32_t slot,
                           const Gap& gap);

}  // namespace assay
