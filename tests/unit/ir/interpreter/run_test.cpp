// SPDX-License-Identifier: Apache-2.0
// What a run computes and shows: maps, helpers, moving packets, callbacks, placements.
#include "ir/contract/execution.hpp"
#include "ir/interpreter/random.hpp"
#include "support.hpp"
#include "support/builtin.hpp"

namespace assay::testing {
namespace {

Bytes little(std::uint64_t value, std::size_t size) {
  Bytes made(size);
  store_little(made, value);
  return made;
}

/// The key at r10 - 4 is `key`, the address of it in r2, map 0 in r1.
std::string with_key(int key) {
  return "*(u32 *)(r10 - 4) = " + std::to_string(key) + "\nr2 = r10\nr2 += -4\nr1 = map[0]\n";
}

const std::string kReadValue =
    "call 1\nif r0 == 0 goto none\nr0 = *(u64 *)(r0 + 0)\nexit\nnone:\nr0 = -1\nexit";

Event map_event(const std::string& name, std::vector<MapEntry> entries) {
  Event event;
  event.maps[name] = std::move(entries);
  return event;
}

TEST(Run, CountsInstructionsAndWideLoadsOnce) {
  const RunResult result = run_text("r0 = 5 ll\nr0 += 2\nexit");
  EXPECT_EQ(fault_of(result), "none");
  EXPECT_EQ(result.r0, 7u);
  EXPECT_EQ(result.instructions, 3u);
}

TEST(Run, ContextFieldsComeFromTheEvent) {
  Event event;
  event.fields["number"] = little(0x1122334455667788, 8);
  EXPECT_EQ(run_text("r0 = *(u64 *)(r1 + 16)\nexit", {}, event).r0, 0x1122334455667788u);
  EXPECT_EQ(run_text("r0 = *(u8 *)(r1 + 17)\nexit", {}, event).r0, 0x77u);
  EXPECT_EQ(run_text("*(u32 *)(r1 + 24) = 9\nr0 = *(u32 *)(r1 + 24)\nexit", {}, event).r0, 9u);
}

TEST(Run, ArrayMapsAreZeroAndEndAtMaxEntries) {
  const std::vector<Map> maps = {map_of("table", kArray, 4, 8, 4)};
  EXPECT_EQ(run_text(with_key(3) + kReadValue, maps).r0, 0u);
  EXPECT_EQ(run_text(with_key(4) + kReadValue, maps).r0, ~std::uint64_t{0});
}

TEST(Run, MapContentsComeFromTheEvent) {
  const std::vector<Map> maps = {map_of("table", kHash, 4, 8, 4)};
  const Event event = map_event("table", {{little(7, 4), little(99, 8), {}}});
  EXPECT_EQ(run_text(with_key(7) + kReadValue, maps, event).r0, 99u);
  EXPECT_EQ(run_text(with_key(8) + kReadValue, maps, event).r0, ~std::uint64_t{0});
}

TEST(Run, UpdatedValuesAreFoundAndDeletedOnesAreNot) {
  const std::string update =
      "*(u64 *)(r10 - 16) = 42\n" + with_key(1) + "r3 = r10\nr3 += -16\nr4 = 0\ncall 2\n";
  const std::vector<Map> maps = {map_of("table", kHash, 4, 8, 4)};
  EXPECT_EQ(run_text(update + with_key(1) + kReadValue, maps).r0, 42u);
  EXPECT_EQ(run_text(update + with_key(1) + "call 3\n" + with_key(1) + kReadValue, maps).r0,
            ~std::uint64_t{0});
}

TEST(Run, ValueStaysReadableAfterItsEntryIsDeleted) {
  const std::vector<Map> maps = {map_of("table", kHash, 4, 8, 4)};
  const Event event = map_event("table", {{little(1, 4), little(5, 8), {}}});
  const RunResult result = run_text(
      with_key(1) + "call 1\nr6 = r0\n" + with_key(1) + "call 3\nr0 = *(u64 *)(r6 + 0)\nexit", maps,
      event);
  EXPECT_EQ(fault_of(result), "none");
  EXPECT_EQ(result.r0, 5u);
}

TEST(Run, FullHashRefusesAndFullLruEvicts) {
  const std::string second =
      "*(u64 *)(r10 - 16) = 42\n" + with_key(2) + "r3 = r10\nr3 += -16\nr4 = 0\ncall 2\n";
  const Event event = map_event("table", {{little(1, 4), little(5, 8), {}}});
  EXPECT_EQ(run_text(second + "exit", {map_of("table", kHash, 4, 8, 1)}, event).r0,
            static_cast<std::uint64_t>(kTooBig));
  const std::vector<Map> lru = {map_of("table", kLru, 4, 8, 1)};
  EXPECT_EQ(run_text(second + with_key(2) + kReadValue, lru, event).r0, 42u);
  EXPECT_EQ(run_text(second + with_key(1) + kReadValue, lru, event).r0, ~std::uint64_t{0});
}

TEST(Run, TrieFindsTheLongestPrefix) {
  const std::vector<Map> maps = {map_of("routes", kTrie, 8, 8, 4)};
  const auto route = [](std::uint32_t bits, Bytes address, std::uint64_t value) {
    Bytes key = little(bits, 4);
    key.insert(key.end(), address.begin(), address.end());
    return MapEntry{key, little(value, 8), {}};
  };
  const Event event =
      map_event("routes", {route(8, {10, 0, 0, 0}, 1), route(16, {10, 1, 0, 0}, 2)});
  const auto find = [&](std::uint32_t address) {
    return run_text("*(u32 *)(r10 - 8) = 32\n*(u32 *)(r10 - 4) = " + std::to_string(address) +
                        "\nr2 = r10\nr2 += -8\nr1 = map[0]\n" + kReadValue,
                    maps, event)
        .r0;
  };
  EXPECT_EQ(find(0x0000010a), 2u);  // 10.1.0.0
  EXPECT_EQ(find(0x0000020a), 1u);  // 10.2.0.0
  EXPECT_EQ(find(0x0000000b), ~std::uint64_t{0});
}

TEST(Run, QueuesGiveTheOldestAndStacksTheNewest) {
  const std::string pop = "r1 = map[0]\nr2 = r10\nr2 += -8\ncall 17\nr0 = *(u64 *)(r10 - 8)\nexit";
  const Event event = map_event("items", {{{}, little(1, 8), {}}, {{}, little(2, 8), {}}});
  EXPECT_EQ(run_text(pop, {map_of("items", kQueue, 0, 8, 4)}, event).r0, 1u);
  EXPECT_EQ(run_text(pop, {map_of("items", kStack, 0, 8, 4)}, event).r0, 2u);
  // A pop that fails promises nothing about the buffer.
  EXPECT_EQ(fault_of(run_text(pop, {map_of("items", kQueue, 0, 8, 4)})), "UninitialisedStack");
}

TEST(Run, ArrayOfMapsGivesInnerMaps) {
  std::vector<Map> maps = {map_of("outer", kOuter, 4, 4, 2), map_of("inner", kHash, 4, 8, 4)};
  maps[0].inner = 1;
  const Event event = map_event("outer", {{little(0, 4), {}, {{little(3, 4), little(77, 8), {}}}}});
  const std::string text =
      with_key(0) +
      "call 1\nif r0 == 0 goto none\nr1 = r0\n*(u32 *)(r10 - 4) = 3\nr2 = r10\nr2 += -4\n" +
      kReadValue;
  EXPECT_EQ(run_text(text, maps, event).r0, 77u);
  EXPECT_EQ(run_text(text, maps).r0, ~std::uint64_t{0});
}

TEST(Run, HelperResultsAreTakenInOrder) {
  Event event;
  event.helpers["take_small"] = {{5, std::nullopt}, {6, std::nullopt}};
  const std::string call = "r1 = 1\ncall 22\n";
  EXPECT_EQ(run_text(call + "exit", {}, event).r0, 5u);
  EXPECT_EQ(run_text(call + call + "exit", {}, event).r0, 6u);
  EXPECT_EQ(run_text(call + call + call + "exit", {}, event).r0, 0u);
}

TEST(Run, OutBufferIsInitialisedAsFarAsTheResultSays) {
  const auto text = [](int offset) {
    return "r1 = r10\nr1 += -8\nr2 = 8\ncall 20\nr0 = *(u8 *)(r10 - " + std::to_string(offset) +
           ")\nexit";
  };
  Event event;
  event.helpers["fill"] = {{3, Bytes{1, 2, 3, 4, 5, 6, 7, 8}}};
  EXPECT_EQ(run_text(text(6), {}, event).r0, 3u);
  EXPECT_EQ(fault_of(run_text(text(5), {}, event)), "UninitialisedStack");
  event.helpers["fill"] = {{static_cast<std::uint64_t>(-1), std::nullopt}};
  EXPECT_EQ(fault_of(run_text(text(8), {}, event)), "UninitialisedStack");
}

TEST(Run, ScalarArgumentsCountAtTheirWidth) {
  EXPECT_EQ(fault_of(run_text("r1 = 0x100000007 ll\ncall 22\nexit")), "none");
}

TEST(Run, AdjustHeadMovesThePacket) {
  Bytes packet(20);
  packet[4] = 99;
  const RunResult result = run_text(
      "r6 = r1\nr2 = 4\ncall 21\nr2 = *(u64 *)(r6 + 0)\nr3 = *(u64 *)(r6 + 8)\nr0 = *(u8 *)(r2 + "
      "0)\n"
      "r3 -= r2\nr0 <<= 8\nr0 |= r3\nexit",
      {}, packet_event(packet));
  EXPECT_EQ(fault_of(result), "none");
  EXPECT_EQ(result.r0, 99u << 8 | 16u);
}

TEST(Run, NamesOfHelpersKindsAndRegionsMeanNothing) {
  Contract contract = test_contract();
  for (Helper& helper : contract.helpers) helper.name = "renamed";
  for (MapKind& kind : contract.map_kinds) kind.name = "renamed";
  contract.regions[0].name = "renamed";
  const Program reads = program_of(with_key(1) + kReadValue, {map_of("a", kArray, 4, 8, 2)});
  EXPECT_EQ(run_both(reads, contract, {}, {}).r0, 0u);
  Event event;
  event.regions["renamed"].bytes = Bytes(20, 7);
  event.helpers["renamed"] = {};
  const Program moves = program_of(
      "r6 = r1\nr2 = 2\ncall 21\nr0 = *(u64 *)(r6 + 8)\nr1 = *(u64 *)(r6 + 0)\nr0 -= r1\nexit");
  EXPECT_EQ(run_both(moves, contract, event, {}).r0, 18u);
  for (Helper& helper : contract.helpers) helper.model = HelperModel::Prototype;
  EXPECT_EQ(run_both(moves, contract, event, {}).r0, 20u);
}

TEST(Run, ReservedMemoryGoesOutWhenSubmitted) {
  const RunResult result = run_text(
      "r1 = map[0]\nr2 = 4\nr3 = 0\ncall 31\nif r0 == 0 goto out\n*(u32 *)(r0 + 0) = "
      "0x01020304\nr1 = r0\nr2 = 0\n"
      "call 32\nout:\nr0 = 0\nexit",
      {map_of("ring", kRing, 0, 0, 4096)});
  EXPECT_EQ(fault_of(result), "none");
  ASSERT_EQ(result.trace.size(), 3u);
  EXPECT_EQ(result.trace[1].kind, TraceKind::Output);
  EXPECT_EQ(result.trace[1].bytes, (Bytes{4, 3, 2, 1}));
}

TEST(Run, MapsAndOutputsMayNotTakeMoreThanARunMayHave) {
  const auto takes = [](std::uint32_t kind, std::uint32_t key_size, std::uint32_t value_size) {
    return std::vector<Map>{map_of("table", kind, key_size, value_size, 1u << 31)};
  };
  EXPECT_THROW((void)run_text(with_key(3) + kReadValue, takes(kArray, 4, UINT32_MAX)), RunTooLarge);
  EXPECT_THROW((void)run_text("r0 = 0\nexit", takes(kHash, UINT32_MAX, 4)), RunTooLarge);
  EXPECT_NO_THROW((void)run_text("r0 = 0\nexit", takes(kHash, 4, UINT32_MAX)));
  // Many of a size that is allowed.
  const std::string fill =
      "r6 = 0\nagain:\n*(u32 *)(r10 - 4) = r6\nr1 = map[0]\nr2 = r10\nr2 += -4\ncall 1\n"
      "r6 += 1\nif r6 < 300 goto again\nr0 = 0\nexit";
  EXPECT_THROW((void)run_text(fill, takes(kArray, 4, 1u << 20)), RunTooLarge);
  EXPECT_NO_THROW((void)run_text(fill, takes(kArray, 4, 1u << 10)));
}

TEST(Run, ReleasedMemoryMayBeTakenAgain) {
  const std::string records =
      "r6 = 0\nagain:\nr1 = map[0]\nr2 = 1048576\nr3 = 0\ncall 31\nif r0 == 0 goto out\nr1 = r0\n"
      "r2 = 0\ncall 32\nr6 += 1\nif r6 < 300 goto again\nout:\nr0 = r6\nexit";
  const Program program = program_of(records, {map_of("ring", kRing, 0, 0, 1u << 21)});
  const RunResult result = run(program, test_contract(), {}, {});
  EXPECT_EQ(result.r0, 300u);
  EXPECT_TRUE(result.trace_cut);
}

TEST(Run, VoidHelperLeavesNoResult) {
  const RunResult result =
      run_text("r1 = map[0]\nr2 = 4\nr3 = 0\ncall 31\nr1 = r0\nr2 = 0\ncall 32\nexit",
               {map_of("ring", kRing, 0, 0, 4096)});
  EXPECT_EQ(fault_of(result), "UninitialisedRegister");
}

TEST(Run, PrintShowsItsNumbers) {
  const RunResult result = run_text(
      "*(u64 *)(r10 - 8) = 0\n*(u8 *)(r10 - 8) = 0x25\n*(u8 *)(r10 - 7) = 0x64\nr1 = r10\nr1 += "
      "-8\nr2 = 8\nr3 = -7\n"
      "call 33\nr0 = 0\nexit");
  ASSERT_FALSE(result.trace.empty());
  EXPECT_EQ(result.trace[0].text, "-7");
}

TEST(Run, LoopCallsBackUntilTheCallbackSaysStop) {
  const auto text = [](const std::string& stop) {
    return "*(u64 *)(r10 - 8) = 0\nr1 = 10\nr2 = function f\nr3 = r10\nr3 += -8\nr4 = 0\ncall 34\n"
           "r1 = *(u64 *)(r10 - 8)\nr0 <<= 8\nr0 |= r1\nexit\n"
           "f:\nr3 = *(u64 *)(r2 + 0)\nr3 += 2\n*(u64 *)(r2 + 0) = r3\nr0 = 0\nif r1 != " +
           stop + " goto on\nr0 = 1\non:\nexit";
  };
  EXPECT_EQ(run_text(text("99")).r0, 10u << 8 | 20u);
  EXPECT_EQ(run_text(text("3")).r0, 4u << 8 | 8u);
}

TEST(Run, TailCallFallsThroughUnlessTheEventSaysOtherwise) {
  const std::string text = "r2 = map[0]\nr3 = 0\ncall 5\nr0 = 3\nexit";
  const std::vector<Map> maps = {map_of("programs", kProgArray, 4, 4, 4)};
  const RunResult failed = run_text(text, maps);
  EXPECT_FALSE(failed.tail_called);
  EXPECT_EQ(failed.r0, 3u);
  Event event;
  event.helpers["tail_call"] = {{0, std::nullopt}};
  const RunResult succeeded = run_text(text, maps, event);
  EXPECT_TRUE(succeeded.tail_called);
  EXPECT_EQ(succeeded.instructions, 3u);
}

TEST(Run, TailCallThatFailsLeavesAResultOnlyWhereTheContractSaysSo) {
  const std::vector<Map> maps = {map_of("programs", kProgArray, 4, 4, 4)};
  const RunResult told = run_text("r2 = map[0]\nr3 = 0\ncall 5\nexit", maps);
  EXPECT_EQ(fault_of(told), "none");
  EXPECT_LT(static_cast<std::int64_t>(told.r0), 0);
  const RunResult silent = run_text("r2 = map[0]\nr3 = 0\ncall 12\nexit", maps);
  EXPECT_EQ(fault_of(silent), "UninitialisedRegister");
}

TEST(Run, CalleeKeepsTheCallersRegistersAndHasItsOwnStack) {
  const RunResult result = run_text(
      "r6 = 6\n*(u64 *)(r10 - 8) = 1\nr1 = 40\ncall f\nr1 = *(u64 *)(r10 - 8)\nr0 += r1\nr0 += "
      "r6\nexit\n"
      "f:\nr6 = 100\n*(u64 *)(r10 - 8) = 2\nr0 = r1\nexit");
  EXPECT_EQ(fault_of(result), "none");
  EXPECT_EQ(result.r0, 47u);
  EXPECT_EQ(fault_of(run_text("r6 = 6\ncall f\nexit\nf:\nr0 = r6\nexit")), "UninitialisedRegister");
}

TEST(Run, RegionsLieAtTheEdgesThatTheAxiomAllows) {
  const Bytes packet(7);
  const std::uint64_t slack = kDefaultSlack;
  RunOptions options;
  options.placement = Placement::LowEdge;
  EXPECT_EQ(run_text("r0 = *(u64 *)(r1 + 0)\nexit", {}, packet_event(packet), options).r0, slack);
  options.placement = Placement::HighEdge;
  EXPECT_EQ(run_text("r0 = *(u64 *)(r1 + 8)\nexit", {}, packet_event(packet), options).r0,
            0 - slack);
  Event event = packet_event(packet);
  event.regions["packet"].base = 0x123456789;
  EXPECT_EQ(run_text("r0 = *(u64 *)(r1 + 0)\nexit", {}, event, options).r0, 0x123456789u);
}

TEST(Run, ARegionAtAddressZeroIsNullAtBothEnds) {
  Event event;
  event.regions["command_line"].base = 0;
  const auto run_process = [&](const std::string& text) {
    return run_both(program_of(text, {}), *find_contract("windows/process"), event, {});
  };
  EXPECT_EQ(run_process("r2 = *(u64 *)(r1 + 0)\nr0 = *(u64 *)(r1 + 8)\nr0 |= r2\nexit").r0, 0u);
  EXPECT_EQ(fault_of(run_process("r2 = *(u64 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 0)\nexit")),
            "NullDereference");
}

TEST(Run, MarksMayBeOutOfOrderAsFarAsTheContractSays) {
  Event event;
  event.regions["event"].bytes = Bytes(4);
  event.regions["event"].inner_marks = {57};
  const RunResult difference =
      run_both(program_of("r2 = *(u64 *)(r1 + 8)\nr0 = *(u64 *)(r1 + 16)\nr0 -= r2\nexit", {}),
               *find_contract("windows/netevent"), event, {});
  EXPECT_EQ(static_cast<std::int64_t>(difference.r0), -53);
}

TEST(Run, ASignedDivisionOf64BitsByMinusOneIsAFaultInTheWayThatLosesTheContext) {
  const auto run_way = [](const std::string& way, const std::string& divides) {
    return fault_of(run_both(program_of("r2 = -1\nr0 = 7\n" + divides + "\nexit", {}),
                             narrowed_to(*find_contract("windows/bind"), way).value(), {}, {}));
  };
  for (const char* const divides : {"r0 s/= r2", "r0 s%= r2", "r0 s/= -1"}) {
    EXPECT_EQ(run_way("jit", divides), "InvalidInstruction") << divides;
    EXPECT_NE(run_way("native", divides), "InvalidInstruction") << divides;
    EXPECT_NE(run_way("interpreter", divides), "InvalidInstruction") << divides;
  }
  for (const char* const divides : {"r0 s/= -2", "w0 s/= w2", "r0 /= r2"})
    EXPECT_NE(run_way("jit", divides), "InvalidInstruction") << divides;
}

TEST(Run, PastTheHighEdgeIsOutOfBoundsAndNotNull) {
  RunOptions options;
  options.placement = Placement::HighEdge;
  EXPECT_EQ(fault_of(run_text("r2 = *(u64 *)(r1 + 8)\nr0 = *(u8 *)(r2 + 0)\nexit", {},
                              packet_event(Bytes(7)), options)),
            "OutOfBounds");
}

TEST(Run, HostileWritersChangeSharedValuesBetweenLoads) {
  const std::string text =
      with_key(0) +
      "call 1\nif r0 == 0 goto same\nr1 = *(u64 *)(r0 + 0)\nr2 = *(u64 *)(r0 + 0)\n"
      "if r1 != r2 goto differ\nsame:\nr0 = 0\nexit\ndiffer:\nr0 = 1\nexit";
  const std::vector<Map> maps = {map_of("table", kArray, 4, 8, 1)};
  std::uint64_t differing = 0;
  RunOptions options;
  for (options.seed = 0; options.seed < 50; ++options.seed) {
    options.others = OtherWriters::Quiet;
    EXPECT_EQ(run_text(text, maps, {}, options).r0, 0u);
    options.others = OtherWriters::Hostile;
    differing += run_text(text, maps, {}, options).r0;
  }
  EXPECT_GT(differing, 0u);
}

TEST(Run, RandomResultsIncludeFailures) {
  const std::vector<Map> maps = {map_of("ring", kRing, 0, 0, 4096)};
  std::set<std::string> seen;
  RunOptions options;
  options.defaults = HelperDefaults::Random;
  for (options.seed = 0; options.seed < 50; ++options.seed) {
    seen.insert(fault_of(run_text(
        "r1 = map[0]\nr2 = 8\nr3 = 0\ncall 31\nr0 = *(u8 *)(r0 + 0)\nexit", maps, {}, options)));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"NullDereference", "ReferenceLeaked"}));
}

