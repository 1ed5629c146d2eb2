// SPDX-License-Identifier: Apache-2.0
// The last step of the search: what of the invariants does not re-establish itself is taken back,
// until the rest does (Flanagan and Leino, Houdini, 2001).
//
// Inclusion is shown, not decided, so what holds by way of a third state may not be seen to hold
// directly. The last round records the steps beyond the base rule that the final pass will need.
// Nothing here is trusted: the final pass judges what comes out.
#pragma once

#include "verifier/engine/deducer.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

/// Weakens `invariants` in place, at most a fixed number of rounds, and sets their steps. Requires
/// env.advisor == &deducer.
void weaken_until_inductive(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                            std::uint64_t max_steps, Deducer& deducer);

}  // namespace assay
