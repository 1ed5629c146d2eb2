// SPDX-License-Identifier: Apache-2.0
// Each map that a program names is one that its host may make, whether or not a run uses it.
#include <gtest/gtest.h>

#include "support/builtin.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {
namespace {

constexpr std::uint32_t kTrie = 11;
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

}  // namespace
}  // namespace assay::test
