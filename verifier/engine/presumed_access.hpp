// SPDX-License-Identifier: Apache-2.0
// Makes an access that was refused one that fits (presume.hpp).
#pragma once

#include "verifier/obligation/memory.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {

/// Changes `state` so that what the access at `slot` was refused for, `code`, holds: the pointer is
/// not null, the range lies inside its region, the bytes are written. False where that cannot be
/// said; the state is as it was then, but for copies of what cannot be an address here, which
/// become doubtful.
[[nodiscard]] bool presume_access(const Environment& env, State& state, std::uint32_t slot,
                                  const Access& access, ErrorCode code);

/// The pointer lies at a constant distance from its region's begin or another mark of it.
[[nodiscard]] bool has_fixed_offset(const State& state, const Value& pointer);

/// Changes `state` so that the pointer lies inside its region, or would, were the region as long as
/// it may be. False where that cannot be said.
[[nodiscard]] bool presume_near(const Environment& env, State& state, std::uint32_t slot,
                                const Value& pointer);

}  // namespace assay
