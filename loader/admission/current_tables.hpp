// SPDX-License-Identifier: Apache-2.0
// The tables of now, for many threads: an event holds those that were current when it came for as
// long as it needs them. Others take their place in one step; behind it no event begins with the
// old ones, and the last that holds these lets go of them.
//
// An event takes one of a few places that have the tables ready, and machines to run their programs
// on, which costs two atomic operations on a cache line that other threads seldom touch. A place is
// free, taken, or taken and outdated:
//   1. Who has changed `use` from Free owns the place until it is Free again, and alone touches
//      its tables and its machines.
//   2. Whoever takes a place compares its tables with those of now, and uses no others. Its
//      machines go with its tables.
//   3. put() empties what is free, and marks what is taken as outdated: its owner empties it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "loader/admission/hook_table.hpp"
#include "loader/admission/places.hpp"

namespace assay::loader {

class CurrentTables {
  /// Tables and what runs their programs, or neither. Machines go before the tables.
  struct InUse {
    std::shared_ptr<const HookTables> tables;
    Machines machines;
  };
  enum class Use : std::uint8_t { Free, Taken, Outdated };
  struct alignas(kCacheLine) Place {
    std::atomic<Use> use = Use::Free;
    InUse in_use;
  };

 public:
  CurrentTables() = default;
  CurrentTables(const CurrentTables&) = delete;
  CurrentTables& operator=(const CurrentTables&) = delete;

  /// The tables that were current when it was made.
  class Held {
   public:
    explicit Held(CurrentTables& of);
    ~Held();
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    [[nodiscard]] const HookTables& operator*() const { return *in_use_->tables; }
    /// Of the programs of the tables.
    [[nodiscard]] Machines& machines() { return in_use_->machines; }

   private:
    Place* place_;
    std::unique_ptr<InUse> own_;  // where no place was free
    InUse* in_use_;
  };

  /// Makes these current. Those before are then held by nobody but whoever held them by then.
  void put(std::shared_ptr<const HookTables> next);

 private:
  [[nodiscard]] InUse get() const;
  [[nodiscard]] Place* take();
  void renew(Place& place);
  static void empty(Place& place);
  static void give_back(Place& place);
  static void let_go(Place& place);

  mutable std::mutex lock_;  // of the pointers alone; no program runs under it
  std::shared_ptr<const HookTables> tables_ = std::make_shared<const HookTables>();
  std::atomic<const HookTables*> now_ = tables_.get();  // the same; changed under the lock
  std::array<Place, kPlaces> places_;
};

}  // namespace assay::loader
