// SPDX-License-Identifier: Apache-2.0
#include "ir/program/settings.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

/// An object's maps: one that its loader counts, one that is counted, and data.
std::vector<Map> some_maps() {
  std::vector<Map> maps(3);
  maps[0].name = "by_processor";
  maps[1].name = "counted";
  maps[1].max_entries = 16;
  maps[2].name = ".bss";
  maps[2].is_data = true;
  return maps;
}

/// What is wrong with so many entries of the map.
std::string fault_of(const std::string& map, std::uint32_t entries) {
  std::vector<Map> maps = some_maps();
  Settings settings;
  settings.entries = {{map, entries}};
  const auto fault = apply_settings(settings, maps);
  if (!fault) return "none";
  EXPECT_EQ(fault->code, ErrorCode::UsageError);
  return fault->message;
}

TEST(SettingsOfMaps, SayHowManyEntriesAreInAMapOfWhichTheObjectDoesNot) {
  std::vector<Map> maps = some_maps();
  Settings settings;
  settings.entries = {{"by_processor", 64}};
  ASSERT_FALSE(apply_settings(settings, maps));
  EXPECT_EQ(maps[0].max_entries, 64U);
  EXPECT_EQ(maps[1].max_entries, 16U);
  EXPECT_EQ(maps[2].max_entries, 0U);
}

TEST(SettingsOfMaps, ContradictNoDefinition) {
  EXPECT_EQ(fault_of("counted", 16),
            "--map-entries: map 'counted' has 16 entries by its definition");
}

TEST(SettingsOfMaps, AreOfMapsThatAreThere) {
  EXPECT_EQ(fault_of("other", 16), "--map-entries: there is no map 'other'");
  EXPECT_EQ(fault_of(".bss", 16), "--map-entries: there is no map '.bss'");
}

}  // namespace
}  // namespace assay
