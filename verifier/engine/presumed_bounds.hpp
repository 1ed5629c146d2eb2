// SPDX-License-Identifier: Apache-2.0
// Which limits of accesses were presumed (presume.hpp), and not found by a test of the program.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "verifier/transfer/execute.hpp"

namespace assay {

/// A presumed limit is known again by the region, by where the numbers of the access's end were
/// made and how often each counts, and by how far before the region's end it holds that sum.
/// Symbols have other names behind a merge; these stay.
class PresumedBounds {
 public:
  explicit PresumedBounds(const Environment& env) : env_(env) {}

  /// The access that was refused at `slot` was made to lie inside its region in `state`.
  void note(const State& state, std::uint32_t slot, const Gap& gap);
  /// The access lies outside only as the limits of its offset are presumed for this very region:
  /// the test that is missing was told.
  [[nodiscard]] bool explain(const State& state, std::uint32_t slot, const Gap& gap) const;

 private:
  using Parts = std::vector<std::pair<std::uint32_t, std::uint64_t>>;  // made at, coefficient
  using Limit = std::tuple<Pointee, Parts, Int128>;

  [[nodiscard]] std::optional<Limit> limit_of(const State& state, std::uint32_t slot,
                                              const Value& pointer, const Term& size) const;
  [[nodiscard]] bool presumed(const State& state, const Term& term, const Pointee& region) const;

  const Environment& env_;
  std::map<std::uint32_t, Pointee> at_;  // by slot
  std::set<Limit> limits_;
};

}  // namespace assay
