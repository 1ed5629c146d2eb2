// SPDX-License-Identifier: Apache-2.0
// Groups of states, the measures that end their loops, and the worst case.
//
// A group is a set of states inside a group around it, or one of the outermost. Edges go forward to
// a group of a greater number, or stay in their group and do not raise its measure; those on which
// it does not fall stay in one of the groups inside. Source: docs/checker-rules.md, "Measures";
// ADR 5 for the paces.
#pragma once

#include "loader/checker/proof/inclusion.hpp"

namespace assay::checker {

enum class Pace : uint8_t { None, Falls, Halves, Shrinks };
inline constexpr uint32_t kNoGroup = ~uint32_t{0};
inline constexpr uint32_t kNoEdge = ~uint32_t{0};

struct Group {
  uint32_t parent = kNoGroup;
  uint32_t depth = 0;
  Pace pace = Pace::None;
  size_t steps_at = 0;  // in the certificate
  bool has_range = false;
  bool falls = false;  // some edge falls
  Wide low;            // of the measure in the group's states
  Wide high;
  Wide step;                 // the least fall
  uint64_t dearest = 0;      // instructions of a falling edge
  uint64_t round = 0;        // most instructions inside without a fall
  uint64_t leaving = 0;      // most instructions from an end of the group on: its exits
  uint64_t best = 0;         // from entering it on, at its depth
  uint32_t edges = kNoEdge;  // first edge that leaves it for a group of its depth
};
struct Edge {
  uint32_t to = 0;  // group
  uint32_t next = kNoEdge;
  uint64_t instructions = 0;
};

/// Adds the range of a measure in a state of the group.
[[nodiscard]] Code add_range(const Knowledge& knowledge, const Term& term, Group& group);
/// A measure at both ends of an edge, over the symbols of its first end.
struct Ends {
  const Term& before;
  const Term& after;
};
/// How far the measure falls on an edge, at Pace::Falls; 1 or 0 otherwise. False where it may rise
/// or cannot be read.
[[nodiscard]] bool fall_of(const Knowledge& knowledge, Pace pace, const Ends& ends, Wide& fall);
/// The most instructions of a run that enters `entry`; all ones where there is no limit.
[[nodiscard]] uint64_t worst_case(Group* groups, uint32_t count, const Edge* edges, uint32_t entry);

[[nodiscard]] inline uint64_t saturating_sum(uint64_t a, uint64_t b) {
  return a > ~uint64_t{0} - b ? ~uint64_t{0} : a + b;
}

}  // namespace assay::checker
