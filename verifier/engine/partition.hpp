// SPDX-License-Identifier: Apache-2.0
// Which states of one place are worth keeping apart, and what of a state is worth keeping at all.
#pragma once

#include "verifier/domain/state.hpp"
#include "verifier/engine/relevance.hpp"

namespace assay {

/// Two states at least this far apart would make something unreadable that is still read, when
/// merged.
inline constexpr unsigned kReadabilityLost = 64;

/// Forgets what the code from `slot` on does not read.
void restrict_to_live(State& state, std::uint32_t slot, const std::vector<Relevance>& relevance,
                      SymbolSupply& supply);

/// Forgets the registers and the numbers on the running frame's stack that do not decide.
void restrict_to_deciding(State& state, const Relevance& decides, SymbolSupply& supply);

/// What may be read of stack bytes that nobody wrote.
enum class UnwrittenBytes : std::uint8_t { Unreadable, Numbers };
[[nodiscard]] UnwrittenBytes unwritten_bytes(const Policy& policy);

/// How dear it is that one of two states has a pointer that is null, and the other one that is not.
enum class NullnessApart : std::uint8_t {
  LikeConstants,  // as two constants that differ
  Always,         // as what a merge makes unreadable
};

/// How much of what still decides something a merge of two states at `slot` would lose; 0: nothing.
class Distance {
 public:
  /// What is weighed differently from contract to contract, and from search to search.
  struct Weights {
    UnwrittenBytes unwritten = UnwrittenBytes::Unreadable;
    NullnessApart nullness = NullnessApart::LikeConstants;
  };
  Distance(const std::vector<Relevance>& relevance, std::uint32_t slot, const Weights& weights)
      : relevance_(relevance), slot_(slot), weights_(weights) {}

  /// The distance of two states of one place (same_skeleton), or, where it is `enough` at least,
  /// some number from `enough` on.
  [[nodiscard]] unsigned between(const State& a, const State& b, unsigned enough = ~0u);
  /// The last two were found to differ in whether a pointer is null.
  [[nodiscard]] bool nullness_differs() const { return nullness_differs_; }

 private:
  const std::vector<Relevance>& relevance_;
  std::uint32_t slot_;
  Weights weights_;
  bool nullness_differs_ = false;
};

}  // namespace assay
