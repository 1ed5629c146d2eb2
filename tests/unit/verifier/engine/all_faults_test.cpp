// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/all_faults.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/ladder.hpp"
#include "verifier/engine/verify.hpp"

namespace assay {
namespace {

Map array_of(std::string name, std::uint32_t value_size) {
  Map map;
  map.name = std::move(name);
  map.kind = 2;
  map.key_size = 4;
  map.value_size = value_size;
  map.max_entries = 1;
  return map;
}

/// The codes and slots that are found in the program, under linux/xdp: "A504@4 A501@9". Maps 0 and
/// 1 have values of 64 and 16 bytes; map 2 is a ring.
std::string faults(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  if (!instructions.ok()) return "";
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  p.maps = {array_of("wide", 64), array_of("narrow", 16)};
  Map ring;
  ring.name = "ring";
  ring.kind = 27;
  ring.max_entries = 4096;
  p.maps.push_back(ring);
  const Verification verified = verify(p, *find_contract("linux/xdp"), {});
  EXPECT_EQ(verified.accepted(), verified.refusals().empty());
  std::multiset<std::pair<std::uint32_t, ErrorCode>> found;
  for (const Refusal& refusal : verified.refusals())
    found.emplace(slot_of(refusal.cause).value_or(9999), code_of(refusal.cause));
  std::string out;
  for (const auto& [slot, code] : found)
    out += (out.empty() ? "" : " ") + std::string(error_id(code)) + "@" + std::to_string(slot);
  return out;
}

TEST(AllFaults, AreToldOfEachPointerThatMayBeNull) {
  EXPECT_EQ(faults("*(u32 *)(r10 - 4) = 0; r1 = map[0]; r2 = r10; r2 += -4; call 1;"
                   "*(u64 *)(r0 + 0) = 1; r1 = map[1]; r2 = r10; r2 += -4; call 1;"
                   "*(u64 *)(r0 + 8) = 1; r0 = *(u64 *)(r0 + 0); r0 = 2; exit"),
            "A504@6 A504@12");
}

TEST(AllFaults, HaveOneForTheTestOfThePacketThatIsMissing) {
  EXPECT_EQ(faults("r2 = *(u32 *)(r1 + 0); r3 = *(u8 *)(r2 + 0); r3 = *(u16 *)(r2 + 12);"
                   "r4 = r2; r4 += 14; r3 = *(u8 *)(r4 + 9); r0 = 2; exit"),
            "A501@1");
}

TEST(AllFaults, HaveOneForEachTestOfThePacketThatIsTooShort) {
  EXPECT_EQ(faults("r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 4;"
                   "if r4 > r3 goto out; r5 = *(u8 *)(r2 + 4);"
                   "r4 = r2; r4 += 64; if r4 > r3 goto out; r5 = *(u8 *)(r2 + 64);"
                   "out: r0 = 2; exit"),
            "A501@5 A501@9");
}

TEST(AllFaults, HaveOneForAPacketOffsetThatNobodyTested) {
  EXPECT_EQ(
      faults("r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r5 = *(u32 *)(r1 + 12); r5 &= 60;"
             "r4 = r2; r4 += r5; r6 = *(u16 *)(r4 + 0); r7 = r4; r7 += 8; r6 = *(u8 *)(r7 + 0);"
             "r4 += 64; if r4 > r3 goto out; r6 = *(u8 *)(r4 + 0);"
             "out: r0 = 2; exit"),
      "A501@6 A501@12");
}

TEST(AllFaults, HaveOneForAHelperThatTheHookDoesNotOffer) {
  EXPECT_EQ(faults("call 9999; call 9998; call 9999; r0 = 2; exit"), "A203@0 A203@1");
}

TEST(AllFaults, HaveOneForAnIndexThatNobodyTested) {
  EXPECT_EQ(faults("r6 = *(u32 *)(r1 + 12); r7 = map_value[0] + 0; r7 += r6;"
                   "*(u8 *)(r7 + 0) = 1; r8 = map_value[0] + 0; r8 += r6; r8 += 1;"
                   "*(u8 *)(r8 + 0) = 1; r0 = 2; exit"),
            "A501@4");
}

TEST(AllFaults, AreToldOfEachObjectThatAnIndexLeaves) {
  EXPECT_EQ(faults("r6 = *(u32 *)(r1 + 12); r7 = map_value[0] + 0; r7 += r6;"
                   "*(u8 *)(r7 + 0) = 1; r8 = map_value[1] + 0; r8 += r6;"
                   "*(u8 *)(r8 + 0) = 1; r0 = 2; exit"),
            "A501@4 A501@8");
}

TEST(AllFaults, AreToldBehindAnAccessThatAlwaysLiesOutside) {
  EXPECT_EQ(faults("r7 = map_value[1] + 0; *(u64 *)(r7 + 16) = 1; r3 = r9;"
                   "r0 = 2; exit"),
            "A501@2 A401@3");
}

TEST(AllFaults, HaveOneForARegisterThatNobodyWrote) {
  EXPECT_EQ(faults("r3 = r6; r3 += 4; r4 = *(u64 *)(r3 + 0); if r4 == 0 goto out;"
                   "r4 = *(u8 *)(r4 + 0); out: r0 = 2; exit"),
            "A401@0");
}

TEST(AllFaults, HaveNoneForWhatAnUnknownHelperReturns) {
  EXPECT_EQ(faults("call 9999; *(u64 *)(r10 - 8) = r0; r1 = 0; r2 = *(u64 *)(r10 - 8);"
                   "if r2 == 0 goto out; r3 = *(u64 *)(r2 + 0); r3 += r2; *(u64 *)(r3 + 0) = 1;"
                   "out: exit"),
            "A203@0");
}

TEST(AllFaults, GoBothWaysFromATestOfSuchAResult) {
  EXPECT_EQ(faults("call 9999; if r0 == 0 goto out; r3 = r9; r0 = 2; exit;"
                   "out: r3 = r8; r0 = 2; exit"),
            "A203@0 A401@2 A401@5");
}

TEST(AllFaults, HaveOneForThePointersThatDiedInOneCall) {
  EXPECT_EQ(faults("r6 = r1; r7 = *(u32 *)(r1 + 0); r8 = *(u32 *)(r1 + 4); r2 = 0; call 44;"
                   "r2 = r7; r2 += 14; if r2 > r8 goto out; r3 = *(u8 *)(r7 + 0);"
                   "r3 = *(u8 *)(r8 - 1); out: r0 = 2; exit"),
            "A509@8");
}

TEST(AllFaults, AreToldOfEachArgumentOfACall) {
  EXPECT_EQ(faults("r1 = map[0]; r2 = 7; r3 = 8; r4 = 0; call 2; r3 = r9; r0 = 2; exit"),
            "A701@5 A701@5 A401@6");
}

TEST(AllFaults, HaveOneForASizeThatNobodyTested) {
  EXPECT_EQ(faults("r6 = r1; r3 = *(u32 *)(r1 + 12); r1 = map[2]; r2 = r10; r2 += -8;"
                   "*(u64 *)(r10 - 8) = 0; r4 = 0; call 130; r0 = 2; exit"),
            "A703@8");
}

TEST(AllFaults, LeaveOutWhatAFinerSearchProves) {
  const std::string correlated =
      "*(u32 *)(r10 - 4) = 0; r1 = map[0]; r2 = r10; r2 += -4; call 1; r7 = 0;"
      "if r0 == 0 goto same; r7 = 1; same: if r7 == 0 goto out; *(u64 *)(r0 + 0) = 1;"
      "out: r0 = 2; exit";
  EXPECT_EQ(faults(correlated), "");
  EXPECT_EQ(faults("r3 = r9;" + correlated), "A401@0");
}

/// How many faults are told of a program with two, `between` instructions apart, where the first
/// refusal cost so much.
std::size_t faults_told(std::size_t between, std::uint64_t effort) {
  Program p;
  const auto first = assemble("r3 = r6; r3 = 1");
  const auto last = assemble("r3 = r9; r0 = 2; exit");
  p.instructions = first.value();
  p.instructions.insert(p.instructions.end(), between, p.instructions.back());
  p.instructions.insert(p.instructions.end(), last.value().begin(), last.value().end());
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  const auto cuts = CutPoints::of(p);
  const std::array ladder{kJoinAtOnce};
  const Contract& contract = *find_contract("linux/xdp");
  const auto relevance = relevance_of(p, contract);
  return all_faults({p, contract, cuts.value(), relevance, ladder, effort}, {}).size();
}

TEST(AllFaults, CostNoMoreThanTheFirstRefusal) {
  constexpr std::size_t kFar = kLeastEffort / kWorkOfAStep + 1;
  EXPECT_EQ(faults_told(10, 0), 2U);
  EXPECT_EQ(faults_told(kFar, 0), 0U);
  EXPECT_EQ(faults_told(kFar, 3 * kLeastEffort), 2U);
}

TEST(AllFaults, LeaveTheLoopsThatTheyGoAround) {
  EXPECT_EQ(faults("r6 = *(u32 *)(r1 + 12); r5 = 0; again: r7 = map_value[0] + 0; r7 += r5;"
                   "*(u8 *)(r7 + 0) = 1; r5 += 1; if r5 < r6 goto again;"
                   "r3 = r9; r0 = 2; exit"),
            "A501@5 A401@8");
}

}  // namespace
}  // namespace assay
