// SPDX-License-Identifier: Apache-2.0
// What arithmetic relates its result to.
#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/says_of_extensions.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {
namespace {

/// What comes of one instruction.
struct AluSite {
  Program program;
  Contract contract;
  SymbolSupply symbols;
  testing::SaysOfExtensions advisor{testing::SaysOfExtensions::Of::All};
  State state;

  explicit AluSite(const std::string& instruction) {
    program.instructions = assemble(instruction + "; exit").value();
    program.locations.resize(program.instructions.size());
    program.functions.push_back(
        {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
    state = entry_state(environment());
  }
  Environment environment() { return {program, contract, symbols, nullptr, nullptr, &advisor}; }
  State run() {
    const Step step = execute(environment(), state, 0);
    return step.next.at(0).state;
  }
};

/// How many bounds there are after r1, a number of which nothing is known, was divided.
std::size_t bounds_after_division(std::uint32_t divisor) {
  AluSite site("r1 /= " + std::to_string(divisor));
  site.state.write(Reg{1},
                   Value::scalar(site.state.knowledge.introduce(site.symbols, Scalar::top())));
  return site.run().knowledge.bounds().size();
}

TEST(Alu, QuotientsAreHeldAgainstTheirDividendBelowTwentyBits) {
  EXPECT_EQ(bounds_after_division(10), 2U);
  EXPECT_EQ(bounds_after_division((1U << 20) - 1), 2U);
  EXPECT_EQ(bounds_after_division(1U << 20), 1U) << "at most the dividend";
}

/// r1 is a sum of four numbers of at most 1000 and 5, r2 a fifth, no greater than r1 by 5.
void hold_many_numbers(AluSite& site) {
  Knowledge& k = site.state.knowledge;
  Term sum;
  for (int i = 0; i < 4; ++i) {
    const Term next = k.introduce(site.symbols, Scalar::unsigned_range(0, 1000));
    sum = *Term::combine(sum, 1, next);
  }
  const Term fifth = k.introduce(site.symbols, Scalar::unsigned_range(0, 1000));
  k.learn(*LinearExpr::difference(LinearExpr::reading(fifth), LinearExpr::reading(sum)));
  site.state.write(Reg{1}, Value::scalar(sum.plus(5)));
  site.state.write(Reg{2}, Value::scalar(fifth));
}

TEST(Alu, ADifferenceOfMoreNumbersThanATermHoldsKeepsItsBounds) {
  for (const char* instruction : {"r1 -= r2", "w1 -= w2"}) {
    AluSite site(instruction);
    hold_many_numbers(site);
    const State after = site.run();
    EXPECT_TRUE(
        after.knowledge.lies_within(after.registers[1].term(), Scalar::unsigned_range(5, 4005)))
        << instruction;
    EXPECT_FALSE(
        after.knowledge.lies_within(after.registers[1].term(), Scalar::unsigned_range(6, 4005)));
  }
}
TEST(Alu, APointerMovedByMoreNumbersThanATermHoldsKeepsItsBounds) {
  AluSite site("r3 -= r2");
  hold_many_numbers(site);
  const MapElement region{};
  site.state.write(Reg{3}, Value::pointer(region, site.state.registers[1].term()));
  const State after = site.run();
  ASSERT_TRUE(after.registers[3].is_pointer());
  EXPECT_TRUE(
      after.knowledge.lies_within(after.registers[3].term(), Scalar::unsigned_range(5, 4005)));
}

}  // namespace
}  // namespace assay
