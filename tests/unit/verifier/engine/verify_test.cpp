// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/verify.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "ir/contract/execution.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

Verification judge(std::string_view text, const Contract& contract) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  return verify(p, contract, {});
}
Verification judge(std::string_view text, std::string_view contract = "linux/xdp") {
  const Contract* c = find_contract(contract);
  EXPECT_NE(c, nullptr);
  return judge(text, *c);
}

std::string told(const Verification& o) {
  std::string s;
  for (const Refusal& refusal : o.refusals()) {
    s += std::string(error_id(code_of(refusal.cause))) + "@" +
         std::to_string(slot_of(refusal.cause).value_or(9999)) + "\n";
  }
  return s;
}

std::uint64_t worst_case(const Verification& v) {
  return v.accepted() ? v.acceptance()->worst_case() : 0;
}

void accepts(std::string_view text, std::string_view contract = "linux/xdp") {
  const Verification o = judge(text, contract);
  EXPECT_TRUE(o.accepted()) << told(o);
}

void refuses(std::string_view text, ErrorCode code, std::string_view contract = "linux/xdp") {
  const Verification o = judge(text, contract);
  ASSERT_FALSE(o.accepted());
  ASSERT_FALSE(o.refusals().empty());
  EXPECT_EQ(code_of(o.refusals().front().cause), code) << told(o);
}

/// linux/xdp with a helper that gives memory of any size, and one that takes it back.
Contract with_allocator() {
  Contract contract = *find_contract("linux/xdp");
  Helper give;
  give.id = 9000;
  give.name = "give";
  give.args[0].kind = ArgKind::Scalar;
  give.returns = ReturnKind::MemoryOrNull;
  give.acquires = true;
  Helper take;
  take.id = 9001;
  take.name = "take";
  take.args[0].kind = ArgKind::AllocatedMemory;
  take.releases = 0;
  contract.helpers.push_back(give);
  contract.helpers.push_back(take);
  return contract;
}
/// r7 is memory of r6 bytes, 1 to 64, in which `use` happens.
Verification judge_use(std::string_view use) {
  const std::string before =
      "r6 = *(u32 *)(r1 + 12); r0 = 2; if r6 == 0 goto out; if r6 > 64 goto out; r1 = r6;"
      "call 9000; if r0 == 0 goto out; r7 = r0;";
  return judge(before + std::string(use) + "r1 = r7; call 9001; out: r0 = 2; exit",
               with_allocator());
}

TEST(Verify, MemoryOfASizeThatIsKnownInARunIsUsedUpToIt) {
  for (const std::string_view use :
       {"r0 = *(u8 *)(r7 + 0);", "r7 += r6; *(u8 *)(r7 - 1) = 1; r7 -= r6;",
        "r8 = 0; more: if r8 >= r6 goto done; r1 = r7; r1 += r8; *(u8 *)(r1 + 0) = 0; r8 += 1;"
        "goto more; done:"}) {
    const Verification verification = judge_use(use);
    ASSERT_TRUE(verification.accepted()) << use << "\n" << told(verification);
    EXPECT_TRUE(verification.acceptance()->basis().sizes_of_the_run);
  }
}
TEST(Verify, MemoryOfASizeThatIsKnownInARunEndsThere) {
  for (const std::string_view use :
       {"r0 = *(u8 *)(r7 + 1);", "r7 += r6; *(u8 *)(r7 + 0) = 1; r7 -= r6;",
        "r0 = *(u8 *)(r7 - 1);",
        "r8 = 0; more: if r8 > r6 goto done; r1 = r7; r1 += r8; *(u8 *)(r1 + 0) = 0; r8 += 1;"
        "goto more; done:"}) {
    const Verification verification = judge_use(use);
    ASSERT_FALSE(verification.accepted()) << use;
    EXPECT_EQ(code_of(verification.refusals().front().cause), ErrorCode::OutOfBounds) << use;
  }
}

