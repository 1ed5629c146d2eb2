// SPDX-License-Identifier: Apache-2.0
// Random abstract states of one place, for property tests of join and inclusion.
#pragma once

#include "support/concrete.hpp"

namespace assay::testing {

/// A state over `shared` symbols (declared with the same facts in all states made with them) and
/// symbols of its own: numbers in some registers and cells, and a few comparisons learnt.
[[nodiscard]] State any_state(Dice& dice, SymbolSupply& supply,
                              const std::vector<SymbolFacts>& shared);
[[nodiscard]] std::vector<SymbolFacts> any_symbols(Dice& dice, SymbolSupply& supply, int count);
/// The machine of an assignment of the state's meaning; nothing when none was hit.
[[nodiscard]] std::optional<Machine> any_machine(Dice& dice, const State& state);
/// Whether the machine is in the state's meaning; true when that cannot be decided.
[[nodiscard]] bool means(const State& state, const Machine& machine);

}  // namespace assay::testing