TEST(Run, SameSeedSameRun) {
  RunOptions options;
  options.defaults = HelperDefaults::Random;
  const std::string text = "r1 = r10\nr1 += -8\nr2 = 8\ncall 20\nexit";
  for (options.seed = 0; options.seed < 20; ++options.seed) {
    EXPECT_EQ(run_text(text, {}, {}, options).r0, run_text(text, {}, {}, options).r0);
  }
}

TEST(Run, ObserverSeesEveryInstructionBeforeItRuns) {
  std::vector<std::uint32_t> slots;
  std::vector<std::uint16_t> initialised;
  RunOptions options;
  options.before_instruction = [&](const StepView& view) {
    slots.push_back(view.slot);
    initialised.push_back(view.initialised);
    EXPECT_EQ(view.registers[10], view.stack_bases[0] + 512);
  };
  EXPECT_EQ(run_text("r0 = 5 ll\nr2 = r0\nexit", {}, {}, options).instructions, 3u);
  EXPECT_EQ(slots, (std::vector<std::uint32_t>{0, 2, 3}));
  EXPECT_EQ(initialised, (std::vector<std::uint16_t>{0x402, 0x403, 0x407}));
}

TEST(Run, LegacyPacketLoadPastTheEndExitsWithZero) {
  Contract contract = test_contract();
  contract.policy.legacy_packet_access = true;
  Program program = program_of("r6 = r1\nr0 = 7\nr0 = 7\nexit");
  program.instructions[1] = LoadPacket{Width::W16, false, Reg{0}, 2};
  program.instructions[2] = Exit{};
  EXPECT_EQ(run_both(program, contract, packet_event({1, 2, 3, 4}), {}).r0, 0x0304u);
  program.instructions[1] = LoadPacket{Width::W16, false, Reg{0}, 3};
  program.instructions[2] = Alu{AluOp::Mov, Width::W64, Reg{0}, Imm{9}};
  const RunResult past = run_both(program, contract, packet_event({1, 2, 3, 4}), {});
  EXPECT_EQ(fault_of(past), "none");
  EXPECT_EQ(past.r0, 0u);
  EXPECT_EQ(past.instructions, 2u);
}