/// A program that takes the address of an array in which a section of data lies, with `kind` of
/// load.
Verification judge_data(WideKind kind, std::string_view section, const Contract& contract) {
  auto instructions = assemble("r1 = 0 ll; r0 = 0; exit");
  EXPECT_TRUE(instructions.ok());
  Program p;
  p.instructions = std::move(instructions).value();
  p.instructions.front() = LoadImm64{Reg{1}, kind, 0};
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  Map data;
  data.name = section;
  data.kind = 2;
  data.key_size = 4;
  data.value_size = 8;
  data.max_entries = 1;
  data.is_data = true;
  data.read_only = section == ".rodata";
  data.contents = std::vector<std::uint8_t>(8);
  p.maps.push_back(data);
  return verify(p, contract, {});
}

TEST(Verify, VariablesThatAreWrittenNeedAContractWithMemoryForThem) {
  Contract without = *find_contract("unspec");
  without.policy.writable_globals = false;
  for (const WideKind kind : {WideKind::MapValue, WideKind::Map}) {
    const Verification refused = judge_data(kind, ".bss", without);
    ASSERT_FALSE(refused.accepted());
    EXPECT_EQ(code_of(refused.refusals().front().cause), ErrorCode::WritableDataUnsupported)
        << told(refused);
    EXPECT_EQ(slot_of(refused.refusals().front().cause), 0U);
    EXPECT_TRUE(judge_data(kind, ".rodata", without).accepted());
    for (const Contract& contract : builtin_contracts()) {
      EXPECT_EQ(told(judge_data(kind, ".bss", contract)).find("A208"), std::string::npos)
          << contract.name;
    }
  }
}

TEST(Verify, AProgramThatTheInterpreterWouldCutIsRefusedForThatWayAlone) {
  const Contract& bind = *find_contract("windows/bind");
  const auto of_slots = [](std::size_t slots) {
    std::string text;
    for (std::size_t i = 2; i < slots; ++i) text += "r2 = 7; ";
    return text + "r0 = 0; exit";
  };
  EXPECT_TRUE(judge(of_slots(8189), bind).accepted());
  const Verification refused = judge(of_slots(8190), bind);
  ASSERT_FALSE(refused.accepted());
  ASSERT_EQ(refused.refusals().size(), 1U);
  EXPECT_EQ(code_of(refused.refusals().front().cause), ErrorCode::ProgramTooLong);
  EXPECT_EQ(refused.refusals().front().ways, std::vector<std::size_t>{1}) << "native and jit are 0";
  for (const char* const way : {"native", "jit"})
    EXPECT_TRUE(judge(of_slots(8190), narrowed_to(bind, way).value()).accepted()) << way;
  EXPECT_FALSE(judge(of_slots(8190), narrowed_to(bind, "interpreter").value()).accepted());
  EXPECT_TRUE(judge(of_slots(8190), "linux/xdp").accepted());
}

/// An object with two maps of one struct type, of whose maps the program names this one.
Verification judge_of_one_type(std::uint32_t named, const Contract& contract) {
  Program p;
  p.instructions = assemble("r1 = 0 ll; r0 = 2; exit").value();
  p.instructions[0] = LoadImm64{Reg{1}, WideKind::Map, named};
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  for (const char* const name : {"seen", "dropped", "other"}) {
    Map map;
    map.name = name;
    map.kind = 2;
    map.key_size = 4;
    map.value_size = 8;
    map.max_entries = 4;
    p.maps.push_back(map);
  }
  p.maps_of_one_type = {0, 1};
  return verify(p, contract, {});
}

TEST(Verify, NoMapIsNamedWhereThePlatformTellsMapsApartByTypesAndTwoHaveOne) {
  for (const std::uint32_t named : {0U, 1U, 2U}) {
    for (const Contract& contract : builtin_contracts()) {
      const bool is_refused = contract.policy.maps_told_apart_by_type;
      EXPECT_EQ(is_refused, contract.platform == Platform::Windows) << contract.name;
      EXPECT_EQ(told(judge_of_one_type(named, contract)).find("A213") != std::string::npos,
                is_refused)
          << contract.name;
    }
  }
}

