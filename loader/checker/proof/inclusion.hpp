// SPDX-License-Identifier: Apache-2.0
// Whether every concrete state that `source` means is one that `target` means, and by which map of
// symbols.
//
// The map is read off the values, one symbol at a time; then every fact, link and bound of the
// target is checked under it. Source: docs/checker-rules.md, "Inclusion".
#pragma once

#include "loader/checker/proof/state.hpp"

namespace assay::checker {

/// Two terms that must be equal.
struct Equation {
  const Term* target = nullptr;
  const Term* source = nullptr;
};

/// Memory for an inclusion, and the map that it found.
struct Match {
  Equation* equations = nullptr;
  uint32_t equation_count = 0;
  uint32_t equation_capacity = 0;
  // By row of the target: the term over the source's symbols that plays its part.
  Term* images = nullptr;
  bool* known = nullptr;
  // By id of the target: which id of the source it stands for (kNoRole: none yet).
  uint32_t* nulls = nullptr;
  uint32_t* elements = nullptr;
  uint32_t* resources = nullptr;
  uint32_t ids = 0;

  /// For that target; the arena says whether there was room.
  void make(Arena& arena, const State& target, uint32_t ids);
};

[[nodiscard]] Code includes(const State& target, const State& source, Match& match);
/// The term, over the target's symbols, over those of the source; false where it has no image.
[[nodiscard]] bool image_of(const State& target, const Match& match, const Term& term, Term& out);

}  // namespace assay::checker
