// SPDX-License-Identifier: Apache-2.0
// The paths of one walk, in the order in which they are walked. Those that an instruction is
// executed on, or was, are there as they are; the others wait on the shelf.
#pragma once

#include "loader/checker/proof/site.hpp"

namespace assay::checker {

enum class Going : uint32_t { On, Ended, Dead };

struct Stand {
  uint64_t instructions = 0;  // executed since the walk began
  uint32_t slot = 0;
  Going going = Going::On;  // Ended: the program ended; Dead: cannot happen
};
/// A state that is about to execute the instruction at `slot`.
struct Path : Stand {
  State state;
  Path* previous = nullptr;
  Path* next = nullptr;

  /// Rewrites terms; a state that cannot be is dead.
  void settle();
};

/// What the arguments of a call that fit are to its effect.
struct Buffer {
  bool is_memory = false;
  bool at_most = false;  // the size is only a bound of what the helper is told
  Term size;
};
struct CallFacts {
  Value arguments[wire::kHelperArguments];
  Buffer buffers[wire::kHelperArguments];
  uint64_t given_bytes = 0;  // of the memory that the helper returns, where it does
};

class Shelf;

struct Walk {
  Rules rules;
  Arena* arena = nullptr;
  Desk* desk = nullptr;
  Sizes sizes;
  Shelf* shelf = nullptr;
  Path* first = nullptr;  // the one that is walked; behind it those that do not wait yet
  Path* free = nullptr;
  Site site;                  // of the instruction under way, on some path
  CallFacts* call = nullptr;  // of the call under way

  /// A path that nobody uses, its state cleared; null (and a fault) where the arena is full.
  [[nodiscard]] Path* make();
  /// A copy of the path, to be walked before it; null (and a fault) where there is no room.
  [[nodiscard]] Path* copy_before(Path& path);
  /// Takes the first path out of the list.
  void drop_first();
  /// Gives back a path that is in no list.
  void drop(Path& path);
  /// Between two instructions: what cannot happen goes, and all others but the first wait. False
  /// where no path is left, or (a fault) no room.
  [[nodiscard]] bool go_on();
  /// The site, on another path.
  [[nodiscard]] Site& on(Path& path) {
    site.state = &path.state;
    return site;
  }
};

}  // namespace assay::checker