/// Loops one inside another, two rounds each, their counters in stack cells.
std::string nested_loops(int depth) {
  std::string text;
  for (int i = 1; i <= depth; ++i)
    text += "*(u64 *)(r10 - " + std::to_string(8 * i) + ") = 0; l" + std::to_string(i) + ": ";
  for (int i = depth; i >= 1; --i) {
    const std::string cell = "*(u64 *)(r10 - " + std::to_string(8 * i) + ")";
    text += "r1 = " + cell + "; r1 += 1; " + cell + " = r1; if r1 < 2 goto l" + std::to_string(i) +
            "; ";
  }
  return text + "r0 = 2; exit";
}

TEST(Verify, AcceptsAConstantResult) { accepts("r0 = 1; exit"); }
TEST(Verify, TheWorstCaseIsTheLongestPathToTheProgramsEnd) {
  EXPECT_EQ(worst_case(judge("r0 = 1; exit")), 2U);
  EXPECT_EQ(worst_case(judge(
                "r2 = *(u32 *)(r1 + 12); r0 = 1; if r2 > 3 goto out; r0 = 2; r0 = 3; out: exit")),
            6U);
  EXPECT_EQ(worst_case(judge(
                "r2 = *(u32 *)(r1 + 12); if r2 > 3 goto long; r0 = 1; exit; long: r0 = 2; r0 = 3; "
                "r0 = 1; exit")),
            6U);
}
TEST(Verify, TheWorstCaseOfALoopCountsEveryRound) {
  const Verification o = judge("r1 = 0; r0 = 1; loop: r1 += 1; if r1 < 100 goto loop; exit");
  EXPECT_GE(worst_case(o), 203U);
  EXPECT_LE(worst_case(o), 207U);
}
TEST(Verify, ACostThatIsTooLargeToCountIsMoreThanAnyBudget) {
  auto instructions = assemble(
      "r3 = 0x4000000000000000 ll; r1 = 0; a: r2 = 0; b: r2 += 1; if r2 < r3 goto b; r1 += 1;"
      "if r1 < r3 goto a; r0 = 2; exit");
  ASSERT_TRUE(instructions.ok());
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  VerifyOptions options;
  options.max_instructions = ~std::uint64_t{0};
  const Verification v = verify(p, *find_contract("linux/xdp"), options);
  ASSERT_FALSE(v.accepted());
  EXPECT_EQ(code_of(v.refusals().front().cause), ErrorCode::BudgetExceeded) << told(v);
}
TEST(Verify, RefusesAResultThatWasNeverWritten) {
  refuses("exit", ErrorCode::RegisterUninitialised);
}
TEST(Verify, AcceptsAPacketReadBehindItsCheck) {
  accepts(
      "w2 = *(u32 *)(r1 + 0); r3 = 1; r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += "
      "14; if r4 > r3 goto out; r5 = *(u8 *)(r2 + 13); out: r0 = 2; exit");
}
TEST(Verify, RefusesAPacketReadOneByteBehindItsCheck) {
  refuses(
      "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 14; if r4 > r3 goto out; r5 = "
      "*(u8 *)(r2 + 14); out: r0 = 2; exit",
      ErrorCode::OutOfBounds);
}
TEST(Verify, AcceptsALoopWithAnEqualityExit) {
  accepts(
      "r1 = 0; r3 = 7; loop: r2 = r10; r2 += r1; *(u8 *)(r2 - 40) = r3; r1 += 1; if r1 != 40 goto "
      "loop; r0 = 0; exit");
}
TEST(Verify, RefusesTheLoopThatWritesOneByteTooFar) {
  refuses(
      "r1 = 0; r3 = 7; loop: r2 = r10; r2 += r1; *(u8 *)(r2 - 40) = r3; r1 += 1; if r1 != 41 goto "
      "loop; r0 = 0; exit",
      ErrorCode::StackOutOfBounds);
}
TEST(Verify, AcceptsAPointerWalkToTheEndOfThePacket) {
  accepts(
      "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r0 = 0; loop: if r2 >= r3 goto out; r4 = *(u8 "
      "*)(r2 + 0); r2 += 1; goto loop; out: exit");
}
TEST(Verify, RefusesALoopWithoutEnd) {
  refuses("loop: r2 = 1; goto loop", ErrorCode::LoopNotProved);
}
TEST(Verify, StopsUnrollingALoopWhoseTestRepeats) {
  // The shift copies the sign: after some rounds the word stays -1, while the sum in r5 still
  // grows.
  constexpr std::string_view kEndless =
      "r2 = *(u64 *)(r1 + 48); r5 = 0; loop: r3 = r2; r3 &= 15; r5 += r3; r2 s>>= 4; if r2 != 0 "
      "goto loop; r0 = 0; if r5 > 40 goto out; r0 = 1; out: exit";
  const Verification o = judge(kEndless, "windows/process");
  ASSERT_FALSE(o.refusals().empty());
  EXPECT_EQ(code_of(o.refusals().front().cause), ErrorCode::LoopNotProved) << told(o);
  EXPECT_LT(o.states, 200U);
}
TEST(Verify, WidensRoundsThatMergeAgainAndAgain) {
  // The packet is walked by steps that may be 0, and a number changes each round: 21,000 states
  // were searched for 16 instructions, most of them in rounds that merged for ever and were never
  // widened.
  const Verification v = judge(
      "r2 = *(u32 *)(r1 + 0); r4 = *(u32 *)(r1 + 4); r5 = *(u32 *)(r1 + 12);"
      "loop: r0 = r2; r0 += 4; if r0 > r4 goto out; r0 = *(u16 *)(r2 + 2); r0 &= 21; r2 += r0;"
      "r5 *= r5; r5 = bswap64 r5; if r5 != 0 goto loop; out: r0 = r5; r0 &= 1; exit");
  EXPECT_FALSE(v.accepted());
  EXPECT_LT(v.states, 6000U);
}
TEST(Verify, SearchesOnceWhereNoRungDiffers) {
  const Verification v = judge("r2 = *(u8 *)(r10 + 0); r0 = 2; exit");
  EXPECT_EQ(told(v), "A502@0\n");
  EXPECT_EQ(v.states, 1U);
}
TEST(Verify, CountsTheRoundsOfThirtyNestedLoops) {
  refuses(nested_loops(30), ErrorCode::BudgetExceeded);
}
TEST(Verify, RefusesLoopsNestedDeeperThanItFollows) {
  refuses(nested_loops(40), ErrorCode::TooComplex);
}
TEST(Verify, PointsAtTheTestThatLeavesALoop) {
  // The test at the head leaves; the one in the middle of a round stands later in the source.
  const Verification o = judge(
      "r2 = *(u64 *)(r1 + 48); loop: if r2 == 7 goto out; r2 ^= 5; if r2 == 9 "
      "goto out; r2 ^= 6; goto loop; out: r0 = 0; exit",
      "windows/process");
  ASSERT_FALSE(o.refusals().empty());
  EXPECT_EQ(code_of(o.refusals().front().cause), ErrorCode::LoopNotProved) << told(o);
  EXPECT_EQ(slot_of(o.refusals().front().cause), 1U);
}
TEST(Verify, KeepsACheckThatAFlagRemembers) {
  accepts(
      "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r5 = r2; r5 += 4; if r5 > r3 goto bad; w3 = "
      "0; goto join; bad: w3 = -22; join: if w3 != 0 goto out; w0 = *(u32 *)(r2 + 0); out: r0 = 0; "
      "exit");
}

}  // namespace
}  // namespace assay
