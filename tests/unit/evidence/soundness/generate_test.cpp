// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/generate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"
#include "unit/ir/interpreter/support.hpp"

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

/// Random fields, and regions of random bytes.
Event event_for(const Contract& contract, Random& random) {
  Event event;
  for (const ContextField& field : contract.fields) {
    const bool is_number = field.kind == FieldKind::Scalar && random.one_in(2);
    if (is_number) event.fields[field.name] = random.bytes(field.size);
  }
  for (const Region& region : contract.regions) {
    const std::uint64_t most = std::min<std::uint64_t>(region.max_size, 96);
    event.regions[region.name].bytes = random.bytes(random.below(most + 1));
  }
  event.hidden_packet = random.bytes(random.below(96));
  return event;
}

TEST(Generate, ProgramsAndMutantsRunTheSameInBothExecutors) {
  Random random(7);
  std::set<std::string> endings;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Generated made = generate(seed);
    if (seed % 2 == 1) (void)mutate(made.program, random);
    RunOptions options;
    options.max_instructions = 1 + random.below(3000);
    options.seed = seed;
    options.defaults = HelperDefaults::Random;
    const RunResult result = assay::testing::run_both(made.program, *made.contract,
                                                      event_for(*made.contract, random), options);
    endings.insert(assay::testing::fault_of(result));
    ASSERT_FALSE(::testing::Test::HasFailure()) << seed;
  }
  EXPECT_GT(endings.size(), 5U);
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
