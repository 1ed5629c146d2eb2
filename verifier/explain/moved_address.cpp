// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/moved_address.hpp"

#include <algorithm>

#include "ir/isa/memory_operand.hpp"
#include "ir/isa/uses.hpp"
#include "ir/program/flow_graph.hpp"

namespace assay {
namespace {

/// Whether a loop with these members, which ascend, gives the register another value in each round
/// before `slot`; copies of what comes from outside and constants added to it do not.
bool moves(const Program& program, const std::vector<std::uint32_t>& members, std::uint32_t slot,
           Reg reg) {
  for (auto it = std::ranges::lower_bound(members, slot); it != members.begin();) {
    const Instruction& i = program.instructions[*--it];
    if (!defs(i).contains(reg)) continue;
    const auto* alu = std::get_if<Alu>(&i);
    if (alu == nullptr) return true;
    const auto* from = std::get_if<Reg>(&alu->src);
    if (alu->op == AluOp::Mov && from != nullptr) {
      reg = *from;
    } else if ((alu->op != AluOp::Add && alu->op != AluOp::Sub) || from != nullptr) {
      return true;
    }
  }
  // Not given on the way from the head: what the rounds before left, if they write it at all.
  return std::ranges::any_of(members, [&](std::uint32_t member) {
    return member >= slot && defs(program.instructions[member]).contains(reg);
  });
}

}  // namespace

bool address_moves_in_a_loop(const Program& program, std::uint32_t slot) {
  const auto operand = memory_operand(program.instructions.at(slot));
  if (!operand) return false;
  const auto graph = flow_graph(program, function_at(program, slot));
  if (!graph) return false;
  const Function& function = program.functions[function_at(program, slot)];
  for (std::uint32_t head = function.begin; head <= slot && head < function.end; ++head) {
    if (!graph.value().at(head).loop_head) continue;
    const std::vector<std::uint32_t> members = loop_members(graph.value(), head);
    if (std::ranges::binary_search(members, slot) && moves(program, members, slot, operand->base))
      return true;
  }
  return false;
}

}  // namespace assay
