// SPDX-License-Identifier: Apache-2.0
// Goes on behind refused obligations as if they had held, so that one search finds all faults of a
// program.
//
// This is for telling alone. No proof rests on it: the final pass executes by itself, and what is
// explored here is thrown away.
#pragma once

#include "verifier/engine/presumed_bounds.hpp"
#include "verifier/engine/same_fault.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {

class Continuation {
 public:
  explicit Continuation(const Environment& env) : env_(env), bounds_(env) {}

  /// What follows the instruction; never a refusal. One that is refused is noted, and executed in a
  /// state in which it is not (presume.hpp), else left out: what it would have made is doubtful
  /// then (doubt.hpp). Nothing that is noted rests on what is doubtful.
  [[nodiscard]] Step step(State state, std::uint32_t slot);

  /// What was noted, once a fault.
  [[nodiscard]] Faults& noted() { return noted_; }

 private:
  [[nodiscard]] Step executed(State state, std::uint32_t slot);
  [[nodiscard]] Step stored_doubt(State state, std::uint32_t slot);
  [[nodiscard]] std::optional<Step> on_doubt(State& state, std::uint32_t slot);
  [[nodiscard]] Step without(State state, std::uint32_t slot) const;

  void note(const Unmet& unmet);

  const Environment& env_;
  PresumedBounds bounds_;
  Faults noted_;
};

}  // namespace assay
