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
  const RunResult result = run(program, contract_without_helpers(), event, options);
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
  EXPECT_TRUE(run(program, contract_without_helpers(), event, {}).maps.empty());
}

}  // namespace
}  // namespace assay::testing
