// SPDX-License-Identifier: Apache-2.0
// Notices that unrolling a loop will not come to its end.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "verifier/engine/relevance.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

/// Follows the rounds of outermost loops of the entry function. What the tests inside a loop depend
/// on is compared with an earlier round, the last whose number is a power of two (Brent, An
/// improved Monte Carlo factorization algorithm, 1980): where both are the same, so are all rounds
/// that follow, however many there are.
class Rounds {
 public:
  explicit Rounds(const Environment& env) : env_(env), control_(env.program, env.contract) {}

  /// A state that goes around from node `from` to the new node `to` at the same loop head. True
  /// when the loop repeats itself.
  [[nodiscard]] bool repeats(const Place& place, const State& state, std::uint32_t from,
                             std::uint32_t to);

 private:
  struct Round {
    std::uint64_t number = 0;
    std::shared_ptr<const State> compared;
  };
  /// Nothing for a head inside another loop.
  const std::optional<Relevance>& control_of(std::uint32_t head);

  const Environment& env_;
  LoopControl control_;
  std::map<std::size_t, Result<FlowGraph>> graphs_;             // by function
  std::map<std::uint32_t, std::optional<Relevance>> controls_;  // by head
  std::map<std::uint32_t, Round> rounds_;                       // by node
};

}  // namespace assay
