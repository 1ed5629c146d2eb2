// SPDX-License-Identifier: Apache-2.0
// Recorded steps: what a certificate names where the base rule does not do. Each is checked before
// it counts, so that whoever wrote it need not be trusted.
//
// Source: docs/checker-rules.md, "Recorded steps"; ADR 23.
#pragma once

#include "loader/checker/proof/linear.hpp"

namespace assay::checker {

enum class Link : uint16_t { None, ZeroExtend32, SignExtend32 };
enum class StepKind : uint8_t { Combination, SpreadOn, OwnExtension };

/// scale * expression - factor * bound, scale > 0, factor >= 0.
struct Elimination {
  uint32_t bound = 0;  // position among the bounds
  int64_t scale = 1;
  int64_t factor = 0;
};
inline constexpr uint32_t kMostEliminations = 2;

struct Step {
  uint32_t moment = 0;
  StepKind kind = StepKind::Combination;
  Link link = Link::None;  // OwnExtension
  uint32_t candidate = 0;  // SpreadOn
  uint32_t elimination_count = 0;
  Elimination eliminations[kMostEliminations];
  Linear expression;  // Combination; its constant does not count
  Term term;          // OwnExtension
};

/// The steps of one moment; which question of spreading comes next.
struct Steps {
  const Step* first = nullptr;
  uint32_t count = 0;
  uint32_t asked = 0;

  [[nodiscard]] bool spreads_on() {
    const uint32_t question = asked++;
    for (uint32_t i = 0; i < count; ++i) {
      if (first[i].kind == StepKind::SpreadOn && first[i].candidate == question) return true;
    }
    return false;
  }
  [[nodiscard]] bool extends_itself(Link link, const Term& term) const {
    for (uint32_t i = 0; i < count; ++i) {
      const Step& s = first[i];
      if (s.kind == StepKind::OwnExtension && s.link == link && s.term == term) return true;
    }
    return false;
  }
};

}  // namespace assay::checker
