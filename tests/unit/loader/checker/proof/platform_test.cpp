// SPDX-License-Identifier: Apache-2.0
// What a platform asks for because of its own way of looking: the checker refuses a proof that was
// made for a contract which does not ask.
#include <gtest/gtest.h>

#include "support/builtin.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {
namespace {

Contract real(std::string_view name) {
  Contract contract = *find_contract(name);
  contract.executions.clear();
  return contract;
}

/// linux/xdp, and the same without the demand.
struct Hosts {
  explicit Hosts(bool Policy::* demand) : asks(real("linux/xdp")), lax(asks) {
    EXPECT_TRUE(asks.policy.*demand);
    lax.policy.*demand = false;
  }
  Contract asks;
  Contract lax;
};

TEST(CheckerPlatform, AConstantShiftOrDivisorIsOneThatThePlatformTakes) {
  const Hosts hosts(&Policy::constants_in_range);
  for (const char* const text : {"r1 <<= 64", "w1 >>= 32", "r1 s>>= -1", "r1 /= 0", "w1 s%= 0"}) {
    const Program program = program_of(std::string("r1 = 7; ") + text + "; r0 = 2; exit");
    EXPECT_EQ(judged(program, hosts.lax, hosts.lax), "Ok") << text;
    EXPECT_EQ(judged(program, hosts.lax, hosts.asks), "InstructionNotOffered") << text;
  }
  const Program last =
      program_of("r1 = 7; r1 <<= 63; w1 >>= 31; r1 /= 1; r2 = 64; r1 <<= r2; r0 = 2; exit");
  EXPECT_EQ(judged(last, hosts.lax, hosts.asks), "Ok");
}
TEST(CheckerPlatform, AWayThatLosesTheContextDividesByNoMinusOne) {
  const Contract lax = real("linux/xdp");
  Contract asks = lax;
  asks.executions.emplace_back().signed_division_loses_context = true;
  const auto said = [&](const std::string& text, const Contract& host) {
    const std::string before = "r2 = *(u32 *)(r1 + 12); r2 <<= 32; r2 s>>= 32; r3 = 7; ";
    return judged(program_of(before + text + "; r0 = 2; exit"), lax, host);
  };
  for (const char* const text :
       {"r3 s/= r2", "r3 s%= r2", "r3 s/= -1", "r3 s%= -1", "if r2 s> 0 goto +1; r3 s/= r2"}) {
    EXPECT_EQ(said(text, lax), "Ok") << text;
    EXPECT_EQ(said(text, asks), "InstructionNotOffered") << text;
  }
  for (const char* const text :
       {"if r2 == -1 goto +1; r3 s/= r2", "if r2 s<= -1 goto +1; r3 s%= r2", "r3 s/= -2",
        "r3 s%= 1", "r3 /= r2", "w3 s/= w2", "w3 s%= -1"})
    EXPECT_EQ(said(text, asks), "Ok") << text;
}
TEST(CheckerPlatform, AWayTakesNoMoreSlotsThanItSays) {
  const Contract lax = real("linux/xdp");
  Contract asks = lax;
  asks.executions.emplace_back().most_slots = 4;
  const auto said = [&](const std::string& text) {
    return judged(program_of(text + "; r0 = 2; exit"), lax, asks);
  };
  EXPECT_EQ(said("r1 = 7; r1 = 8"), "Ok");
  EXPECT_EQ(said("r1 = 7 ll"), "Ok");
  EXPECT_EQ(said("r1 = 7; r1 = 8; r1 = 9"), "ProgramTooLong");
  EXPECT_EQ(said("r1 = 7 ll; r1 = 8"), "ProgramTooLong");
}
TEST(CheckerPlatform, APointerIsStoredWhole) {
  const Hosts hosts(&Policy::pointers_stored_whole);
  const Program half = program_of("*(u32 *)(r10 - 8) = r1; r0 = 2; exit");
  EXPECT_EQ(judged(half, hosts.lax, hosts.lax), "Ok");
  EXPECT_EQ(judged(half, hosts.lax, hosts.asks), "PointerCorrupted");
}
TEST(CheckerPlatform, ATailCallStandsInTheEntryWhereFunctionsHaveNoTypes) {
  const Hosts hosts(&Policy::functions_by_type);
  Map next;
  next.name = "next";
  next.kind = 3;
  next.key_size = next.value_size = 4;
  next.max_entries = 1;
  Program inside =
      program_of("call leaves; r0 = 2; exit; leaves: r2 = map[0]; r3 = 0; call 12; r0 = 0; exit");
  inside.maps = {next};
  inside.functions = {{"entry", 0, 3}, {"leaves", 3, 9}};
  EXPECT_EQ(judged(inside, hosts.lax, hosts.lax), "Ok");
  EXPECT_EQ(judged(inside, hosts.lax, hosts.asks), "InstructionNotOffered");
  Program outside = program_of("r2 = map[0]; r3 = 0; call 12; r0 = 2; exit");
  outside.maps = {next};
  EXPECT_EQ(judged(outside, hosts.lax, hosts.asks), "Ok");
}
TEST(CheckerPlatform, AnArgumentIsAlignedWhereTheHelperSaysSo) {
  const Contract asks = real("linux/xdp");
  Contract lax = asks;
  for (Helper& helper : lax.helpers) {
    for (Argument& argument : helper.args) argument.aligned = false;
  }
  const auto length_at = [](int offset) {
    return program_of("*(u64 *)(r10 - 8) = 0; r2 = 1; r3 = r10; r3 += " + std::to_string(offset) +
                      "; r4 = 0; r5 = 0; call 163; r0 = 2; exit");
  };
  EXPECT_EQ(judged(length_at(-8), lax, asks), "Ok");
  EXPECT_EQ(judged(length_at(-6), lax, lax), "Ok");
  EXPECT_EQ(judged(length_at(-6), lax, asks), "Misaligned");
}
TEST(CheckerPlatform, ARegionIsPrivateWhereTheContractSaysSo) {
  const Contract own = real("linux/sched_cls");
  Contract shared = own;
  for (Region& region : shared.regions) region.unshared = false;
  const Program program = program_of(
      "r6 = *(u32 *)(r1 + 76); r7 = *(u32 *)(r1 + 80); r2 = r6; r2 += 40; if r2 > r7 goto out; "
      "r1 = r6; r2 = r6; r2 += 20; r3 = 20; call 204; out: r0 = 2; exit");
  EXPECT_EQ(judged(program, own, own), "Ok");
  EXPECT_EQ(judged(program, own, shared), "ArgumentWrongType");
}

}  // namespace
}  // namespace assay::test
