// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/loop_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/isa/flow.hpp"
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

}  // namespace

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
