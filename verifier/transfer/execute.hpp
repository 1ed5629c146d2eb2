// SPDX-License-Identifier: Apache-2.0
// One instruction on one abstract state: its obligations first (verifier/obligation), then its
// effect.
//
// Effects are total: they rest on the obligations and refuse nothing. They never join, widen or
// search. What an instruction cannot express exactly becomes a fresh symbol with the facts that
// hold.
#pragma once

#include <optional>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/state.hpp"
#include "verifier/obligation/basis.hpp"
#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"
#include "verifier/transfer/stack_use.hpp"

namespace assay {

/// What a run of transfer functions needs besides the state. References outlive the analysis.
struct Environment {
  const Program& program;
  const Contract& contract;
  SymbolSupply& symbols;
  StackUse* stack_use = nullptr;  // told what every access and call shows, where there is one
  Basis* basis = nullptr;         // told what the effects rest on, where there is one
  Advisor* advisor = nullptr;     // asked for steps beyond the base rule, where there is one
};

/// A state that goes on at `slot`.
struct Successor {
  State state;
  std::uint32_t slot = 0;
};

/// The states after an instruction; empty when the program ends there. Where an obligation is unmet
/// there are none.
struct Step {
  std::vector<Successor> next;
  std::optional<Unmet> unmet = std::nullopt;
};

/// The state in which the contract enters a program.
[[nodiscard]] State entry_state(const Environment& env);
/// Executes the instruction at `slot`. States that cannot happen are left out.
[[nodiscard]] Step execute(const Environment& env, State state, std::uint32_t slot);
/// The same in place: where `state` goes on, if it is all that follows; else `step`, which was
/// empty, says what does.
[[nodiscard]] std::optional<std::uint32_t> advance(const Environment& env, State& state,
                                                   std::uint32_t slot, Step& step);

}  // namespace assay
