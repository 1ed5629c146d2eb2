// SPDX-License-Identifier: Apache-2.0
// Objects that helpers make on the stack: their bytes are nobody's, and what is given as one kind
// of object is not taken as another.
#include "support.hpp"

namespace assay::testing {
namespace {

const std::vector<Map> kRingMaps = {map_of("ring", kRing, 0, 0, 4096)};

/// Helpers that make, take and end objects on the stack, and those that find sockets.
std::vector<Helper> object_helpers() {
  Argument room = arg(ArgKind::NewObject);
  room.size = 16;
  Argument object = arg(ArgKind::StackObject);
  object.size = 16;
  Helper make = helper_of(50, "make_object", {room});
  make.acquires = true;
  const Helper use = helper_of(51, "use_object", {object});
  Helper end = helper_of(52, "end_object", {object});
  end.returns = ReturnKind::Void;
  end.releases = 0;
  Helper find = helper_of(53, "find_socket", {});
  find.returns = ReturnKind::SocketOrNull;
  find.acquires = true;
  const Helper ask = helper_of(54, "ask_socket", {arg(ArgKind::SocketReference)});
  Helper let_go = helper_of(55, "release_socket", {arg(ArgKind::SocketReference)});
  let_go.releases = 0;
  Helper listener = helper_of(56, "listener_of", {arg(ArgKind::SocketReference)});
  listener.returns = ReturnKind::SocketOrNull;
  return {make, use, end, find, ask, let_go, listener};
}

/// Calls `helper` with r1 = r10 + `offset`.
std::string call_at(int offset, int helper) {
  return fmt::format("r1 = r10; r1 += {}; call {};", offset, helper);
}
const std::string kMake = call_at(-16, 50);
const std::string kEnd = call_at(-16, 52);
const std::string kExit = "r0 = 0; exit;";
const std::string kReserve = "r1 = map[0]; r2 = 16; r3 = 0; call 31; r6 = r0;";
const std::string kSubmit = "r1 = r6; r2 = 0; call 32;";

std::string fault_in(std::string text) {
  std::ranges::replace(text, ';', '\n');
  Contract contract = test_contract();
  std::ranges::move(object_helpers(), std::back_inserter(contract.helpers));
  return fault_of(run_both(program_of(text, kRingMaps), contract, {}, {}));
}

TEST(Objects, AreMadeUsedAndEnded) {
  EXPECT_EQ(fault_in(kMake + call_at(-16, 51) + kEnd + kExit), "none");
  EXPECT_EQ(fault_in(kMake + kEnd + kMake + kEnd + kExit), "none");
  EXPECT_EQ(fault_in(kMake + call_at(-32, 50) + kEnd + call_at(-32, 52) + kExit), "none");
}

TEST(Objects, AreNotTouchedByLoadsAndStores) {
  for (const char* access :
       {"*(u8 *)(r10 - 9) = 0;", "*(u64 *)(r10 - 16) = 0;", "r2 = *(u8 *)(r10 - 1);",
        "r1 = 1; lock *(u64 *)(r10 - 8) += r1;", "r1 = r10; r1 += -24; r2 = 9; call 20;",
        "r1 = r10; r1 += -1; r2 = 1; call 33;"}) {
    EXPECT_EQ(fault_in("*(u64 *)(r10 - 24) = 0;" + kMake + access + kEnd + kExit), "OpaqueAccess")
        << access;
  }
  EXPECT_EQ(fault_in(kMake + "*(u64 *)(r10 - 24) = 0; r2 = *(u8 *)(r10 - 17);" + kEnd + kExit),
            "none");
}

TEST(Objects, LeaveNothingWhereTheyWere) {
  EXPECT_EQ(fault_in("*(u64 *)(r10 - 8) = 0;" + kMake + kEnd + "r2 = *(u64 *)(r10 - 8);" + kExit),
            "UninitialisedStack");
  EXPECT_EQ(fault_in(kMake + kEnd + "*(u64 *)(r10 - 8) = 0; r2 = *(u64 *)(r10 - 8);" + kExit),
            "none");
}

TEST(Objects, AreNotMadeOverOthersNorElsewhereThanInWordsOfTheStack) {
  EXPECT_EQ(fault_in(kMake + kMake + kEnd + kExit), "OpaqueAccess");
  EXPECT_EQ(fault_in(kMake + call_at(-24, 50) + call_at(-24, 52) + kEnd + kExit), "OpaqueAccess");
  EXPECT_EQ(fault_in(call_at(-20, 50) + call_at(-20, 52) + kExit), "BadHelperArgument");
  EXPECT_EQ(fault_in(call_at(-8, 50) + kExit), "OutOfBounds");
  EXPECT_EQ(fault_in(kReserve + "r1 = r6; call 50;" + kExit), "BadHelperArgument");
}

TEST(Objects, MustBeEndedBeforeTheirFrameAndTheProgramEnd) {
  EXPECT_EQ(fault_in(kMake + kExit), "ReferenceLeaked");
  EXPECT_EQ(fault_in("call f;" + kExit + "f:;" + kMake + kExit), "ReferenceLeaked");
  const std::string caller = "r1 = r10; r1 += -16; call f;";
  EXPECT_EQ(fault_in(caller + kEnd + kExit + "f:; call 50;" + kExit), "none");
  EXPECT_EQ(fault_in(kMake + caller + kExit + "f:; call 52;" + kExit), "none");
}

TEST(Objects, EndOnceAndFromTheirBeginning) {
  EXPECT_EQ(fault_in(kMake + kEnd + kEnd + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(kMake + call_at(-8, 52) + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(kMake + kEnd + call_at(-16, 51) + kExit), "BadHelperArgument");
}

TEST(Objects, OfOneKindAreNotTakenForAnother) {
  const std::string find = "call 53; r6 = r0;";
  const std::string let_go = "r1 = r6; call 55;";
  EXPECT_EQ(fault_in(kMake + "r1 = r10; r1 += -16; r2 = 0; call 32;" + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(kMake + call_at(-16, 55) + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(kMake + call_at(-16, 54) + kEnd + kExit), "BadHelperArgument");
  EXPECT_EQ(fault_in(kReserve + "r1 = r6; call 55;" + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(kReserve + "r1 = r6; call 54;" + kSubmit + kExit), "BadHelperArgument");
  EXPECT_EQ(fault_in(find + kSubmit + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(find + "r1 = r6; call 52;" + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(find + "r1 = r6; call 54;" + let_go + kExit), "none");
}

TEST(Objects, ARecordOfNoBytesIsHeldAndReleased) {
  const std::string reserve = "r1 = map[0]; r2 = 0; r3 = 0; call 31; r6 = r0;";
  EXPECT_EQ(fault_in(reserve + kSubmit + kExit), "none");
  EXPECT_EQ(fault_in(reserve + kExit), "ReferenceLeaked");
}

TEST(Objects, ASocketThatNobodyHoldsIsAskedAndNotReleased) {
  const std::string listener = "call 53; r6 = r0; r1 = r0; call 56; r7 = r0; r1 = r6; call 55;";
  EXPECT_EQ(fault_in(listener + "r1 = r7; call 54;" + kExit), "none");
  EXPECT_EQ(fault_in(listener + "r1 = r7; call 55;" + kExit), "ReferenceNotHeld");
  EXPECT_EQ(fault_in(listener + "r1 = r6; call 54;" + kExit), "StaleMemory");
  EXPECT_EQ(fault_in("r1 = map[0]; call 54;" + kExit), "BadHelperArgument");
}

}  // namespace
}  // namespace assay::testing