TEST(Run, LegacyPacketLoadPastTheEndExitsItsFunctionOnly) {
  Contract contract = test_contract();
  contract.policy.legacy_packet_access = true;
  Program program = program_of("call inner\nr0 += 1\nexit\ninner:\nr6 = r1\nr0 = 7\nr0 = 7\nexit");
  program.functions = {{"entry", 0, 3}, {"inner", 3, 7}};
  program.instructions[4] = LoadPacket{Width::W16, false, Reg{0}, 3};
  const RunResult past = run_both(program, contract, packet_event({1, 2, 3, 4}), {});
  EXPECT_EQ(fault_of(past), "none");
  EXPECT_EQ(past.r0, 1u);
  EXPECT_EQ(past.instructions, 5u);
}

TEST(Run, TheLengthOfARegionIsThatOfItsBytes) {
  Contract contract = test_contract();
  contract.fields[1].kind = FieldKind::RegionLength;
  const Program program = program_of("r0 = *(u64 *)(r1 + 8)\nexit");
  EXPECT_EQ(run_both(program, contract, packet_event({1, 2, 3, 4}), {}).r0, 4u);
  EXPECT_EQ(run_both(program, contract, packet_event({}), {}).r0, 0u);
  const Program part = program_of("r0 = *(u32 *)(r1 + 8)\nexit");
  EXPECT_NE(fault_of(run_both(part, contract, packet_event({1}), {})), "none");
}

}  // namespace
}  // namespace assay::testing
