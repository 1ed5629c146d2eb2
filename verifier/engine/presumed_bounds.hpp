// SPDX-License-Identifier: Apache-2.0
// Which limits of offsets were presumed (presume.hpp), and not found by a test of the program.
#pragma once

#include <map>

#include "verifier/transfer/execute.hpp"

namespace assay {

class PresumedBounds {
 public:
  explicit PresumedBounds(const Environment& env) : env_(env) {}

  /// The access that was refused at `slot` is taken to lie inside its region from now on.
  void note(const State& state, std::uint32_t slot, const Finding& refusal);
  /// The access lies outside only as the limits of its offset are presumed for this very region:
  /// the test that is missing was told.
  [[nodiscard]] bool explain(const State& state, std::uint32_t slot, const Finding& refusal) const;

 private:
  [[nodiscard]] bool presumed(const State& state, const Term& term, const RegionRef& region) const;

  const Environment& env_;
  std::map<std::uint32_t, RegionRef> at_;  // by slot
};

}  // namespace assay
