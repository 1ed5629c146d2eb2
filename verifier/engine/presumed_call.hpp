// SPDX-License-Identifier: Apache-2.0
// Makes the arguments of a helper call ones that fit (presume.hpp).
#pragma once

#include "ir/contract/contract.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {

/// Changes `state`, in which a call of `helper` at `slot` was refused, so that what it was refused
/// for holds of the argument that the gap is about. False where that cannot be said.
[[nodiscard]] bool presume_call(const Environment& env, State& state, std::uint32_t slot,
                                const Helper& helper, const Gap& gap);

/// Puts arguments that fit in the place of doubtful ones; false where none is known.
[[nodiscard]] bool replace_doubtful(State& state, const Helper& helper);

/// The state after a call of which nothing is known but, where it is not null, the prototype:
/// memory that it was given is written, what it returns may be anything.
void leave_out_call(const Environment& env, State& state, std::uint32_t slot, const Helper* helper);

}  // namespace assay
