// SPDX-License-Identifier: Apache-2.0
// Sides of branches that chance does not find are reached by solving, and what stands behind them
// is judged like everything else.
#include "evidence/soundness/reach.hpp"

#include <gtest/gtest.h>

#include <string>

#include "evidence/soundness/judge.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::soundness::testing {
namespace {

/// Under linux/xdp: r2 points to eight bytes of packet, r3 to its end, r9 to the context, r0 is 1.
constexpr const char* kPacket =
    "r9 = r1\nr2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr4 = r2\nr4 += 8\nr0 = 1\n"
    "if r4 > r3 goto +1\ngoto +1\nexit\n";

Program program_of(const std::string& text) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions = {{"f", 0, static_cast<std::uint32_t>(program.instructions.size())}};
  return program;
}

const Contract& xdp() { return *find_contract("linux/xdp"); }

JudgeOptions asking(std::uint32_t questions) {
  JudgeOptions options;
  options.seed = 3;
  options.questions = questions;
  return options;
}

/// The program behind the packet's check: `compute` leaves a word in r5, `branch` (a jump by one)
/// tests it.
Program guarded(const std::string& compute, const std::string& branch) {
  return program_of(kPacket + compute + branch + " goto +1\ngoto +2\nr0 = 2\nr5 = 0\nexit");
}

std::size_t guard_of(const Program& program) { return program.instructions.size() - 5; }

struct Hidden {
  const char* name;
  const char* compute;
  const char* branch;
};

const Hidden kHidden[] = {
    {"word", "r5 = *(u32 *)(r2 + 2)\n", "if r5 == 0x1234beef"},
    {"signed_byte_arithmetic", "r5 = *(s8 *)(r2 + 3)\nr5 *= 77\nr6 = *(u16 *)(r2 + 5)\nr5 += r6\n",
     "if r5 == 60001"},
    {"narrow_arithmetic", "r5 = *(u64 *)(r2 + 0)\nw5 *= 3\nw5 ^= 0x5a5a5a5a\n",
     "if w5 == 0x1234beef"},
    {"network_order", "r5 = *(u32 *)(r2 + 1)\nr5 = be32 r5\nr5 += 0x777\n", "if r5 == 0x1234beef"},
    {"spilled", "r6 = *(u32 *)(r2 + 1)\nr6 *= 5\n*(u64 *)(r10 - 8) = r6\nr5 = *(u32 *)(r10 - 8)\n",
     "if w5 == 0x1234beef"},
    {"stored_in_the_packet",
     "r6 = *(u32 *)(r2 + 0)\nr6 *= 7\n*(u32 *)(r2 + 4) = r6\nr5 = *(u16 *)(r2 + 5)\n"
     "r6 = *(u8 *)(r2 + 7)\nr6 <<= 16\nr5 |= r6\n",
     "if r5 == 0x12beef"},
    {"packet_length", "r5 = r3\nr5 -= r2\n", "if r5 == 1777"},
    {"context_field", "r5 = *(u32 *)(r9 + 16)\nr5 *= 9\n", "if w5 == 0x1234beef"},
    {"result_of_a_helper", "call 7\nr5 = r0\nr0 = 1\nr5 *= 3\n", "if w5 == 0x1234beef"},
};

TEST(Reach, HiddenSidesAreReachedBySolvingOnly) {
  for (const Hidden& hidden : kHidden) {
    const Program program = guarded(hidden.compute, hidden.branch);
    const std::size_t guard = guard_of(program);
    const Judged without = judge(program, xdp(), asking(0));
    ASSERT_TRUE(without.accepted) << hidden.name;
    EXPECT_TRUE(without.fell[guard] && !without.taken[guard]) << hidden.name;
    EXPECT_EQ(without.solving.asked, 0u) << hidden.name;
    const Judged with = judge(program, xdp(), asking(4));
    EXPECT_TRUE(with.taken[guard]) << hidden.name;
    EXPECT_FALSE(with.breach) << hidden.name << ": " << with.breach->what;
    EXPECT_EQ(with.solving.missing, 1u) << hidden.name;
    EXPECT_EQ(with.solving.reached, 1u) << hidden.name;
    EXPECT_EQ(with.runs, without.runs + 1) << hidden.name;
  }
}

TEST(Reach, BranchesBehindAReachedSideAreReachedNext) {
  const Program program =
      program_of(std::string(kPacket) +
                 "r5 = *(u32 *)(r2 + 0)\nr5 *= 3\nif w5 == 0x1234beef goto +1\nexit\n"
                 "r5 = *(u32 *)(r2 + 4)\nr5 *= 5\nif w5 == 0x7654321 goto +1\nexit\nr0 = 2\nexit");
  const Judged judged = judge(program, xdp(), asking(4));
  EXPECT_EQ(judged.solving.reached, 2u);
  EXPECT_TRUE(judged.executed[program.instructions.size() - 1]);
}

TEST(Reach, AnImpossibleSideGivesNothing) {
  const Program program =
      guarded("r5 = *(u32 *)(r2 + 2)\nr5 *= 6\nr5 += 1\nr5 &= 0xffff\n", "if r5 == 0xbee2");
  const Judged judged = judge(program, xdp(), asking(4));
  EXPECT_FALSE(judged.taken[guard_of(program)]);
  EXPECT_EQ(judged.solving.missing, 1u);
  EXPECT_EQ(judged.solving.asked, 1u);
  EXPECT_EQ(judged.solving.impossible, 1u);
  EXPECT_EQ(judged.solving.solved, 0u);
  EXPECT_EQ(judged.runs, asking(4).runs);
}

TEST(Reach, QuestionsAreLimited) {
  std::string text = kPacket;
  for (const char* word : {"0x1234beef", "0x2345beef", "0x3456beef"}) {
    text += "r5 = *(u32 *)(r2 + 2)\nw5 *= 3\nif w5 == " + std::string(word) + " goto +1\nr0 = 2\n";
  }
  const Program program = program_of(text + "exit");
  EXPECT_EQ(judge(program, xdp(), asking(2)).solving.reached, 2u);
  EXPECT_EQ(judge(program, xdp(), asking(2)).solving.asked, 2u);
  EXPECT_EQ(judge(program, xdp(), asking(8)).solving.reached, 3u);
}

TEST(Reach, ABreachBehindAHiddenSideIsFound) {
  const Program program = guarded("r5 = *(u32 *)(r2 + 2)\n", "if r5 == 0x1234beef");
  Verified said = verified(program, xdp());
  ASSERT_TRUE(said.accepted);
  const Judged right = judge_verified(program, xdp(), said, asking(4));
  EXPECT_FALSE(right.breach);
  EXPECT_EQ(right.solving.reached, 1u);
  // Only the hidden side is as long as the bound that was proved.
  --said.worst_case;
  EXPECT_FALSE(judge_verified(program, xdp(), said, asking(0)).breach);
  const Judged wrong = judge_verified(program, xdp(), said, asking(4));
  ASSERT_TRUE(wrong.breach);
  EXPECT_FALSE(wrong.breach->plan.chosen.empty());
}

}  // namespace
}  // namespace assay::soundness::testing
