// SPDX-License-Identifier: Apache-2.0
// Whether a concrete machine lies in the meaning of an abstract state (state.hpp says what that
// is), given the words of the state's symbols. Written against the meaning alone: no operation of
// the domain is used, only its data.
#pragma once

#include <optional>
#include <string>

#include "evidence/soundness/witness.hpp"
#include "evidence/soundness/world.hpp"
#include "verifier/domain/state.hpp"

namespace assay::soundness {

/// A concrete moment of a run.
struct Moment {
  const oracle::Machine& machine;
  const World& world;
};

/// What was compared, and what could not be for want of a symbol's word.
struct Compared {
  std::uint64_t states = 0;
  std::uint64_t facts = 0;
  std::uint64_t undetermined = 0;
};

/// Gives words to symbols of `state` that have none: those that a value or a link shows.
void bind_shown(const State& state, const Moment& moment, Witness& witness);
/// Nothing when the moment lies in the state; else what does not fit, in one clause.
[[nodiscard]] std::optional<std::string> misfit(const State& state, const Moment& moment,
                                                const Witness& witness, Compared& compared);

}  // namespace assay::soundness
