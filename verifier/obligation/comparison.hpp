// SPDX-License-Identifier: Apache-2.0
// What a comparison with a pointer tells, and whether the contract lets a program know it.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

enum class ComparisonKind : std::uint8_t {
  Numbers,    // of two numbers
  Null,       // of a pointer with 0, which tells whether it is null
  Offsets,    // of two pointers into one region, as their offsets compare
  LowHalves,  // equality of the low halves of two such that lie less than 2^32 bytes apart
  Unrelated,  // it may come out either way
};

/// Of two operands that can be read, `left` and `right` of `jump`, with every region present whose
/// presence is open.
[[nodiscard]] ComparisonKind comparison_of(const State& state, const JumpIf& jump,
                                           const Value& left, const Value& right);

/// With ComparisonKind::Null: whether the pointer is null when the jump is taken.
[[nodiscard]] bool null_when_taken(const JumpIf& jump, const Value& left);

/// The offset lies strictly within the slack of the pointer's region on both sides, so that
/// addresses compare as offsets do and none is 0: at the slack itself a region that lies at an edge
/// gives address 0, from below as from above. Of a region that is there; each of its marks keeps
/// the slack.
[[nodiscard]] bool near_region(const Contract& contract, const State& state, const Value& pointer);

/// Requires that both operands can be read.
[[nodiscard]] Missing check(const Site& site, const Comparable& o);

}  // namespace assay
