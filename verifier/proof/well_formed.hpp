// SPDX-License-Identifier: Apache-2.0
// Whether a state from outside keeps the invariants of the domain's data structures.
//
// The transfer functions rely on these for states that they made themselves. An invariant is only
// claimed: a claim that breaks them could mean something else to the inclusion test than to the
// walk (a replacement that no one compared, an identity that the next helper hands out again).
#pragma once

#include "verifier/proof/invariant.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {

/// What claimed states are measured against.
struct ClaimLimits {
  std::uint32_t symbols = 0;  // symbols from here on are fresh to the final pass
  State entry;                // as the contract enters the program
};

/// The invariant's place fits its state, and the state keeps the invariants of state.hpp,
/// knowledge.hpp and stack.hpp: feasible, nothing left to rewrite, every symbol declared, every
/// identity already handed out and far from wrapping around, facts and bounds in range, each region
/// and each return address one that the program has, marks as many as the contract says.
[[nodiscard]] bool well_formed(const Environment& env, const Invariant& invariant,
                               const ClaimLimits& limits);

}  // namespace assay
