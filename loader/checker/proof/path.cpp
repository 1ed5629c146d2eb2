// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/path.hpp"

namespace assay::checker {

Path* Walk::make() {
  Path* made = free;
  if (made != nullptr) {
    free = made->next;
    made->next = made->previous = nullptr;
    made->instructions = 0;
    made->going = Going::On;
    return made;
  }
  made = arena->take<Path>(1);
  if (made != nullptr) made->state.make(*arena, sizes, *desk);
  if (arena->ran_out()) {
    desk->fail(Code::ArenaFull);
    return nullptr;
  }
  return made;
}

Path* Walk::copy_before(Path& path) {
  Path* const made = make();
  if (made == nullptr) return nullptr;
  desk->spend(uint64_t{path.state.knowledge.row_count} + path.state.cell_count);
  path.state.copy_to(made->state);
  made->slot = path.slot;
  made->instructions = path.instructions;
  made->going = path.going;
  made->next = &path;
  made->previous = path.previous;
  if (path.previous != nullptr) {
    path.previous->next = made;
  } else {
    first = made;
  }
  path.previous = made;
  return made;
}

void Walk::drop_first() {
  Path* const gone = first;
  first = gone->next;
  if (first != nullptr) first->previous = nullptr;
  gone->next = free;
  gone->previous = nullptr;
  free = gone;
}

}  // namespace assay::checker
