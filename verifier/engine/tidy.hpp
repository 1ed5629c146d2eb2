// SPDX-License-Identifier: Apache-2.0
// The form in which the search keeps states at cut points.
#pragma once

#include "verifier/domain/state.hpp"

namespace assay {

/// Drops symbols that no value speaks of, numbers null pointers, resources and elements in a fixed
/// order, and lets each symbol be read off the values one at a time, as inclusion.hpp wants it: a
/// sum of symbols that no value holds alone becomes one symbol.
void tidy(State& state, SymbolSupply& supply);

}  // namespace assay
