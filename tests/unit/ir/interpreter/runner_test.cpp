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

}  // namespace
}  // namespace assay::testing
