// SPDX-License-Identifier: Apache-2.0
// Knowledge that is advised by the search, as the engine's is.
#pragma once

#include "verifier/engine/deducer.hpp"

namespace assay::testing {

inline Advisor* search() {
  static Deducer deducer;
  return &deducer;
}

inline Knowledge searching() {
  Knowledge k;
  k.advise(search());
  return k;
}

}  // namespace assay::testing
