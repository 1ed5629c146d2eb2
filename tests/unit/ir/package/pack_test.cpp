// SPDX-License-Identifier: Apache-2.0
#include "ir/package/pack.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/contract/digest.hpp"
#include "ir/package/pack_maps.hpp"
#include "samples.hpp"

namespace assay {
namespace {

using test::data;
using test::identity;
using test::packed;
using test::program_of;
using test::proved;
using test::read_only;
using test::rich_package;
using test::table;

void expect_not_sealable(const Program& program, std::string_view part) {
  const std::vector<ProvedProgram> programs = {proved(program)};
  const Result<SealedPackage> out = pack(identity(), programs);
  ASSERT_FALSE(out.ok()) << part;
  EXPECT_EQ(out.error().code, ErrorCode::NotSealable);
  EXPECT_NE(out.error().message.find(part), std::string::npos) << out.error().message;
}

TEST(Pack, OnlyMapsThatTheCodeNamesAreThereAndThoseThatTheyHold) {
  Map outer = table("outer", 13);
  outer.inner = 2;
  const SealedPackage package = packed({proved(
      program_of("p", "r1 = map[1]\nr0 = 0\nexit\n", {table("unused"), outer, table("inner")}))});
  ASSERT_EQ(package.maps.size(), 2u);
  EXPECT_EQ(package.maps[0].name, "inner");
  EXPECT_EQ(package.maps[1].name, "outer");
  EXPECT_EQ(package.maps[1].inner, 0u);
  EXPECT_EQ(package.programs[0].code[4], 1);  // the index of "outer"
}

TEST(Pack, AMapOfTwoProgramsIsThereOnce) {
  const SealedPackage package = packed(
      {proved(program_of("p", "r1 = map[0]\nr0 = 0\nexit\n", {table("shared")})),
       proved(program_of("q", "r1 = map[1]\nr0 = 0\nexit\n", {table("a"), table("shared")}))});
  ASSERT_EQ(package.maps.size(), 1u);
  EXPECT_EQ(package.programs[1].code[4], 0);
}

TEST(Pack, TwoMapsOfOneNameAreRefused) {
  Map other = table("shared");
  other.max_entries = 17;
  const std::vector<ProvedProgram> programs = {
      proved(program_of("p", "r1 = map[0]\nr0 = 0\nexit\n", {table("shared")})),
      proved(program_of("q", "r1 = map[0]\nr0 = 0\nexit\n", {other}))};
  const auto out = pack(identity(), programs);
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, ErrorCode::NotSealable);
}

TEST(Pack, ReadOnlyDataAreBoundLessTheirSettings) {
  const SealedPackage package = rich_package();
  const SealedMap& constants = package.maps.at(1);
  ASSERT_EQ(constants.name, ".rodata");
  EXPECT_EQ(constants.role, wire::MapRole::ReadOnlyData);
  EXPECT_EQ(constants.contents, wire::Contents::Bound);
  EXPECT_EQ(constants.settings, (std::vector<ValueSpan>{{4, 4}}));
  EXPECT_EQ(constants.value.size(), 8u);
}

TEST(Pack, ReadOnlyDataOfAnyContentsHaveNone) {
  Map any = read_only(".rodata", {1, 2, 3, 4});
  any.contents_from = ContentsFrom::Any;
  const SealedPackage package =
      packed({proved(program_of("p", "r1 = map_value[0] + 0\nr0 = 0\nexit\n", {any}))});
  EXPECT_EQ(package.maps[0].contents, wire::Contents::Any);
  EXPECT_TRUE(package.maps[0].value.empty());
}

TEST(Pack, SettingsWithoutALayoutBindNothing) {
  Map settings = read_only(".rodata", {1, 2, 3, 4});
  settings.contents_from = ContentsFrom::Settings;
  EXPECT_EQ(sealed_map(settings).contents, wire::Contents::Any);
}

TEST(Pack, VariablesKeepWhatTheyBeginWithUnlessItIsZeros) {
  const SealedPackage package =
      packed({proved(program_of("p", "r1 = map_value[0] + 0\nr1 = map_value[1] + 0\nr0 = 0\nexit\n",
                                {data(".bss", {0, 0}), data(".data", {0, 1})}))});
  EXPECT_EQ(package.maps[0].contents, wire::Contents::None);
  EXPECT_EQ(package.maps[1].contents, wire::Contents::Initial);
  EXPECT_EQ(package.maps[1].value, (std::vector<std::uint8_t>{0, 1}));
}

TEST(Pack, KeptFieldsThatTouchAreOne) {
  Map map = table("m");
  map.value_size = 40;
  map.special_fields = {{SpecialFieldKind::Timer, 16, 16}, {SpecialFieldKind::Timer, 0, 16}};
  const SealedPackage package =
      packed({proved(program_of("p", "r1 = map[0]\nr0 = 0\nexit\n", {map}))});
  EXPECT_EQ(package.maps[0].kept, (std::vector<ValueSpan>{{0, 32}}));
}

TEST(Pack, WhatALoaderWouldWriteCannotBeSealed) {
  Program program = program_of("p", "r0 = 0\nexit\n");
  program.load_time.numbers = {{"the size of 'struct sock'", 0, 9, "", 0}};
  program.load_time.uses = {{0, 0}};
  expect_not_sealable(program, "the size of 'struct sock' depends on the kernel");
  program = program_of("p", "r0 = 0\nexit\n");
  program.load_time.layouts = {"struct sock"};
  program.load_time.layout_uses = {{0, 0}};
  expect_not_sealable(program, "--btf");
  program = program_of("p", "r0 = 0\nexit\n");
  program.load_time.poisoned = {{0, "'struct sock' has no 'x'"}};
  expect_not_sealable(program, "'struct sock' has no 'x'");
}

TEST(Pack, ASymbolWithoutAnAddressCannotBeSealed) {
  Program program = program_of("p", "r1 = 0 ll\nr0 = 0\nexit\n");
  program.unresolved = {{"jiffies"}};
  program.instructions[0] = LoadImm64{Reg{1}, WideKind::UnresolvedSymbol, 0};
  expect_not_sealable(program, "jiffies");
  program = program_of("p", "r0 = 0\nr0 = 0\nexit\n");
  program.unresolved = {{"bpf_find"}};
  program.instructions[0] = Call{CallKind::Unresolved, 0};
  expect_not_sealable(program, "bpf_find");
}

TEST(Pack, AMapWithoutANameCannotBeSealed) {
  expect_not_sealable(program_of("p", "r1 = map[0]\nr0 = 0\nexit\n", {table("")}), "no name");
}

TEST(Pack, ProgramsOfOneNameCannotBeSealed) {
  const std::vector<ProvedProgram> programs = {proved(program_of("p", "r0 = 0\nexit\n")),
                                               proved(program_of("p", "r0 = 1\nexit\n"))};
  EXPECT_FALSE(pack(identity(), programs).ok());
}

TEST(Pack, TheTypesThatItWasRelocatedForAreNamed) {
  Program program = program_of("p", "r0 = 0\nexit\n");
  program.load_time.target_digest = to_text(sha256("types"));
  EXPECT_EQ(packed({proved(program)}).target, sha256("types"));
  Program other = program_of("q", "r0 = 0\nexit\n");
  other.load_time.target_digest = to_text(sha256("other types"));
  const std::vector<ProvedProgram> programs = {proved(program), proved(other)};
  EXPECT_FALSE(pack(identity(), programs).ok());
}

TEST(Pack, TheTouchedDigestChangesWithWhatTheProgramTouchesAlone) {
  const Program program = program_of("p", "call 5\nr0 = 0\nexit\n");
  const Contract& contract = *find_contract("linux/xdp");
  const Sha256 before = touched_digest(program, contract);
  Contract other = contract;
  for (Helper& helper : other.helpers) {
    if (helper.id != 5) helper.moves_packet = !helper.moves_packet;
  }
  EXPECT_EQ(touched_digest(program, other), before);
  EXPECT_NE(contract_digest(other), contract_digest(contract));
  for (Helper& helper : other.helpers) {
    if (helper.id == 5) helper.return_max = 1;
  }
  EXPECT_NE(touched_digest(program, other), before);
  other = contract;
  other.policy.pointer_to_scalar = !other.policy.pointer_to_scalar;
  EXPECT_NE(touched_digest(program, other), before);
}

}  // namespace
}  // namespace assay
