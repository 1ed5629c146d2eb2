// SPDX-License-Identifier: Apache-2.0
// What one map holds, of one run or from run to run. A run has in its memory only the values that
// it asks for, and may be undone as a whole: MapStore is the one that changes this.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>

#include "ir/interpreter/event.hpp"

namespace assay {

struct HeldMap;

struct HeldValue {
  Bytes value;                     // as the last run that came to its end has left it
  std::unique_ptr<HeldMap> inner;  // of a map of maps, instead of a value
  std::uint64_t age = 0;           // LruHash: grows with each that is made

  // Of the run that is under way; between runs as here.
  std::uint64_t address = 0;  // where the value lies, or the inner map's handle; 0: nobody asked
  bool is_new = false;        // it was made in this run
};

struct HeldEntry {
  Bytes value;
  bool is_new = false;
};

struct HeldMap {
  using Values = std::map<Bytes, HeldValue>;
  using Ages = std::map<std::uint64_t, const Bytes*>;

  Values values;               // by key
  Ages ages;                   // LruHash: the keys of `values`, the oldest first
  std::list<HeldEntry> queue;  // Queue, Stack: front is the oldest
  std::uint64_t last_age = 0;
};

}  // namespace assay
