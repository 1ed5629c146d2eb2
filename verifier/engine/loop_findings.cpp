// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/loop_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/isa/flow.hpp"
#include "ir/isa/memory_operand.hpp"
#include "ir/isa/uses.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/memory.hpp"
#include "verifier/obligation/numbers.hpp"

namespace assay {
namespace {

/// Whether the test stands at the end of the head's block, or before the head on the way back.
bool closes_round(const Program& program, std::uint32_t head, std::uint32_t test,
                  const SlotFlow& flow_of_test) {
  if (std::ranges::count(flow_of_test.successors, head) != 0) return true;
  for (std::uint32_t slot = head; slot < test; slot += slots(program.instructions[slot])) {
    if (ends_block(program.instructions[slot])) return false;
  }
  return head <= test;
}

bool same_place(const SourceLocation& a, const SourceLocation& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column;
}

/// Whether the slot has its source line only from the code before the loop: a compiler gives none
/// to code that it moved, and the line before it is carried on.
bool line_from_outside(const Program& program, const std::vector<std::uint32_t>& members,
                       std::uint32_t slot) {
  const SourceLocation& where = program.locations[slot];
  while (slot > 0 && same_place(program.locations[slot - 1], where)) {
    --slot;
    const bool tail = std::holds_alternative<WideTail>(program.instructions[slot]);
    if (!tail && !std::ranges::binary_search(members, slot)) return true;
  }
  return false;
}

/// The last jump back to the head.
std::uint32_t jump_back(const FlowGraph& graph, const std::vector<std::uint32_t>& members,
                        std::uint32_t head) {
  std::uint32_t last = head;
  for (const std::uint32_t slot : members) {
    if (std::ranges::count(graph.at(slot).successors, head) != 0) last = slot;
  }
  return last;
}

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

/// Whether some loop around the instruction moves the register.
bool moves_in_a_loop(const Program& program, std::uint32_t slot, Reg reg) {
  const auto graph = flow_graph(program, function_at(program, slot));
  if (!graph) return false;
  const Function& function = program.functions[function_at(program, slot)];
  for (std::uint32_t head = function.begin; head <= slot && head < function.end; ++head) {
    if (!graph.value().at(head).loop_head) continue;
    const std::vector<std::uint32_t> members = loop_members(graph.value(), head);
    if (std::ranges::binary_search(members, slot) && moves(program, members, slot, reg))
      return true;
  }
  return false;
}

}  // namespace

void repair_in_loops(const Program& program, const Contract& contract,
                     std::vector<Finding>& findings) {
  for (Finding& f : findings) {
    const bool fixed = f.suggestion == kAlwaysOutside;
    const bool of_region = f.code == ErrorCode::OutOfBounds && f.region.has_value() &&
                           !f.suggestion.starts_with(kMayBeginBefore);
    if (!f.slot || (!fixed && !of_region)) continue;
    const auto operand = memory_operand(program.instructions.at(*f.slot));
    if (!operand || !moves_in_a_loop(program, *f.slot, operand->base)) continue;
    if (fixed) {
      f.suggestion =
          "it lies outside in some round of the loop, not in every one: end the loop earlier, or "
          "test the index in each round";
      continue;
    }
    const std::string end =
        name_of_mark(contract, *f.region, contract.regions.at(*f.region).marks - 1);
    if (end.empty()) continue;
    f.suggestion =
        "in each round, before it, leave the loop if the end of the access is greater "
        "than " +
        end;
  }
}

std::uint32_t outermost_head(const CutPoints& cuts, const Invariants& invariants,
                             const std::vector<std::uint32_t>& states) {
  const Place* head = nullptr;
  for (const std::uint32_t n : states) {
    const Place& place = invariants.states[n].place;
    if (!cuts.is_loop_head(place.slot)) continue;
    if (head == nullptr || place.chain.size() < head->chain.size() ||
        (place.chain.size() == head->chain.size() &&
         cuts.position(place.slot) < cuts.position(head->slot))) {
      head = &place;
    }
  }
  return head != nullptr ? head->slot : invariants.states[states.front()].place.slot;
}

std::uint32_t loop_test(const Program& program, const CutPoints& cuts, std::uint32_t head) {
  const auto graph = flow_graph(program, function_at(program, head));
  if (!graph || !cuts.is_loop_head(head)) return head;
  const std::vector<std::uint32_t> members = loop_members(graph.value(), head);
  struct Test {
    bool unknown;    // where it stands in the source
    bool elsewhere;  // in the middle of a round
    std::uint32_t line;
    std::uint32_t slot;
    auto operator<=>(const Test&) const = default;
  };
  std::vector<Test> tests;
  for (const std::uint32_t slot : members) {
    const SlotFlow& flow = graph.value().at(slot);
    const bool leaves = std::ranges::any_of(flow.successors, [&](std::uint32_t next) {
      return !std::ranges::binary_search(members, next);
    });
    if (!leaves || flow.successors.size() < 2) continue;
    const SourceLocation& where = program.locations[slot];
    const bool unknown =
        where.file != program.locations[head].file || line_from_outside(program, members, slot);
    tests.push_back({unknown, !closes_round(program, head, slot, flow), where.line, slot});
  }
  return tests.empty() ? jump_back(graph.value(), members, head) : std::ranges::min(tests).slot;
}

Finding loop_not_proved(const Program& program, const CutPoints& cuts, std::uint32_t head) {
  Finding f{ErrorCode::LoopNotProved,
            loop_test(program, cuts, head),
            "no value was found that moves towards a bound on every round of this loop",
            {},
            {}};
  f.suggestion =
      "count rounds in a variable of its own and leave the loop when it reaches a constant";
  return f;
}

Finding budget_exceeded(const Program& program, const CutPoints& cuts, const Invariants& invariants,
                        const std::vector<RankedLoop>& loops, const Budget& budget) {
  Finding f{ErrorCode::BudgetExceeded,
            std::nullopt,
            fmt::format("the worst case is {} instructions, but the budget is {}",
                        grouped(budget.worst), grouped(budget.allowed)),
            {},
            {}};
  if (loops.empty()) return f;
  f.slot = loop_test(program, cuts, outermost_head(cuts, invariants, loops.back().states));
  for (const RankedLoop& loop : loops) {
    f.notes.push_back(
        {loop_test(program, cuts, outermost_head(cuts, invariants, loop.states)),
         fmt::format("this loop is proved to make at most {} rounds{}", grouped(loop.rounds),
                     &loop == &loops.front() ? "" : " for each of those around it")});
  }
  f.suggestion = "leave a loop at a smaller limit: the rounds of loops inside each other multiply";
  if (loops.size() == 1) f.suggestion = "leave this loop at a smaller limit";
  return f;
}

}  // namespace assay
