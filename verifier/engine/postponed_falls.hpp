// SPDX-License-Identifier: Apache-2.0
// A measure whose falls lie where they cost least.
//
// The cost of a part is counted as if each falling edge were crossed as often as the dearest of
// them, with the dearest way between two of them every time. So a measure that falls a little on
// many edges of a round counts its round several times. Constants added to its terms move a fall
// from an edge to those behind it: as far as they reach, to the edges that close the round.
#pragma once

#include <cstdint>
#include <optional>

#include "verifier/proof/ranking.hpp"

namespace assay {

/// The measure with such constants, where it falls on every way round (Bellman and Ford, least
/// falls from the part's first state on). Requires that it ranks the part at Pace::Falls. Each edge
/// that is looked at is added to `work`. Nothing where `most_work` is passed or a constant is too
/// large.
[[nodiscard]] std::optional<Measure> with_postponed_falls(const GraphPart& part,
                                                          const Measure& measure,
                                                          std::uint64_t& work,
                                                          std::uint64_t most_work);

/// Most instructions in the part between entering and leaving it, where the ranking leaves no cycle
/// (saturating); nothing where it leaves one.
[[nodiscard]] std::optional<std::uint64_t> cost_without_cycles(const GraphPart& part,
                                                               const Ranked& ranked);

}  // namespace assay
