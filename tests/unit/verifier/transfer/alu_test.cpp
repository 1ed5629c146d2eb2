// SPDX-License-Identifier: Apache-2.0
// What arithmetic relates its result to.
#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {
namespace {

/// How many bounds there are after r1, a number of which nothing is known, was divided.
std::size_t bounds_after_division(std::uint32_t divisor) {
  Program program;
  program.instructions = assemble("r1 /= " + std::to_string(divisor) + "; exit").value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back(
      {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  Contract contract;
  SymbolSupply symbols;
  const Environment env{program, contract, symbols};
  State state = entry_state(env);
  state.write(Reg{1}, Value::scalar(state.knowledge.introduce(symbols, Scalar::top())));
  const Step step = execute(env, std::move(state), 0);
  return step.next.at(0).state.knowledge.bounds().size();
}

TEST(Alu, QuotientsAreHeldAgainstTheirDividendBelowTwentyBits) {
  EXPECT_EQ(bounds_after_division(10), 2U);
  EXPECT_EQ(bounds_after_division((1U << 20) - 1), 2U);
  EXPECT_EQ(bounds_after_division(1U << 20), 1U) << "at most the dividend";
}

}  // namespace
}  // namespace assay
