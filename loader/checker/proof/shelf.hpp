// SPDX-License-Identifier: Apache-2.0
// The states of a proof between their first arrival and their last use, packed: of each word of
// memory that is not 0 its 8 bytes, behind a bit a word.
//
// What this file must not know: what a state means.
#pragma once

#include "loader/checker/proof/state.hpp"

namespace assay::checker {

/// Where a state lies: its distance from the arena's end; 0 where it does not.
using Berth = size_t;

class Shelf {
 public:
  /// Takes room for that many numbers; the arena, which outlives the shelf, knows whether it had
  /// it.
  void make(Arena& arena, uint32_t states) {
    arena_ = &arena;
    berths_ = arena.take<Berth>(states);
  }

  /// False where there is no room. Requires that it is not there yet.
  [[nodiscard]] bool put(uint32_t number, const State& state);
  [[nodiscard]] bool has(uint32_t number) const { return berths_[number] != 0; }
  /// Requires has(number); `out` has as much room as the state that was put.
  void copy(uint32_t number, State& out) const;
  /// What it took, in units.
  uint32_t remove(uint32_t number);

 private:
  uint32_t close_gaps();

  size_t gone_ = 0;  // bytes of states that are not there any more
  Arena* arena_ = nullptr;
  Berth* berths_ = nullptr;  // by number of state
};

}  // namespace assay::checker
