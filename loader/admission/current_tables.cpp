// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/current_tables.hpp"

#include <new>
#include <utility>

namespace assay::loader {

CurrentTables::Held::Held(CurrentTables& of)
    : place_(of.take()),
      own_(place_ == nullptr ? std::make_unique<InUse>(of.get()) : nullptr),
      in_use_(place_ == nullptr ? own_.get() : &place_->in_use) {}

CurrentTables::Held::~Held() {
  if (place_ != nullptr) give_back(*place_);
}

/// The tables of now, with no machine as yet. Without memory for them events go without.
CurrentTables::InUse CurrentTables::get() const {
  InUse got;
  {
    const std::scoped_lock held(lock_);
    got.tables = tables_;
  }
  std::size_t programs = 0;
  for (const auto& [name, hook] : *got.tables) programs += hook.programs.size();
  try {
    got.machines.resize(programs);
  } catch (const std::bad_alloc&) {
    got.machines.clear();
  }
  return got;
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
  if (taken != nullptr && taken->in_use.tables.get() != now_.load()) renew(*taken);
  return taken;
}

void CurrentTables::renew(Place& place) {
  empty(place);
  place.in_use = get();
}

/// Machines may refer to programs of the tables until they go.
void CurrentTables::empty(Place& place) {
  place.in_use.machines.clear();
  place.in_use.tables.reset();
}

void CurrentTables::give_back(Place& place) {
  Use taken = Use::Taken;
  if (place.use.compare_exchange_strong(taken, Use::Free)) return;
  empty(place);
  place.use.store(Use::Free);
}

/// Has the place hold nothing, now or once its owner gives it back.
void CurrentTables::let_go(Place& place) {
  for (;;) {
    Use before = Use::Free;
    if (place.use.compare_exchange_strong(before, Use::Taken)) {
      empty(place);
      give_back(place);
      return;
    }
    if (before == Use::Outdated) return;
    if (place.use.compare_exchange_strong(before, Use::Outdated)) return;
  }
}

}  // namespace assay::loader
