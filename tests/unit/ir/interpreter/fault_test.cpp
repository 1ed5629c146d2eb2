// SPDX-License-Identifier: Apache-2.0
// Every kind of fault has a smallest program that causes it.
#include "ir/interpreter/map_store.hpp"
#include "support.hpp"

namespace assay::testing {
namespace {

const std::vector<Map> kMaps = {map_of("counts", kHash, 4, 8, 4), map_of("ring", kRing, 0, 0, 4096),
                                map_of("table", kArray, 4, 8, 4)};

struct Case {
  std::string name;
  std::string text;
  std::string fault;
};

class Faults : public ::testing::TestWithParam<Case> {};

TEST_P(Faults, SmallestProgram) {
  const RunResult result = run_text(GetParam().text, kMaps, packet_event({1, 2, 3, 4}));
  EXPECT_EQ(fault_of(result), GetParam().fault) << (result.fault ? result.fault->detail : "");
}

const Case kCases[] = {
    {"load_past_the_packet", "r2 = *(u64 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 4)\nexit", "OutOfBounds"},
    {"load_reaching_out_of_the_packet", "r2 = *(u64 *)(r1 + 0)\nr0 = *(u32 *)(r2 + 1)\nexit",
     "OutOfBounds"},
    {"store_below_the_stack", "*(u8 *)(r10 - 513) = 1\nr0 = 0\nexit", "OutOfBounds"},
    {"store_above_the_stack", "*(u8 *)(r10 + 0) = 1\nr0 = 0\nexit", "OutOfBounds"},
    {"load_from_null", "r2 = 0\nr0 = *(u8 *)(r2 + 8)\nexit", "NullDereference"},
    {"load_from_a_failed_lookup",
     "*(u32 *)(r10 - 4) = 1\nr2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\nr0 = *(u64 *)(r0 + "
     "0)\nexit",
     "NullDereference"},
    {"uninitialised_register", "r0 = r3\nexit", "UninitialisedRegister"},
    {"result_never_set", "exit", "UninitialisedRegister"},
    {"argument_register_after_a_call", "r1 = 3\ncall 22\nr0 = r1\nexit", "UninitialisedRegister"},
    {"uninitialised_stack", "r0 = *(u64 *)(r10 - 8)\nexit", "UninitialisedStack"},
    {"partly_initialised_stack", "*(u32 *)(r10 - 8) = 1\nr0 = *(u64 *)(r10 - 8)\nexit",
     "UninitialisedStack"},
    {"uninitialised_key", "r2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\nr0 = 0\nexit",
     "UninitialisedStack"},
    {"packet_pointer_after_a_move",
     "r6 = *(u64 *)(r1 + 0)\nr2 = 0\ncall 21\nr0 = *(u8 *)(r6 + 0)\nexit", "StaleMemory"},
    {"memory_after_its_release",
     "r1 = map[1]\nr2 = 8\nr3 = 0\ncall 31\nr6 = r0\nr1 = r0\nr2 = 0\ncall 32\nr0 = *(u8 *)(r6 "
     "+ 0)\nexit",
     "StaleMemory"},
    {"stack_of_a_callee_that_returned",
     "call f\nr0 = *(u8 *)(r0 + 0)\nexit\nf:\n*(u8 *)(r10 - 1) = 1\nr0 = r10\nr0 += -1\nexit",
     "StaleMemory"},
    {"map_handle_dereferenced", "r1 = map[0]\nr0 = *(u32 *)(r1 + 0)\nexit", "OpaqueAccess"},
    {"kernel_object_dereferenced", "r2 = *(u64 *)(r1 + 32)\nr0 = *(u32 *)(r2 + 0)\nexit",
     "OpaqueAccess"},
    {"read_only_field_written", "*(u64 *)(r1 + 16) = 1\nr0 = 0\nexit", "ContextField"},
    {"mark_read_in_part", "r0 = *(u32 *)(r1 + 0)\nexit", "ContextField"},
    {"whole_field_read_in_part", "r0 = *(u16 *)(r1 + 28)\nexit", "ContextField"},
    {"part_behind_the_first_byte", "r0 = *(u8 *)(r1 + 25)\nexit", "ContextField"},
    {"load_across_fields", "r0 = *(u64 *)(r1 + 24)\nexit", "ContextField"},
    {"atomic_on_the_context", "r2 = 1\nlock *(u32 *)(r1 + 24) += w2\nr0 = 0\nexit", "ContextField"},
    {"unknown_helper", "call 99\nexit", "UnknownHelper"},
    {"scalar_out_of_range", "r1 = 8\ncall 22\nr0 = 0\nexit", "BadHelperArgument"},
    {"modified_context", "r1 += 8\nr2 = 0\ncall 21\nr0 = 0\nexit", "BadHelperArgument"},
    {"not_a_map", "r2 = r10\nr1 = 5\ncall 1\nr0 = 0\nexit", "BadHelperArgument"},
    {"size_zero", "r1 = r10\nr1 += -8\nr2 = 0\ncall 20\nr0 = 0\nexit", "BadHelperArgument"},
    {"size_too_large", "r1 = r10\nr1 += -8\nr2 = 9\ncall 20\nr0 = 0\nexit", "OutOfBounds"},
    {"map_kind", "*(u32 *)(r10 - 4) = 1\nr2 = r10\nr2 += -4\nr1 = map[1]\ncall 1\nr0 = 0\nexit",
     "MapKindNotAllowed"},
    {"reference_leaked", "r1 = map[1]\nr2 = 8\nr3 = 0\ncall 31\nr0 = 0\nexit", "ReferenceLeaked"},
    {"released_twice",
     "r1 = map[1]\nr2 = 8\nr3 = 0\ncall 31\nr6 = r0\nr1 = r6\nr2 = 0\ncall 32\nr1 = r6\nr2 = "
     "0\ncall 32\nr0 = 0\nexit",
     "ReferenceNotHeld"},
    {"falls_off_the_end", "r0 = 0", "InvalidInstruction"},
    {"calls_too_deep", "call f\nexit\nf:\ncall f\nexit", "CallDepth"},
    {"frame_pointer_written", "r10 = r1\nr0 = 0\nexit", "FramePointerWrite"},
};

INSTANTIATE_TEST_SUITE_P(Interpreter, Faults, ::testing::ValuesIn(kCases),
                         [](const auto& each) { return each.param.name; });

TEST(Fault, StoreToReadOnlyData) {
  Map rodata = map_of(".rodata", kArray, 4, 4, 1);
  rodata.is_data = true;
  rodata.read_only = true;
  rodata.contents = {7, 0, 0, 0};
  const RunResult reads = run_text("r1 = map_value[0] + 0\nr0 = *(u32 *)(r1 + 0)\nexit", {rodata});
  EXPECT_EQ(fault_of(reads), "none");
  EXPECT_EQ(reads.r0, 7u);
  const RunResult writes =
      run_text("r1 = map_value[0] + 0\n*(u32 *)(r1 + 0) = 1\nr0 = 0\nexit", {rodata});
  EXPECT_EQ(fault_of(writes), "ReadOnlyWrite");
  EXPECT_EQ(writes.fault->region, ".rodata");
}

TEST(Fault, InstructionLimitCountsEveryInstruction) {
  RunOptions options;
  options.max_instructions = 3;
  EXPECT_EQ(fault_of(run_text("r0 = 0\nr0 = 1\nexit", {}, {}, options)), "none");
  const RunResult over = run_text("r0 = 0\nr0 = 1\nr0 = 2\nexit", {}, {}, options);
  EXPECT_EQ(fault_of(over), "InstructionLimit");
  EXPECT_EQ(over.instructions, 3u);
  EXPECT_EQ(over.fault->slot, 3u);
}

TEST(Fault, ReturnOutOfRangeLooksAtTheLowHalfWhereTheContractSaysSo) {
  Contract contract = test_contract();
  contract.result = {true, 0, 3, true, "", ""};
  const auto result_of = [&](std::string_view text) {
    return fault_of(run_both(program_of(text), contract, {}, {}));
  };
  EXPECT_EQ(result_of("r0 = 4\nexit"), "ReturnOutOfRange");
  EXPECT_EQ(result_of("r0 = -1\nexit"), "ReturnOutOfRange");
  EXPECT_EQ(result_of("r0 = 3\nexit"), "none");
  EXPECT_EQ(result_of("r0 = 1\nr0 <<= 32\nexit"), "none");
  contract.result.low32 = false;
  EXPECT_EQ(result_of("r0 = 1\nr0 <<= 32\nexit"), "ReturnOutOfRange");
}

TEST(Fault, StackDepthCountsTheWholeChain) {
  Contract contract = test_contract();
  contract.limits.stack_bytes_per_chain = 512;
  const std::string text =
      "*(u8 *)(r10 - 256) = 1\ncall f\nexit\nf:\n*(u8 *)(r10 - {}) = 1\nr0 = 0\nexit";
  const auto with_depth = [&](const std::string& depth) {
    std::string program = text;
    program.replace(program.find("{}"), 2, depth);
    return fault_of(run_both(program_of(program), contract, {}, {}));
  };
  EXPECT_EQ(with_depth("256"), "none");
  EXPECT_EQ(with_depth("257"), "StackDepth");
}

TEST(Fault, MisalignedOnlyUnderAStrictContract) {
  Contract contract = test_contract();
  const Program program = program_of("r2 = *(u64 *)(r1 + 0)\nr0 = *(u16 *)(r2 + 1)\nexit");
  EXPECT_EQ(fault_of(run_both(program, contract, packet_event({1, 2, 3, 4}), {})), "none");
  contract.policy.strict_alignment = true;
  EXPECT_EQ(fault_of(run_both(program, contract, packet_event({1, 2, 3, 4}), {})), "Misaligned");
}

TEST(Fault, MisalignedOnTheStackAndInTheContextWhereTheContractDemandsIt) {
  Contract contract = test_contract();
  const auto fault_at = [&contract](std::string_view text) {
    return fault_of(run_both(program_of(text), contract, {}, {}));
  };
  const std::string_view on_the_stack = "*(u32 *)(r10 - 6) = 1\nr0 = 0\nexit";
  const std::string_view in_the_context = "r0 = *(u16 *)(r1 + 17)\nexit";
  EXPECT_EQ(fault_at(on_the_stack), "none");
  EXPECT_EQ(fault_at(in_the_context), "none");
  contract.policy.aligned_stack = true;
  EXPECT_EQ(fault_at(on_the_stack), "Misaligned");
  EXPECT_EQ(fault_at("*(u32 *)(r10 - 8) = 1\nr0 = 0\nexit"), "none");
  EXPECT_EQ(fault_at(in_the_context), "none");
  contract.policy.aligned_context = true;
  EXPECT_EQ(fault_at(in_the_context), "ContextField");
  EXPECT_EQ(fault_at("r0 = *(u16 *)(r1 + 18)\nexit"), "none");
  // r10 points to the end of the frame, whatever its size.
  contract.limits.stack_bytes_per_frame = 300;
  EXPECT_EQ(fault_at("*(u64 *)(r10 - 8) = 1\nr0 = 0\nexit"), "none");
  EXPECT_EQ(fault_at("*(u64 *)(r10 - 12) = 1\nr0 = 0\nexit"), "Misaligned");
}

TEST(Fault, AFieldThatIsStoredWholeIsReadInPart) {
  Contract contract = test_contract();
  const auto fault_at = [&contract](std::string_view text) {
    return fault_of(run_both(program_of(text), contract, {}, {}));
  };
  EXPECT_EQ(fault_at("*(u16 *)(r1 + 24) = 1\nr0 = 0\nexit"), "none");
  contract.fields[3].narrow_writes = false;
  EXPECT_EQ(fault_at("*(u16 *)(r1 + 24) = 1\nr0 = 0\nexit"), "ContextField");
  EXPECT_EQ(fault_at("*(u32 *)(r1 + 24) = 1\nr0 = 0\nexit"), "none");
  EXPECT_EQ(fault_at("r0 = *(u16 *)(r1 + 24)\nexit"), "none");
}

TEST(Fault, ThePacketIsNoArgumentWhereTheHelperSaysSo) {
  Contract contract = test_contract();
  const std::string_view text = "r1 = *(u64 *)(r1 + 0)\nr2 = 2\ncall 20\nr0 = 0\nexit";
  const auto fault_now = [&] {
    return fault_of(run_both(program_of(text), contract, packet_event({1, 2, 3, 4}), {}));
  };
  EXPECT_EQ(fault_now(), "none");
  for (Helper& helper : contract.helpers) helper.packet_arguments = false;
  EXPECT_EQ(fault_now(), "BadHelperArgument");
  contract.regions[0].moved_by_helpers = false;
  EXPECT_EQ(fault_now(), "none");
}

TEST(Fault, AValueIsAddressedOnlyWhereItsKindAllowsIt) {
  const auto fault_of_map = [](const Map& map) {
    return fault_of(run_text("r1 = map_value[0] + 0\nr0 = *(u32 *)(r1 + 0)\nexit", {map}));
  };
  EXPECT_EQ(fault_of_map(map_of("one", kArray, 4, 8, 1)), "none");
  EXPECT_EQ(fault_of_map(map_of("two", kArray, 4, 8, 2)), "MapKindNotAllowed");
  EXPECT_EQ(fault_of_map(map_of("hash", kHash, 4, 8, 1)), "MapKindNotAllowed");
}

TEST(Fault, ReadOnlyMapIsNotUpdated) {
  std::vector<Map> maps = {map_of("frozen", kArray, 4, 8, 1)};
  maps[0].read_only = true;
  EXPECT_EQ(fault_of(run_text(
                "*(u32 *)(r10 - 4) = 0\n*(u64 *)(r10 - 16) = 0\nr2 = r10\nr2 += -4\nr3 = r10\n"
                "r3 += -16\nr1 = map[0]\nr4 = 0\ncall 2\nr0 = 0\nexit",
                maps)),
            "ReadOnlyWrite");
}

/// A map whose one value has a field of the kernel's at bytes 4 to 7.
std::vector<Map> map_with_a_lock() {
  std::vector<Map> maps = {map_of("locked", kArray, 4, 16, 1)};
  maps[0].special_fields = {{SpecialFieldKind::SpinLock, 4, 4}};
  return maps;
}

TEST(Fault, SpecialFieldsAreTouchedByNobody) {
  const auto with = [](std::string_view access) {
    return fault_of(run_text("*(u32 *)(r10 - 4) = 0\nr2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\n" +
                                 std::string(access) + "\nr0 = 0\nexit",
                             map_with_a_lock()));
  };
  EXPECT_EQ(with("r1 = *(u8 *)(r0 + 4)"), "SpecialField");
  EXPECT_EQ(with("*(u64 *)(r0 + 0) = 1"), "SpecialField");
  EXPECT_EQ(with("*(u8 *)(r0 + 3) = 1"), "none");
  EXPECT_EQ(with("*(u64 *)(r0 + 8) = 1"), "none");
  EXPECT_EQ(with("r1 = r0\nr2 = 5\ncall 20"), "SpecialField");
  EXPECT_EQ(with("r1 = r0\nr2 = 4\ncall 20"), "none");
}

TEST(Fault, AnUpdateCopiesRoundSpecialFields) {
  Program program = program_of("r0 = 0\nexit");
  Memory memory(Placement::Middle);
  program.maps = map_with_a_lock();
  const Contract contract = test_contract();
  MapStore store(program, contract, memory);
  store.populate({}, {});
  MapInstance& map = store.program_map(0);
  const Bytes key(4);
  EXPECT_EQ(store.update(map, key, Bytes(16, 0xff), UpdateMode::Any), 0);
  const Bytes& value = memory.at(store.lookup(map, key)).bytes;
  EXPECT_EQ(value[3], 0xff);
  EXPECT_EQ(load_little(std::span(value).subspan(4, 4)), 0u);
  EXPECT_EQ(value[8], 0xff);
}

TEST(Fault, KindsHaveDistinctNames) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(FaultKind::SpecialField); ++kind) {
    EXPECT_TRUE(names.insert(fault_name(static_cast<FaultKind>(kind))).second);
    EXPECT_FALSE(fault_title(static_cast<FaultKind>(kind)).empty());
  }
}

}  // namespace
}  // namespace assay::testing
