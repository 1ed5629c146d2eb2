// SPDX-License-Identifier: Apache-2.0
// The order in which a certificate has the states of a proof: part by part, each behind those that
// lead to it, and each state behind one of which a path arrives in it.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/certificate/nesting.hpp"

namespace assay {

struct WalkOrder {
  std::vector<std::uint32_t> states;    // those that can be reached
  std::vector<std::uint32_t> position;  // by state; kNowhere of the others
  std::vector<std::uint32_t> groups;  // those of parts with loops: each part's behind its outermost
  std::vector<std::uint32_t> number;  // by group; kNowhere of the others

  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
};
[[nodiscard]] WalkOrder walk_order(const SafeInvariants& safe, const Nesting& nesting);

}  // namespace assay
