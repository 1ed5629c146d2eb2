// SPDX-License-Identifier: Apache-2.0
// Each map that a program names is one that its host may make, whether or not a run uses it.
#include <gtest/gtest.h>

#include "support/builtin.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {
namespace {

constexpr std::uint32_t kArrayOfMaps = 12;

Contract real() {
  Contract contract = *find_contract("linux/xdp");
  contract.executions.clear();
  return contract;
}
/// linux/xdp where tries need no flag.
Contract lax() {
  Contract contract = real();
  for (MapKind& kind : contract.map_kinds) {
    if (kind.number == kTrie) kind.needed_flags = 0;
  }
  return contract;
}
/// linux/xdp without tries.
Contract poor() {
  Contract contract = real();
  std::erase_if(contract.map_kinds, [](const MapKind& kind) { return kind.number == kTrie; });
  for (Helper& helper : contract.helpers) std::erase(helper.map_kinds, kTrie);
  return contract;
}

Map trie(std::uint32_t flags) {
  Map map;
  map.name = "trie";
  map.kind = kTrie;
  map.key_size = 8;
  map.value_size = 8;
  map.max_entries = 16;
  map.flags = flags;
  return map;
}
Program naming(std::string_view text, std::uint32_t flags) {
  Program program = program_of(text);
  program.maps = {trie(flags)};
  return program;
}

constexpr const char* kNamed = "r1 = map[0]; r0 = 2; exit";

TEST(CheckerMaps, AMapThatNoHelperUsesIsDefinedAsItsKindAllows) {
  EXPECT_EQ(judged(naming(kNamed, 1), lax(), real()), "Ok");
  EXPECT_EQ(judged(naming(kNamed, 0), lax(), lax()), "Ok");
  EXPECT_EQ(judged(naming(kNamed, 0), lax(), real()), "MapDefinitionNotAllowed");
}
TEST(CheckerMaps, AMapThatNoHelperUsesIsOfAKindOfTheContract) {
  EXPECT_EQ(judged(naming(kNamed, 1), lax(), poor()), "MapNotAllowed");
}
TEST(CheckerMaps, AMapIsJudgedWhereNoRunComes) {
  const char* const text = "r0 = 2; exit; r1 = map[0]; r0 = 2; exit";
  EXPECT_EQ(judged(naming(text, 1), lax(), real()), "Ok");
  EXPECT_EQ(judged(naming(text, 0), lax(), real()), "MapDefinitionNotAllowed");
  EXPECT_EQ(judged(naming(text, 1), lax(), poor()), "MapNotAllowed");
}
TEST(CheckerMaps, TheMapInsideAMapIsJudgedWithIt) {
  Program program = program_of(kNamed);
  Map outer;
  outer.name = "outer";
  outer.kind = kArrayOfMaps;
  outer.key_size = 4;
  outer.value_size = 4;
  outer.max_entries = 4;
  outer.inner = 1;
  program.maps = {outer, trie(1)};
  EXPECT_EQ(judged(program, lax(), real()), "Ok");
  EXPECT_EQ(judged(program, lax(), poor()), "MapNotAllowed");
  program.maps[1].flags = 0;
  EXPECT_EQ(judged(program, lax(), real()), "MapDefinitionNotAllowed");
}

/// linux/xdp whose kinds take any definition, and two of a kind.
Contract careless() {
  Contract contract = real();
  for (MapKind& kind : contract.map_kinds) {
    kind.entries = kind.key_bytes = kind.value_bytes = {};
    kind.power_of_two = kind.one_a_program = false;
    kind.known_flags = ~0u;
  }
  return contract;
}
Program naming_one(std::uint32_t kind, std::uint32_t value_size, std::uint32_t entries) {
  Program program = program_of(kNamed);
  Map map;
  map.name = "m";
  map.kind = kind;
  map.key_size = value_size == 0 ? 0 : 4;
  map.value_size = value_size;
  map.max_entries = entries;
  program.maps = {map};
  return program;
}

TEST(CheckerMaps, AMapThatHoldsNoMapsHasNoneInside) {
  Program program = program_of(kNamed);
  program.maps = {trie(1), trie(1)};
  program.maps[0].inner = 1;
  Contract holding = real();
  for (MapKind& kind : holding.map_kinds) {
    if (kind.number == kTrie) kind.holds_maps = true;
  }
  EXPECT_EQ(judged(program, holding, holding), "Ok");
  EXPECT_EQ(judged(program, holding, real()), "MapDefinitionNotAllowed");
}
TEST(CheckerMaps, EntriesAreAsManyAsTheKindTakes) {
  EXPECT_EQ(judged(naming_one(2, 8, 1), careless(), real()), "Ok");
  EXPECT_EQ(judged(naming_one(2, 8, 0), careless(), real()), "MapDefinitionNotAllowed");
  EXPECT_EQ(judged(naming_one(27, 0, 8192), careless(), real()), "Ok");
  EXPECT_EQ(judged(naming_one(27, 0, 2048), careless(), real()), "MapDefinitionNotAllowed");
  EXPECT_EQ(judged(naming_one(27, 0, 12288), careless(), real()), "MapDefinitionNotAllowed");
  EXPECT_EQ(judged(naming_one(27, 8, 8192), careless(), real()), "MapDefinitionNotAllowed");
}
TEST(CheckerMaps, SizesAreMultiplesOfWhatTheKindCountsBy) {
  EXPECT_EQ(judged(naming_one(14, 8, 1), careless(), real()), "Ok");
  EXPECT_EQ(judged(naming_one(14, 6, 1), careless(), real()), "MapDefinitionNotAllowed");
}
TEST(CheckerMaps, FlagsAreThoseThatTheKindKnows) {
  Program program = naming_one(2, 8, 1);
  program.maps[0].flags = 4;
  EXPECT_EQ(judged(program, careless(), real()), "Ok");
  program.maps[0].flags = 1;
  EXPECT_EQ(judged(program, careless(), real()), "MapDefinitionNotAllowed");
}
TEST(CheckerMaps, DataAreNotForProgramsToWriteAlone) {
  constexpr std::uint32_t kWriteOnlyToPrograms = 256;
  Program program = naming_one(2, 8, 1);
  program.maps[0].is_data = true;
  EXPECT_EQ(judged(program, real(), real()), "Ok");
  program.maps[0].flags = kWriteOnlyToPrograms;
  EXPECT_EQ(judged(program, real(), real()), "not confirmed") << "nor is it sealed";
}
/// The package says what the bytes are, and the host that others may write them.
TEST(CheckerMaps, ReadOnlyDataAreKnownWhereTheHostFreezesThem) {
  Program program = program_of(
      "r1 = map_value[0] + 0; r2 = *(u64 *)(r1 + 0); r3 = r10; r3 += r2; *(u64 *)(r3 - 8) = 0; "
      "r0 = 2; exit");
  Map data;
  data.name = ".rodata";
  data.kind = 2;
  data.key_size = 4;
  data.value_size = 8;
  data.max_entries = 1;
  data.flags = 128;
  data.is_data = data.read_only = true;
  data.contents = {0, 0, 0, 0, 0, 0, 0, 0};
  program.maps = {data};
  Contract others_write = real();
  others_write.policy.read_only_data_frozen = false;
  EXPECT_EQ(judged(program, real(), real()), "Ok");
  EXPECT_EQ(judged(program, real(), others_write), "OutOfBounds");
}
TEST(CheckerMaps, AProgramHasOneMapOfSomeKinds) {
  Program program = program_of("r1 = map[0]; r2 = map[1]; r0 = 2; exit");
  program.maps = {naming_one(2, 8, 1).maps[0], naming_one(2, 8, 1).maps[0]};
  program.maps[1].name = "n";
  EXPECT_EQ(judged(program, real(), real()), "Ok");
  Contract one = real();
  for (MapKind& kind : one.map_kinds) kind.one_a_program = kind.number == 2;
  EXPECT_EQ(judged(program, real(), one), "MapNotAllowed");
}

}  // namespace
}  // namespace assay::test
