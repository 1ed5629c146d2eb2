// SPDX-License-Identifier: Apache-2.0
// Helpers that read or move a packet, under contracts whose marks may lie the wrong way round.
#include "support.hpp"

namespace assay::testing {
namespace {

/// The hook of support.hpp with metadata before the packet, and every helper that moves it.
Contract contract_with_metadata() {
  Contract contract = test_contract();
  contract.regions[0].marks = 3;
  contract.fields[1].mark = 2;
  const auto move = [&](std::uint32_t id, HelperModel model) {
    Helper made =
        helper_of(id, "move" + std::to_string(id), {arg(ArgKind::Context), arg(ArgKind::Any)});
    made.model = model;
    made.moves_packet = true;
    contract.helpers.push_back(made);
  };
  move(40, HelperModel::MovePacketHead);
  move(41, HelperModel::MovePacketTail);
  move(42, HelperModel::MovePacketMeta);
  Helper load = helper_of(
      43, "load",
      {arg(ArgKind::Context), arg(ArgKind::Any), arg(ArgKind::WriteMemory), arg(ArgKind::Size)});
  load.model = HelperModel::LoadPacket;
  load.initialises = Initialises::AllOnSuccess;
  contract.helpers.push_back(load);
  return contract;
}

/// What the helper says of a packet that begins at `data` of `size` bytes.
RunResult moved(const std::string& call, std::size_t data, std::size_t size) {
  Event event = packet_event(Bytes(size));
  event.regions["packet"].inner_marks = {data};
  return run_both(program_of(call + "\nexit"), contract_with_metadata(), event, {});
}

std::string by(int helper, int delta) {
  return "r2 = " + std::to_string(delta) + "\ncall " + std::to_string(helper);
}

const std::string kLoadOne = "r3 = r10\nr3 += -8\nr2 = 0\nr4 = 1\ncall 43";

TEST(MovedPacket, MovesWhereItsEndIsBehindItsBegin) {
  for (const std::string& call : {by(40, -8), by(41, 8), by(42, 4), kLoadOne}) {
    const RunResult result = moved(call, 8, 60);
    EXPECT_EQ(fault_of(result), "none") << call;
    EXPECT_EQ(result.r0, 0u) << call;
  }
}

TEST(MovedPacket, IsNoneWhereItsEndLiesBeforeItsBegin) {
  for (const std::string& call :
       {by(40, -200), by(40, 20), by(41, 4000), by(42, 80), by(42, 4000), by(42, 100), kLoadOne}) {
    const RunResult result = moved(call, 100, 50);
    EXPECT_EQ(fault_of(result), "none") << call;
    EXPECT_LT(static_cast<std::int64_t>(result.r0), 0) << call;
  }
}

}  // namespace
}  // namespace assay::testing
