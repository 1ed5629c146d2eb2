// SPDX-License-Identifier: Apache-2.0
// Makes a state of the proof out of the state that arrives in it first: reads a change (wire:
// "change") and applies it.
//
// Source: docs/checker-rules.md, "The certificate". What is read is claimed: that the made state
// includes what arrives is the caller's to check. Here it only is made well formed, or refused.
#pragma once

#include "loader/checker/proof/certificate.hpp"
#include "loader/checker/proof/site.hpp"

namespace assay::checker {

/// Room for numbers of rows and of ids while they are given new ones.
struct Renumbering {
  uint32_t* rows = nullptr;  // by row
  uint32_t* ids = nullptr;   // by id
  /// The arena knows whether there was room.
  void make(Arena& arena, const Head& head) {
    rows = arena.take_zeros<uint32_t>(head.symbols);
    ids = arena.take_zeros<uint32_t>(head.ids);
  }
};

/// Changes `out`, which is what arrives and settled, up to the part of the group. Returns which
/// parts the change has; the reader fails where the state would not be well formed.
[[nodiscard]] uint8_t read_change(Reader& in, const Rules& rules, const Renumbering& room,
                                  State& out);

}  // namespace assay::checker
