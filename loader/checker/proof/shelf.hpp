// SPDX-License-Identifier: Apache-2.0
// What is not walked just now, packed: the states of a proof between their first arrival and their
// last use, and the paths of a walk that wait for their turn. Of each list there is what is other
// in an element than in the one in front of it.
//
// What this file must not know: what a state means. (That facts are mostly those of their unsigned
// range makes them shorter, and decides nothing.)
#pragma once

#include "loader/checker/proof/path.hpp"

namespace assay::checker {

/// Where something lies: its distance from the arena's end; 0 where it does not.
using Berth = size_t;

class Shelf {
 public:
  /// Takes room for that many numbers; the arena, which outlives the shelf, knows whether it had
  /// it.
  void make(Arena& arena, uint32_t states) {
    arena_ = &arena;
    berths_ = arena.take_zeros<Berth>(states);
  }

  /// The state of the proof with that number, which is not there yet. False where there is no room.
  [[nodiscard]] bool put(uint32_t number, const Path& state);
  [[nodiscard]] bool has(uint32_t number) const { return berths_[number] != 0; }
  /// Requires has(number); `out` has as much room as the state that was put.
  void copy(uint32_t number, Path& out) const;
  /// What it took, in units.
  uint32_t remove(uint32_t number);

  /// A path that waits until those that come later were taken up. False where there is no room.
  [[nodiscard]] bool put_off(const Path& path);
  [[nodiscard]] bool has_waiting() const { return waiting_ != 0; }
  /// Requires has_waiting(); `out` as above. Returns what it took, in units.
  uint32_t take_up(Path& out);

 private:
  [[nodiscard]] bool stow(size_t number, const Path& path);
  uint32_t free(Berth berth);
  uint32_t close_gaps();

  size_t gone_ = 0;  // bytes of what is not there any more, behind something that is
  Arena* arena_ = nullptr;
  Berth* berths_ = nullptr;  // by number of state
  Berth waiting_ = 0;        // of the path that is taken up next
};

}  // namespace assay::checker
