// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/runner.hpp"

#include "support.hpp"

namespace assay::testing {
namespace {

/// A runner of the program under a hook of which programs may read stack that nobody wrote.
Runner runner_of(std::string_view text, std::vector<Map> maps = {}) {
  Contract contract = test_contract();
  contract.policy.uninitialised_stack_reads = true;
  return Runner(flat_form(std::make_shared<Program>(program_of(text, std::move(maps))),
                          std::make_shared<Contract>(std::move(contract))));
}

TEST(Runner, NothingOfAnEventIsThereForTheNext) {
  // Of a packet of eight bytes the program keeps a copy on its stack, and gives what was there.
  Runner runner = runner_of(
      "r2 = *(u64 *)(r1 + 0)\nr3 = *(u64 *)(r1 + 8)\nr0 = *(u64 *)(r10 - 8)\nr2 += 8\n"
      "if r2 > r3 goto +2\nr2 = *(u64 *)(r2 - 8)\n*(u64 *)(r10 - 8) = r2\nexit");
  const std::uint64_t before = runner.run({}, {}).r0;
  (void)runner.run(packet_event({1, 2, 3, 4, 5, 6, 7, 8}), {});
  EXPECT_EQ(runner.run({}, {}).r0, before);
}

TEST(Runner, NothingOfAnEventIsThereForOneOfTheSameSizes) {
  // It gives what was on its stack, and the packet's first byte in place of the lowest of that.
  constexpr std::string_view kText =
      "r2 = *(u64 *)(r1 + 0)\nr3 = *(u64 *)(r1 + 8)\nr0 = *(u64 *)(r10 - 8)\nr4 = *(u64 *)(r10 - "
      "16)\n"
      "r0 ^= r4\nr2 += 8\nif r2 > r3 goto +5\nr2 = *(u64 *)(r2 - 8)\n*(u64 *)(r10 - 8) = r2\n"
      "*(u8 *)(r10 - 16) = r2\nr0 &= -256\nr2 &= 255\nr0 |= r2\nexit";
  const Event first = packet_event({1, 2, 3, 4, 5, 6, 7, 8});
  const Event second = packet_event({9, 9, 9, 9, 9, 9, 9, 9});
  Runner runner = runner_of(kText);
  Runner fresh = runner_of(kText);
  (void)runner.run(first, {});
  const std::uint64_t again = runner.run(second, {}).r0;
  EXPECT_EQ(again, fresh.run(second, {}).r0);
  EXPECT_EQ(again & 0xff, 9U);
  RunOptions other;
  other.seed = 1;
  const std::uint64_t by_chance = runner.run(second, other).r0;
  EXPECT_NE(by_chance, again);
  EXPECT_EQ(by_chance, runner_of(kText).run(second, other).r0);
  EXPECT_EQ(runner.run(second, {}).r0, again);
}

TEST(Runner, AnAddressOfTheRunBeforeIsNoMemory) {
  // The second run has no packet, and the address of the first one's is far from all memory.
  Runner runner = runner_of("r2 = 0xffff888000000000 ll\nr0 = *(u8 *)(r2 + 0)\nexit");
  EXPECT_EQ(fault_of(runner.run(packet_event({7}), {})), "none");
  EXPECT_EQ(fault_of(runner.run({}, {})), "OutOfBounds");
}

TEST(Runner, MemoryThatIsReleasedIsNotKept) {
  // Ten records of a megabyte, one after the other.
  Runner runner = runner_of(
      "r6 = 10\nagain:\nr1 = map[0]\nr2 = 1048576\nr3 = 0\ncall 31\nif r0 == 0 goto out\n"
      "r1 = r0\nr2 = 0\ncall 32\nr6 += -1\nif r6 != 0 goto again\nout:\nr0 = 0\nexit",
      {map_of("ring", kRing, 0, 0, 1 << 24)});
  EXPECT_EQ(fault_of(runner.run({}, {})), "none");
  EXPECT_LT(runner.kept_bytes(), std::uint64_t{1} << 16);
}

/// Adds 1 to its one value, then takes records of 64 MiB, as many as the packet has bytes, and
/// gives the value.
constexpr std::string_view kCountThenTake =
    "r6 = *(u64 *)(r1 + 8)\nr2 = *(u64 *)(r1 + 0)\nr6 -= r2\nr1 = map_value[0] + 0\n"
    "r7 = *(u32 *)(r1 + 0)\nr7 += 1\n*(u32 *)(r1 + 0) = r7\ntake:\nif r6 == 0 goto out\n"
    "r1 = map[1]\nr2 = 67108864\nr3 = 0\ncall 31\nr6 += -1\ngoto take\nout:\nr0 = r7\nexit";

TEST(Runner, WhatARunStoresIsThereForTheNextUnlessAnExceptionEndsIt) {
  std::vector<Map> maps = {map_of("count", kArray, 4, 4, 1), map_of("ring", kRing, 0, 0, 1 << 27)};
  maps[0].is_data = true;
  const auto program = std::make_shared<Program>(program_of(kCountThenTake, maps));
  const auto contract = std::make_shared<Contract>(test_contract());
  const HeldMaps held(*program);
  RunOptions options;
  options.held = held.pointers();
  const auto next = [&](const Event& event) {
    return Runner(flat_form(program, contract)).run(event, options).r0;
  };
  EXPECT_EQ(next({}), 1U);
  EXPECT_EQ(next({}), 2U);
  EXPECT_THROW((void)next(packet_event({1, 2, 3, 4})), RunTooLarge);
  EXPECT_EQ(next({}), 3U);
}

TEST(Runner, AMapCostsARunWhatItAsksForAndNotWhatItHolds) {
  // Of 4,096 values of 1 KiB one is written to.
  const auto program = std::make_shared<Program>(
      program_of("*(u32 *)(r10 - 4) = 77\nr1 = map[0]\nr2 = r10\nr2 += -4\ncall 1\n"
                 "if r0 == 0 goto out\n*(u8 *)(r0 + 0) = 1\nout:\nr0 = 0\nexit",
                 {map_of("many", kArray, 4, 1024, 4096)}));
  Event filling;
  for (std::uint32_t i = 0; i < 4096; ++i) {
    Bytes key(4);
    store_little(key, i);
    filling.maps["many"].push_back({key, Bytes(1024), {}});
  }
  const HeldMaps held(*program);
  RunOptions options;
  options.held = held.pointers();
  Runner runner(flat_form(program, std::make_shared<Contract>(test_contract())));
  EXPECT_EQ(fault_of(runner.run(filling, options)), "none");
  EXPECT_EQ(held.at(0).values.size(), 4096U);
  Runner next(flat_form(program, std::make_shared<Contract>(test_contract())));
  EXPECT_EQ(fault_of(next.run({}, options)), "none");
  EXPECT_LT(next.kept_bytes(), std::uint64_t{1} << 13);
  EXPECT_EQ(held.at(0).values.at({77, 0, 0, 0}).value[0], 1);
}

}  // namespace
}  // namespace assay::testing
