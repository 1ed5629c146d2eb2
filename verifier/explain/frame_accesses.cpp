// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/frame_accesses.hpp"

#include <algorithm>

#include "ir/isa/memory_operand.hpp"
#include "verifier/engine/frame_addresses.hpp"

namespace assay {
namespace {

class Collector {
 public:
  Collector(std::uint32_t slot, const TrackedRegisters& before, std::vector<FrameUse>& uses)
      : slot_(slot), before_(before), uses_(uses) {}

  void add(const Instruction& instruction) {
    if (const auto operand = memory_operand(instruction)) access(instruction, *operand);
    if (const auto* store = std::get_if<Store>(&instruction)) {
      if (const auto* reg = std::get_if<Reg>(&store->src)) hand_on(*reg);
    } else if (std::holds_alternative<Call>(instruction)) {
      for (std::uint8_t reg = 1; reg <= 5; ++reg) hand_on(Reg{reg});
    } else if (const auto* alu = std::get_if<Alu>(&instruction)) {
      add_index(*alu);
    }
  }

 private:
  [[nodiscard]] std::optional<std::int64_t> address(Reg reg) const {
    const Tracked& held = before_[reg.index];
    if (held.origin != Origin::Frame) return std::nullopt;
    return held.value;
  }

  void access(const Instruction& instruction, const MemoryOperand& operand) {
    const bool writes = !std::holds_alternative<Load>(instruction);
    if (const auto at = address(operand.base))
      uses_.push_back({slot_, *at + operand.offset, bytes(operand.size), writes});
  }

  void hand_on(Reg reg) {
    const auto at = address(reg);
    if (at && *at < 0) uses_.push_back({slot_, *at, 0, false});
  }

  /// An array's begin, to which an index is added.
  void add_index(const Alu& alu) {
    const auto* index = std::get_if<Reg>(&alu.src);
    if (alu.op != AluOp::Add || index == nullptr) return;
    if (before_[index->index].origin == Origin::Other) hand_on(alu.dst);
    if (before_[alu.dst.index].origin == Origin::Other) hand_on(*index);
  }

  std::uint32_t slot_;
  const TrackedRegisters& before_;
  std::vector<FrameUse>& uses_;
};

}  // namespace

std::vector<FrameUse> frame_uses(const Program& program, const Function& function) {
  const std::vector<TrackedRegisters> before = track_frame_addresses(program, function);
  std::vector<FrameUse> uses;
  for (std::uint32_t slot = function.begin; slot < function.end; ++slot) {
    Collector(slot, before[slot - function.begin], uses).add(program.instructions[slot]);
  }
  return uses;
}

std::optional<std::uint32_t> first_writer(const std::vector<FrameUse>& uses, std::int64_t low,
                                          std::int64_t high) {
  const auto writes = [&](const FrameUse& use) {
    return use.writes && use.low < high && use.low + use.size > low;
  };
  auto found = std::ranges::find_if(uses, writes);
  if (found == uses.end()) {
    found = std::ranges::find_if(uses, [&](const FrameUse& use) {
      return use.size == 0 && use.low >= low && use.low < high;
    });
  }
  if (found == uses.end()) return std::nullopt;
  return found->slot;
}

}  // namespace assay
