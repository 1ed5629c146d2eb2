// SPDX-License-Identifier: Apache-2.0
// What a search leaves to the next one to do.
#pragma once

#include "verifier/engine/explore.hpp"

namespace assay {

/// A search that was made, which did not prove the program.
struct Tried {
  SearchPlan plan;
  Choices choices;
  bool complete = false;
};

/// A search by the next plan would do what the last one did, or reach a limit where that one did.
[[nodiscard]] bool repeats(const SearchPlan& next, const Tried& last);

}  // namespace assay
