// SPDX-License-Identifier: Apache-2.0
// Obligation: the arguments of a helper call fit its prototype in the contract.
#pragma once

#include <array>

#include "verifier/obligation/memory.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// What the checks learned about a call, for its effect.
struct CallFacts {
  std::array<Value, 5> arguments;
  const Map* map = nullptr;  // of the MapHandle argument
  std::uint32_t map_index = 0;
  std::array<Term, 5> sizes;         // bytes behind each memory argument
  std::array<bool, 5> is_memory{};   // the argument points to memory (and is not null)
  std::array<bool, 5> is_at_most{};  // `sizes` is only an upper bound of what the helper is told
};

/// Checks every argument of `helper`. On success `facts` is filled.
[[nodiscard]] Refusal check_arguments(const Site& site, const Helper& helper, CallFacts& facts);

}  // namespace assay
