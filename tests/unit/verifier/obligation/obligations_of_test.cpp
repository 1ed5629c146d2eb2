// SPDX-License-Identifier: Apache-2.0
// Which obligations an instruction has: they follow from the code and the contract alone.
#include "verifier/obligation/obligations_of.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

Program program_of(std::string_view text) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back(
      {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  return program;
}

/// Of the first instruction, by their places in the variant.
std::vector<std::size_t> kinds_of(std::string_view text,
                                  const Contract& contract = *find_contract("linux/xdp")) {
  const Obligations obligations = obligations_of(program_of(text), contract, 0);
  std::vector<std::size_t> kinds;
  for (const Obligation& o : obligations.all()) kinds.push_back(o.index());
  return kinds;
}

template <class... Os>
std::vector<std::size_t> kinds() {
  return {Obligation(Os{}).index()...};
}

TEST(ObligationsOf, AMoveWritesAndCopies) {
  EXPECT_EQ(kinds_of("r1 = r2; exit"), (kinds<Writable, Copyable>()));
  EXPECT_EQ(kinds_of("r1 = 7; exit"), (kinds<Writable>()));
}

TEST(ObligationsOf, ASumReadsBothOperandsBeforeItIsJudged) {
  EXPECT_EQ(kinds_of("r1 += r2; exit"), (kinds<Writable, Readable, Readable, Computable>()));
  EXPECT_EQ(kinds_of("w1 = w2; exit"), (kinds<Writable, Readable, Computable>()));
}

TEST(ObligationsOf, AConstantOfAShiftOrADivisionIsJudgedWhereThePlatformDoes) {
  for (const char* const text : {"r1 <<= 7; exit", "w1 %= 7; exit"}) {
    EXPECT_EQ(kinds_of(text), (kinds<Writable, Readable, ConstantTaken, Computable>())) << text;
    EXPECT_EQ(kinds_of(text, *find_contract("windows/xdp")),
              (kinds<Writable, Readable, Computable>()));
  }
}

TEST(ObligationsOf, ASignedDivisionOf64BitsIsJudgedByItsDivisor) {
  for (const char* const text : {"r1 s/= r2; exit", "r1 s%= r2; exit"}) {
    EXPECT_EQ(kinds_of(text),
              (kinds<Writable, Readable, ConstantTaken, Readable, ContextKept, Computable>()))
        << text;
  }
  EXPECT_EQ(kinds_of("w1 s/= w2; exit", *find_contract("windows/xdp")),
            (kinds<Writable, Readable, Readable, Computable>()));
}

TEST(ObligationsOf, TheLengthIsJudgedWhereTheWayHasOne) {
  Contract contract = *find_contract("windows/xdp");
  contract.executions.resize(1);
  EXPECT_EQ(kinds_of("r1 = 7; exit", contract), (kinds<Writable>()));
  contract.executions.front().most_slots = 9;
  EXPECT_EQ(kinds_of("r1 = 7; exit", contract), (kinds<LengthTaken, Writable>()));
}

TEST(ObligationsOf, AProgramOfASecurityHookIsLicensed) {
  EXPECT_EQ(kinds_of("r1 = 7; exit", *find_contract("linux/lsm")), (kinds<Licensed, Writable>()));
}

TEST(ObligationsOf, ALoadIsJudgedOnceItsAddressIs) {
  EXPECT_EQ(kinds_of("r1 = *(u32 *)(r2 + 4); exit"),
            (kinds<Writable, Readable, Accessible, WholePointerRead>()));
}

TEST(ObligationsOf, AStoreOfAnImmediateStoresNoPointer) {
  EXPECT_EQ(kinds_of("*(u64 *)(r10 - 8) = 1; exit"), (kinds<Readable, Accessible>()));
  EXPECT_EQ(kinds_of("*(u64 *)(r10 - 8) = r1; exit"),
            (kinds<Readable, Readable, Accessible, KeptPrivate, WholePointerStored>()));
}

TEST(ObligationsOf, AJumpHasNone) { EXPECT_TRUE(kinds_of("goto +0; exit").empty()); }

TEST(ObligationsOf, AnExitReleasesBeforeItReturns) {
  EXPECT_EQ(kinds_of("exit"), (kinds<AllReleased, ResultAllowed>()));
}

TEST(ObligationsOf, AHelperThatTheContractLacksIsJudgedByNothingElse) {
  EXPECT_EQ(kinds_of("call 60000; exit"), (kinds<Offered>()));
}

/// Every argument of every helper is first read, and then judged.
TEST(ObligationsOf, EachArgumentOfACallIsReadableAndFits) {
  for (const Contract& contract : builtin_contracts()) {
    for (const Helper& helper : contract.helpers) {
      Program program = program_of("call 1; exit");
      std::get<Call>(program.instructions[0]).target = static_cast<std::int64_t>(helper.id);
      const Obligations obligations = obligations_of(program, contract, 0);
      const auto arguments = std::ranges::count_if(
          helper.args, [](const Argument& a) { return a.kind != ArgKind::None; });
      const auto has = [&]<class O>() {
        return std::ranges::count_if(
            obligations.all(), [](const Obligation& o) { return std::holds_alternative<O>(o); });
      };
      EXPECT_EQ(has.template operator()<ArgumentReadable>(), arguments) << helper.name;
      EXPECT_EQ(has.template operator()<ArgumentFits>(), arguments) << helper.name;
      EXPECT_EQ(has.template operator()<FewHeld>(), helper.acquires ? 1 : 0) << helper.name;
      EXPECT_EQ(has.template operator()<AllReleased>(), helper.tail_call ? 1 : 0) << helper.name;
    }
  }
}

}  // namespace
}  // namespace assay
