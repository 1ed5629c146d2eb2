// SPDX-License-Identifier: Apache-2.0
// Groups of states, the measures that end their loops, and the worst case.
//
// A group is a set of states whose loops a measure breaks, or a single state inside one. Groups
// that are in no other are walked one after another, as states that are in no group are; inside,
// edges go forward to a group of a greater number, or stay in their group and do not raise its
// measure; those on which it does not fall stay in one of the groups inside. Source:
// docs/checker-rules.md, "Measures"; ADR 5 for the paces.
#pragma once

#include "loader/checker/proof/inclusion.hpp"

namespace assay::checker {

enum class Pace : uint8_t { None, Falls, Halves, Shrinks };
inline constexpr uint32_t kNoGroup = ~uint32_t{0};

/// A state or group that is in no group, on the ways from the entry.
struct Stop {
  uint64_t entered = 0;    // most instructions until it is entered
  uint64_t from_open = 0;  // those of an edge from the group that is open; 0: none
  Stop* next = nullptr;    // of those with such an edge
};
/// From one group to another beside it, inside a group.
struct Edge {
  uint32_t to = 0;
  uint64_t instructions = 0;
  Edge* next = nullptr;
};
struct Group {
  uint32_t parent = kNoGroup;
  uint32_t depth = 0;
  Pace pace = Pace::None;
  size_t steps_at = 0;  // in the certificate
  bool has_range = false;
  bool falls = false;  // some edge falls
  Wide low;            // of the measure in the group's states
  Wide high;
  Wide step;              // the least fall
  uint64_t dearest = 0;   // instructions of a falling edge
  uint64_t round = 0;     // most instructions inside without a fall
  uint64_t best = 0;      // from entering it on, at its depth
  Edge* edges = nullptr;  // that leave it for a group of its depth
  // Of one that is in no other.
  bool begun = false;
  Stop stop;
  uint64_t leaving = 0;  // most instructions of a path that ends the program
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
/// The most instructions between entering the group `first` and leaving it, where the groups inside
/// are those behind it up to `end`; all ones where there is no limit.
[[nodiscard]] uint64_t most_inside(Group* groups, uint32_t first, uint32_t end);

[[nodiscard]] inline uint64_t saturating_sum(uint64_t a, uint64_t b) {
  return a > ~uint64_t{0} - b ? ~uint64_t{0} : a + b;
}

}  // namespace assay::checker
