// SPDX-License-Identifier: Apache-2.0
// Which registers certainly hold an address of the own frame, a map or a number, by slot: constant
// propagation over one function (Kildall 1973).
//
// It only steers the search (relevance.hpp): a wrong answer costs precision, never soundness.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ir/program/program.hpp"

namespace assay {

enum class Origin : std::uint8_t {
  Unreached,
  Other,         // nothing of the own frame
  Frame,         // r10 + value
  PerhapsFrame,  // may be an address of the own frame, at an offset that is not known
  Map,           // handle of Program::maps[value]
  Number,        // the number `value`
};
struct Tracked {
  Origin origin = Origin::Unreached;
  std::int64_t value = 0;
  bool operator==(const Tracked&) const = default;
  [[nodiscard]] bool may_be_frame() const {
    return origin == Origin::Frame || origin == Origin::PerhapsFrame;
  }
};
using TrackedRegisters = std::array<Tracked, kRegisterCount>;

/// Before each slot of program.instructions[begin, end), indexed by slot - begin.
[[nodiscard]] std::vector<TrackedRegisters> track_frame_addresses(const Program& program,
                                                                  const Function& function);

}  // namespace assay
