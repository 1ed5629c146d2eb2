// SPDX-License-Identifier: Apache-2.0
#include "ir/program/flow_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"

namespace assay {
namespace {

Program program_of(const std::string& text) {
  const auto code = assemble(text);
  EXPECT_TRUE(code.ok()) << (code.ok() ? "" : code.error().message);
  Program program;
  program.instructions = code.value();
  program.functions.push_back(
      {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  return program;
}

FlowGraph graph_of(const std::string& text) {
  const auto graph = flow_graph(program_of(text), 0);
  EXPECT_TRUE(graph.ok()) << (graph.ok() ? "" : graph.error().message);
  return graph.value();
}

TEST(FlowGraph, StraightCodeHasNoCutPoints) {
  const FlowGraph graph = graph_of("r0 = 0\nr0 += 1\nexit\n");
  for (std::uint32_t slot = 0; slot < 3; ++slot) {
    EXPECT_FALSE(graph.at(slot).cut_point);
    EXPECT_EQ(graph.at(slot).position, slot);
    EXPECT_EQ(graph.at(slot).loop_depth, 0u);
  }
}

TEST(FlowGraph, LongStraightCodeHasACutPointNowAndThen) {
  std::string text;
  for (int i = 0; i < 1200; ++i) text += "r0 = 5 ll\n";
  const FlowGraph graph = graph_of(text + "exit\n");
  std::uint32_t stretch = 0;
  std::uint32_t longest = 0;
  std::size_t cuts = 0;
  for (const SlotFlow& slot : graph.slots) {
    stretch = slot.cut_point ? 0 : stretch + 1;
    longest = std::max(longest, stretch);
    if (slot.cut_point) {
      ++cuts;
      EXPECT_TRUE(slot.reachable);
    }
  }
  EXPECT_LT(longest, 514u);
  EXPECT_EQ(cuts, 4u);
}

TEST(FlowGraph, LongCodeInALoopHasNone) {
  std::string text = "r1 = 9\nL:\n";
  for (int i = 0; i < 600; ++i) text += "r0 = 5 ll\n";
  const FlowGraph graph = graph_of(text + "r1 += -1\nif r1 != 0 goto L\nexit\n");
  const auto in_the_loop = [](const SlotFlow& s) { return s.cut_point && s.loop_depth > 0; };
  EXPECT_EQ(std::ranges::count_if(graph.slots, in_the_loop), 1) << "the head alone";
}

TEST(FlowGraph, AMergeIsACutPointAndNoLoop) {
  const FlowGraph graph = graph_of("r0 = 0\nif r1 == 0 goto L\nr0 = 1\nL:\nexit\n");
  EXPECT_TRUE(graph.at(3).cut_point);
  EXPECT_FALSE(graph.at(3).loop_head);
  EXPECT_EQ(graph.at(3).predecessors, 2u);
  EXPECT_GT(graph.at(3).position, graph.at(2).position);
}

TEST(FlowGraph, AWideLoadTakesTwoSlots) {
  const FlowGraph graph = graph_of("r0 = 5 ll\nexit\n");
  EXPECT_EQ(graph.at(0).successors, std::vector<std::uint32_t>{2});
  EXPECT_FALSE(graph.at(1).reachable);
}

TEST(FlowGraph, ALoopsMembersAreThoseOfItsInnerLoopsToo) {
  const FlowGraph graph = graph_of(
      "r0 = 0\nO:\nr1 = 0\nI:\nr1 += 1\nif r1 < 9 goto I\nr0 += 1\nif r0 < 9 goto O\n"
      "N:\nr0 -= 1\nif r0 > 1 goto N\nexit\n");
  EXPECT_EQ(loop_members(graph, 1), (std::vector<std::uint32_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(loop_members(graph, 2), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(loop_members(graph, 6), (std::vector<std::uint32_t>{6, 7}));
}

TEST(FlowGraph, NestedLoopsHaveTheirHeadsAndDepths) {
  const FlowGraph graph = graph_of(
      "r0 = 0\nO:\nr1 = 0\nI:\nr1 += 1\nif r1 < 9 goto I\nr0 += 1\nif r0 < 9 goto O\nexit\n");
  EXPECT_TRUE(graph.at(1).loop_head);
  EXPECT_TRUE(graph.at(2).loop_head);
  EXPECT_EQ(graph.at(0).loop_depth, 0u);
  EXPECT_EQ(graph.at(1).loop_depth, 1u);
  EXPECT_EQ(graph.at(2).loop_depth, 2u);
  EXPECT_EQ(graph.at(3).loop_depth, 2u);
  EXPECT_EQ(graph.at(4).loop_depth, 1u);
  EXPECT_EQ(graph.at(6).loop_depth, 0u);
}

TEST(FlowGraph, AnInstructionThatJumpsToItselfIsALoop) {
  const FlowGraph graph = graph_of("r0 = 0\nL:\nif r0 == r1 goto L\nexit\n");
  EXPECT_TRUE(graph.at(1).loop_head);
  EXPECT_EQ(graph.at(1).loop_depth, 1u);
}

TEST(FlowGraph, UnreachableCodeMayBeAnything) {
  const FlowGraph graph = graph_of("r0 = 0\nexit\nL:\ngoto L\nr0 = 1\n");
  EXPECT_FALSE(graph.at(2).reachable);
  EXPECT_FALSE(graph.at(3).reachable);
  EXPECT_FALSE(graph.at(2).cut_point);
}

TEST(FlowGraph, FallingOffTheEndNamesTheSlot) {
  const auto graph = flow_graph(program_of("r0 = 0\nif r0 == 1 goto L\nexit\nL:\nr0 = 1\n"), 0);
  ASSERT_FALSE(graph.ok());
  EXPECT_EQ(graph.error().code, ErrorCode::FallsOffEnd);
  EXPECT_NE(graph.error().message.find("slot 3"), std::string::npos) << graph.error().message;
}

TEST(FlowGraph, AFunctionMayNotRunOrJumpIntoTheNext) {
  Program program = program_of("r0 = 0\nr0 = 1\nexit\n");
  program.functions = {{"entry", 0, 2}, {"next", 2, 3}};
  const auto runs = flow_graph(program, 0);
  ASSERT_FALSE(runs.ok());
  EXPECT_EQ(runs.error().code, ErrorCode::FallsOffEnd);
  program.instructions[1] = Jump{2, false};
  const auto jumps = flow_graph(program, 0);
  ASSERT_FALSE(jumps.ok());
  EXPECT_EQ(jumps.error().code, ErrorCode::JumpOutOfProgram);
  EXPECT_TRUE(flow_graph(program, 1).ok());
}

/// A function of jumps to slots at random, forward and back, and an exit.
Program web_of(std::uint32_t size, std::mt19937& random) {
  Program program;
  for (std::uint32_t i = 0; i + 1 < size; ++i) {
    const auto target = static_cast<std::int32_t>(random() % size);
    program.instructions.push_back(JumpIf{JumpOp::Eq, Width::W64, Reg{1}, Reg{2}, target});
  }
  program.instructions.push_back(Exit{});
  program.functions.push_back({"entry", 0, size});
  return program;
}

/// Bourdoncle's property: on every edge that goes back in the order, the target is a loop head; so
/// every cycle passes one.
void expect_heads_break_cycles(const FlowGraph& graph) {
  const auto size = static_cast<std::uint32_t>(graph.slots.size());
  ASSERT_EQ(graph.order.size(), size);
  std::vector<bool> taken(size);
  for (std::uint32_t from = 0; from < size; ++from) {
    const SlotFlow& flow = graph.at(from);
    ASSERT_TRUE(flow.reachable);
    ASSERT_LT(flow.position, size);
    ASSERT_EQ(graph.order[flow.position], from);
    ASSERT_FALSE(taken[flow.position]);
    taken[flow.position] = true;
    for (const std::uint32_t to : flow.successors) {
      if (graph.at(to).position > flow.position) continue;
      EXPECT_TRUE(graph.at(to).loop_head) << from << " -> " << to;
    }
  }
}

TEST(FlowGraph, EveryEdgeBackLeadsToALoopHead) {
  std::mt19937 random(1993);
  for (int round = 0; round < 200; ++round) {
    const auto graph = flow_graph(web_of(3 + random() % 40, random), 0);
    ASSERT_TRUE(graph.ok());
    expect_heads_break_cycles(graph.value());
  }
}

TEST(FlowGraph, LoopsDeeperThanAreToldApartKeepTheirHeads) {
  std::mt19937 random(64);
  const auto graph = flow_graph(web_of(2000, random), 0);
  ASSERT_TRUE(graph.ok());
  expect_heads_break_cycles(graph.value());
  std::uint32_t deepest = 0;
  for (const SlotFlow& slot : graph.value().slots) deepest = std::max(deepest, slot.loop_depth);
  EXPECT_EQ(deepest, kDeepestLoops + 1);
}

TEST(FlowGraph, ALongFunctionNeedsNoDeepRecursion) {
  Program program;
  constexpr std::uint32_t kSlots = 200'000;
  program.instructions.assign(kSlots - 1, Alu{AluOp::Mov, Width::W64, Reg{0}, Imm{0}});
  program.instructions.push_back(Exit{});
  program.functions.push_back({"entry", 0, kSlots});
  const auto graph = flow_graph(program, 0);
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(graph.value().at(kSlots - 1).position, kSlots - 1);
}

TEST(Program, FunctionAtFindsTheOwnerOfASlot) {
  Program program;
  program.functions = {{"entry", 0, 4}, {"sub", 4, 9}};
  EXPECT_EQ(function_at(program, 3), 0u);
  EXPECT_EQ(function_at(program, 4), 1u);
  EXPECT_THROW((void)function_at(program, 9), InternalFault);
}

}  // namespace
}  // namespace assay
