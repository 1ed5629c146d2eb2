// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/generate.hpp"

#include <gtest/gtest.h>

#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"

namespace assay::soundness::testing {
namespace {

TEST(Generate, ProgramsDecodeAndASeedRepeats) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Generated made = generate(seed);
    const auto again = decode(encode(made.program.instructions));
    ASSERT_TRUE(again.ok()) << seed << ": " << again.error().message;
    ASSERT_EQ(again.value(), made.program.instructions) << seed;
    ASSERT_EQ(generate(seed).program.instructions, made.program.instructions) << seed;
  }
}

TEST(Generate, MutantsDecode) {
  Random random(5);
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Generated made = generate(seed);
    changed += mutate(made.program, random) ? 1 : 0;
    ASSERT_TRUE(decode(encode(made.program.instructions)).ok()) << seed;
  }
  EXPECT_GT(changed, 150);
}

TEST(Generate, InstructionsAreTakenOutAndTargetsMove) {
  Program program;
  program.instructions = {Alu{AluOp::Mov, Width::W64, Reg{0}, Imm{1}},
                          JumpIf{JumpOp::Eq, Width::W64, Reg{0}, Imm{1}, 3},
                          Alu{AluOp::Add, Width::W64, Reg{0}, Imm{2}}, Exit{}};
  program.locations.resize(4);
  program.functions = {{"f", 0, 4}};
  const auto rest = without(program, 2, 3);
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->instructions.size(), 3u);
  EXPECT_EQ(std::get<JumpIf>(rest->instructions[1]).target, 2);
  EXPECT_EQ(rest->functions[0].end, 3u);
  EXPECT_FALSE(without(program, 3, 4));
}

}  // namespace
}  // namespace assay::soundness::testing
