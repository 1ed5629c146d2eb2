// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/path.hpp"

#include "loader/checker/proof/shelf.hpp"

namespace assay::checker {

void Path::settle() {
  if (state.knowledge.feasible) {
    state.settle();
  } else {
    going = Going::Dead;
  }
}

Path* Walk::make() {
  Path* made = free;
  if (made != nullptr) {
    free = made->next;
    made->next = made->previous = nullptr;
    static_cast<Stand&>(*made) = Stand{};
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
  static_cast<Stand&>(*made) = path;
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

void Walk::drop(Path& path) {
  path.next = free;
  path.previous = nullptr;
  free = &path;
}

void Walk::drop_first() {
  Path* const gone = first;
  first = gone->next;
  if (first != nullptr) first->previous = nullptr;
  drop(*gone);
}

bool Walk::go_on() {
  while (first != nullptr && first->going == Going::Dead) drop_first();
  if (first == nullptr) {
    if (!shelf->has_waiting()) return false;
    first = make();
    if (first != nullptr) desk->spend(shelf->take_up(*first));
    return first != nullptr;
  }
  // The last one waits longest.
  Path* last = first;
  while (last->next != nullptr) last = last->next;
  while (last != first) {
    Path& waits = *last;
    last = waits.previous;
    if (waits.going != Going::Dead && !shelf->put_off(waits)) desk->fail(Code::ArenaFull);
    drop(waits);
  }
  first->next = nullptr;
  return desk->fault == Code::Ok;
}

}  // namespace assay::checker
