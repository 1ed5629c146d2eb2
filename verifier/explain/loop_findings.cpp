// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/loop_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/errors.hpp"
#include "ir/isa/flow.hpp"
#include "ir/program/flow_graph.hpp"
#include "verifier/engine/deducer.hpp"
#include "verifier/explain/loop_changes.hpp"
#include "verifier/explain/numbers.hpp"

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

/// Where a person sees the loop with this head: the test that leaves it, at its head or where it
/// goes back to its head (a compiler may turn a loop around), and of several the first in the
/// source. Without such a test the jump back.
std::uint32_t loop_test(const Program& program, std::uint32_t head) {
  const auto graph = flow_graph(program, function_at(program, head));
  if (!graph || !graph.value().at(head).loop_head) return head;
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

Finding not_proved(std::uint32_t test) {
  return {ErrorCode::LoopNotProved,
          at_slot(test),
          "no value was found that moves towards a bound in every round of this loop",
          {},
          std::string(error_repair(ErrorCode::LoopNotProved))};
}

}  // namespace

Finding endless_finding(const Program& program, const EndlessLoop& loop) {
  return not_proved(loop_test(program, loop.head));
}

Finding unranked_finding(const Program& program, const Contract& contract,
                         const UnrankedLoop& loop) {
  Finding f = not_proved(loop_test(program, loop.head));
  Deducer deducer;
  SafeInvariants safe = *loop.safe;
  safe.advise(&deducer);
  f.notes = changes_in_loop(program, contract, safe, {loop.head, *slot_in(f.where), loop.states});
  return f;
}

Finding budget_finding(const Program& program, const OverBudget& budget) {
  Finding f{ErrorCode::BudgetExceeded,
            Whole{},
            fmt::format("the worst case is {} instructions, but the budget is {}",
                        grouped(budget.worst), grouped(budget.allowed)),
            {},
            std::string(error_repair(ErrorCode::BudgetExceeded))};
  if (budget.loops.empty()) return f;
  f.where = at_slot(loop_test(program, budget.loops.back().head));
  for (const OverBudget::Loop& loop : budget.loops) {
    const bool outermost = &loop == &budget.loops.front();
    f.notes.push_back(
        {at_slot(loop_test(program, loop.head)),
         fmt::format("this loop is proved to run for at most {} rounds{}", grouped(loop.rounds),
                     outermost ? "" : " in each round of the loop around it")});
  }
  f.suggestion = "use a smaller limit in one of the loops: the rounds of nested loops multiply";
  if (budget.loops.size() == 1)
    f.suggestion =
        "use a smaller limit for this loop, or count its rounds and leave it at a constant";
  return f;
}

}  // namespace assay
