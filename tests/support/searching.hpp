// SPDX-License-Identifier: Apache-2.0
// Knowledge that is advised by the search, as the engine's is.
#pragma once

#include <array>

#include "verifier/engine/deducer.hpp"

namespace assay::testing {

/// Each comparison that a jump can make.
inline constexpr std::array kJumps{JumpOp::Eq,  JumpOp::Ne,  JumpOp::Gt,  JumpOp::Ge,
                                   JumpOp::Lt,  JumpOp::Le,  JumpOp::Sgt, JumpOp::Sge,
                                   JumpOp::Slt, JumpOp::Sle, JumpOp::Set};

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
