// SPDX-License-Identifier: Apache-2.0
// That both executors agree on what programs do is tested wherever tests run them (run_both()).
// Here is that flat steps do it, and do not just leave everything to the reference executor.
#include "ir/interpreter/flat.hpp"

#include "support.hpp"

namespace assay::testing {
namespace {

/// Slots whose steps are not left to the reference executor by how they are made.
std::set<std::size_t> flat_slots(std::string_view text, std::vector<Map> maps = {}) {
  const FlatProgram flat(std::make_shared<Program>(program_of(text, std::move(maps))),
                         std::make_shared<Contract>(test_contract()));
  const FlatProgram left(std::make_shared<Program>(program_of("call 1\nexit")),
                         std::make_shared<Contract>(test_contract()));
  std::set<std::size_t> slots;
  for (std::size_t i = 0; i < flat.steps().size(); ++i) {
    if (flat.steps()[i].run != left.steps()[0].run) slots.insert(i);
  }
  return slots;
}

TEST(Flat, ArithmeticJumpsAccessesAndTheExitHaveAFlatForm) {
  EXPECT_EQ(flat_slots("r0 = 5\nr0 = -r0\nif r0 > 3 goto +1\ngoto +0\n"
                       "r2 = 0x100000000 ll\n*(u32 *)(r10 - 4) = r0\nr1 = *(u32 *)(r10 - 4)\nexit"),
            (std::set<std::size_t>{0, 1, 2, 3, 4, 6, 7, 8}));
}

TEST(Flat, WhatLeavesItsFunctionIsLeftToTheReference) {
  // A jump into the next function, and a last instruction that would go on into nothing.
  EXPECT_EQ(flat_slots("call f\nr0 = 1\nif r0 > 3 goto f\nexit\nf:\nr0 = 2"),
            (std::set<std::size_t>{1, 3}));
  // One that would go on into the next function.
  EXPECT_EQ(flat_slots("call f\nr0 = 1\nf:\nr0 = 2\nexit"), (std::set<std::size_t>{2, 3}));
}

TEST(Flat, TheFramePointerIsNotWritten) {
  EXPECT_EQ(flat_slots("r10 = 5\nexit"), (std::set<std::size_t>{1}));
}

TEST(Flat, TheLimitHoldsToTheInstruction) {
  for (std::uint64_t limit = 0; limit < 12; ++limit) {
    RunOptions options;
    options.max_instructions = limit;
    const RunResult result =
        run_text("r0 = 5\nr0 += -1\nif r0 != 0 goto -2\nexit", {}, {}, options);
    EXPECT_EQ(fault_of(result), "InstructionLimit") << limit;
    EXPECT_EQ(result.instructions, limit);
  }
}

}  // namespace
}  // namespace assay::testing
