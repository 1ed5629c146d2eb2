// SPDX-License-Identifier: Apache-2.0
// Small safe programs with what the search claims of them, for tests that falsify the claims.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/engine/explore.hpp"
#include "verifier/engine/measures.hpp"

namespace assay::testing {

/// A program with its contract, and invariants and measures that a test may change.
struct Claims {
  Program program;
  const Contract* contract = nullptr;
  SymbolSupply symbols;
  Deducer deducer;
  std::optional<CutPoints> cuts;
  Invariants invariants;
  std::vector<Measure> measures;

  [[nodiscard]] Environment environment() {
    return {program, *contract, symbols, nullptr, nullptr, &deducer};
  }
  /// Calls f(State&) for each claimed state at `slot`.
  void at(std::uint32_t slot, const std::function<void(State&)>& f);
  /// The index of some state at `slot`.
  [[nodiscard]] std::uint32_t index_at(std::uint32_t slot) const;
};

/// Programs of slots that the tests know; see claims.cpp.
enum class Subject {
  Count,
  PacketWalk,
  NullWalk,
  Lookup,
  TwoLookups,
  Reserve,
  TwoReserves,
  Call,
  Spill,
  Order,
  FullOrder,
  Chain,
  LongChain,
  Difference,
  Tie
};

/// What the search delivers, not yet judged.
[[nodiscard]] std::unique_ptr<Claims> claims_of(Subject subject);
/// Names new targets, steps and measures that fit the states as they are now, wherever some do: the
/// claims of a search that believes what it claims.
void fit_to_states(Claims& claims);
/// Whether the final pass accepts the claims.
[[nodiscard]] bool accepted(Claims& claims);
/// All of the claims that the final pass reads, as text: two claims differ when their texts do.
[[nodiscard]] std::string text_of(const Claims& claims);

}  // namespace assay::testing
