// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/map_store.hpp"

#include "unit/ir/interpreter/support.hpp"

namespace assay::testing {
namespace {

TEST(MapContents, WhatARunReturnsIsWhatTheNextIsGiven) {
  Program program =
      program_of("r0 = 0\nexit", {map_of("hash", kHash, 4, 2, 4), map_of("lru", kLru, 1, 1, 4),
                                  map_of("queue", kQueue, 0, 1, 4), map_of("empty", kHash, 4, 4, 4),
                                  map_of("fixed", kArray, 4, 1, 1)});
  program.maps[4].is_data = true;
  program.maps[4].read_only = true;
  Event event;
  event.maps["hash"] = {{{9, 0, 0, 0}, {1, 2}, {}}, {{3, 0, 0, 0}, {3, 4}, {}}};
  event.maps["lru"] = {{{2}, {20}, {}}, {{1}, {10}, {}}};
  event.maps["queue"] = {{{}, {5}, {}}, {{}, {4}, {}}};
  RunOptions options;
  options.stored = StoredBytes::Returned;
  const RunResult result = run_both(program, contract_without_helpers(), event, options);
  ASSERT_FALSE(result.fault.has_value());
  ASSERT_EQ(result.maps.size(), 3U);
  for (const auto& [name, entries] : event.maps) {
    ASSERT_EQ(result.maps.at(name).size(), entries.size()) << name;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      EXPECT_EQ(result.maps.at(name)[i].key, entries[i].key) << name;
      EXPECT_EQ(result.maps.at(name)[i].value, entries[i].value) << name;
    }
  }
}

TEST(MapContents, AreDroppedWhereNobodyAsksForThem) {
  Event event;
  event.maps["queue"] = {{{}, {5}, {}}};
  const Program program = program_of("r0 = 0\nexit", {map_of("queue", kQueue, 0, 1, 4)});
  EXPECT_TRUE(run_both(program, contract_without_helpers(), event, {}).maps.empty());
}

TEST(MapContents, WhatIsTakenOutOfAQueueMakesRoomForWhatComes) {
  constexpr std::uint32_t kSize = 1u << 20;
  const Program program = program_of(
      "r0 = 0\nexit", {map_of("queue", kQueue, 0, kSize, 4), map_of("stack", kStack, 0, kSize, 4)});
  const Contract contract = contract_without_helpers();
  Memory memory(Placement::Middle);
  MapStore store(program, contract, memory);
  store.populate({});
  const Bytes value(kSize);
  for (const std::size_t index : {0u, 1u}) {
    MapInstance& map = store.program_map(index);
    for (int i = 0; i < 300; ++i) {
      ASSERT_EQ(store.push(map, value, UpdateMode::Any), 0);
      store.pop(map);
    }
    for (int i = 0; i < 300; ++i) ASSERT_EQ(store.push(map, value, UpdateMode::Exist), 0);
    EXPECT_EQ(map.queue.size(), 4U);
  }
}

}  // namespace
}  // namespace assay::testing
