// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/liveness.hpp"

#include "ir/isa/flow.hpp"

namespace assay {

std::vector<RegSet> live_registers(const Program& program) {
  std::vector<RegSet> live(program.instructions.size());
  bool changed = true;
  while (changed) {
    changed = false;
    for (std::size_t slot = program.instructions.size(); slot-- > 0;) {
      const Instruction& instruction = program.instructions[slot];
      if (std::holds_alternative<WideTail>(instruction)) continue;
      const Flow next = flow(instruction);
      RegSet after;
      const std::size_t behind = slot + slots(instruction);
      if (next.falls_through && behind < live.size()) after = after | live[behind];
      if (next.target && *next.target >= 0 && static_cast<std::size_t>(*next.target) < live.size()) {
        after = after | live[static_cast<std::size_t>(*next.target)];
      }
      const RegSet before = (after - defs(instruction)) | uses(instruction);
      if (!(before == live[slot])) {
        live[slot] = before;
        changed = true;
      }
    }
  }
  return live;
}

}  // namespace assay
