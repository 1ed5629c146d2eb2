// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/current_tables.hpp"

#include <utility>

namespace assay::loader {

CurrentTables::Held::Held(CurrentTables& of)
    : place_(of.take()),
      own_(place_ == nullptr ? of.get() : nullptr),
      tables_(place_ == nullptr ? own_.get() : place_->tables.get()) {}

CurrentTables::Held::~Held() {
  if (place_ != nullptr) give_back(*place_);
}

std::shared_ptr<const HookTables> CurrentTables::get() const {
  const std::scoped_lock held(lock_);
  return tables_;
}

void CurrentTables::put(std::shared_ptr<const HookTables> next) {
  {
    const std::scoped_lock held(lock_);
    tables_.swap(next);
    now_.store(tables_.get());
  }
  for (Place& place : places_) let_go(place);
  // The old tables, where nobody uses them any more, go here and not under the lock.
}

/// A free place, with the tables of now, or null.
CurrentTables::Place* CurrentTables::take() {
  Place* const taken = take_place(places_, [](Place& place) {
    Use free = Use::Free;
    return place.use.load(std::memory_order_relaxed) == Use::Free &&
           place.use.compare_exchange_strong(free, Use::Taken);
  });
  // It holds its tables, so that no others can lie where they do.
  if (taken != nullptr && taken->tables.get() != now_.load()) taken->tables = get();
  return taken;
}

void CurrentTables::give_back(Place& place) {
  Use taken = Use::Taken;
  if (place.use.compare_exchange_strong(taken, Use::Free)) return;
  place.tables.reset();
  place.use.store(Use::Free);
}

/// Has the place hold no tables, now or once its owner gives it back.
void CurrentTables::let_go(Place& place) {
  for (;;) {
    Use before = Use::Free;
    if (place.use.compare_exchange_strong(before, Use::Taken)) {
      place.tables.reset();
      give_back(place);
      return;
    }
    if (before == Use::Outdated) return;
    if (place.use.compare_exchange_strong(before, Use::Outdated)) return;
  }
}

}  // namespace assay::loader
