// SPDX-License-Identifier: Apache-2.0
#include "session/diff_package.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ir/package/write.hpp"
#include "unit/ir/package/samples.hpp"

namespace assay {
namespace {

using test::packed;
using test::program_of;
using test::proved;
using test::rich_package;
using test::table;

/// "OF NAME WHAT" of each change.
std::set<std::string> ids(const SealedPackage& before, const SealedPackage& after) {
  std::set<std::string> out;
  for (const PackageChange& change : changes_between(before, after))
    out.insert(change.of + " " + change.name + " " + change.what);
  return out;
}

SealedPackage one(std::string_view text, std::vector<Map> maps = {}) {
  return packed({proved(program_of("p", text, std::move(maps)))});
}

/// The lines that differ, as "-3 text" and "+3 text".
std::vector<std::string> lines(const SealedPackage& before, const SealedPackage& after) {
  std::vector<std::string> out;
  for (const ChangedLine& line :
       changed_lines({before, before.programs.at(0)}, {after, after.programs.at(0)})) {
    const bool removed = line.side == ChangedLine::Side::Removed;
    out.push_back((removed ? "-" : "+") + std::to_string(line.slot) + " " + line.text);
  }
  return out;
}

TEST(DiffPackage, APackageIsNotOtherThanItself) {
  EXPECT_TRUE(changes_between(rich_package(), rich_package()).empty());
  EXPECT_NE(render_changes(rich_package(), rich_package()).find("\nnothing changed\n"),
            std::string::npos);
}

TEST(DiffPackage, EveryPartThatChangesIsNamedAndNoOther) {
  using Change = std::function<void(SealedPackage&)>;
  const std::vector<std::pair<std::string, Change>> parts = {
      {"package  name", [](SealedPackage& p) { p.name = "other"; }},
      {"package  version", [](SealedPackage& p) { ++p.version; }},
      {"package  tool", [](SealedPackage& p) { p.tool = "other"; }},
      {"package  tool_version", [](SealedPackage& p) { p.tool_version = "2"; }},
      {"package  time", [](SealedPackage& p) { p.time = 5; }},
      {"package  target", [](SealedPackage& p) { p.target = sha256("types"); }},
      {"package  units", [](SealedPackage& p) { ++p.announced.units; }},
      {"package  edges", [](SealedPackage& p) { ++p.announced.edges; }},
      {"package  arena", [](SealedPackage& p) { ++p.announced.arena; }},
      {"package  depth", [](SealedPackage& p) { ++p.announced.depth; }},
      {"program first section", [](SealedPackage& p) { p.programs[0].section = "other"; }},
      {"program first contract", [](SealedPackage& p) { p.programs[0].contract = "other"; }},
      {"program first contract_version",
       [](SealedPackage& p) { p.programs[0].contract_version = "other"; }},
      {"program first contract_digest",
       [](SealedPackage& p) { p.programs[0].contract_digest[7] ^= 1; }},
      {"program first touched_digest",
       [](SealedPackage& p) { p.programs[0].touched_digest[7] ^= 1; }},
      {"program first worst_case_instructions",
       [](SealedPackage& p) { ++p.programs[0].worst_case; }},
      {"program first context_bytes", [](SealedPackage& p) { ++p.programs[0].context_bytes; }},
      {"program second instructions", [](SealedPackage& p) { p.programs[1].code[4] = 9; }},
      {"program first functions", [](SealedPackage& p) { p.programs[0].functions.pop_back(); }},
      {"program first certificate_of_way",
       [](SealedPackage& p) { p.programs[0].certificate_of_way = {0, 1, 1}; }},
      {"program first certificates",
       [](SealedPackage& p) { p.programs[0].certificates[1][0] ^= 1; }},
      {"program second removed", [](SealedPackage& p) { p.programs.pop_back(); }},
      {"map .rodata value", [](SealedPackage& p) { p.maps[1].value[5] ^= 1; }},
      {"map .rodata settings", [](SealedPackage& p) { p.maps[1].settings.clear(); }},
      {"map timed kept", [](SealedPackage& p) { p.maps.back().kept.clear(); }},
      {"map timed kind", [](SealedPackage& p) { ++p.maps.back().kind; }},
      {"map timed key_size", [](SealedPackage& p) { ++p.maps.back().key_size; }},
      {"map timed value_size", [](SealedPackage& p) { ++p.maps.back().value_size; }},
      {"map timed max_entries", [](SealedPackage& p) { ++p.maps.back().max_entries; }},
      {"map timed flags", [](SealedPackage& p) { ++p.maps.back().flags; }},
      {"map timed role", [](SealedPackage& p) { p.maps.back().role = wire::MapRole::Variables; }},
      {"map timed contents",
       [](SealedPackage& p) { p.maps.back().contents = wire::Contents::Any; }},
      {"map holds inner", [](SealedPackage& p) { p.maps[3].inner.reset(); }},
      {"signer " + std::string(64, '0') + " added", [](SealedPackage& p) { p.signatures[{}]; }},
  };
  const SealedPackage before = rich_package();
  ASSERT_EQ(before.maps[3].name, "holds");
  for (const auto& [id, change] : parts) {
    SealedPackage after = before;
    change(after);
    EXPECT_EQ(ids(before, after), std::set<std::string>{id});
  }
}

TEST(DiffPackage, WhatIsThereOnlyOnceIsNewOrGone) {
  const SealedPackage before = packed({proved(program_of("a", "r0 = 2\nexit\n"))});
  const SealedPackage after =
      packed({proved(program_of("b", "r1 = map[0]\nr0 = 2\nexit\n", {table("m")}))});
  EXPECT_EQ(ids(before, after),
            (std::set<std::string>{"program a removed", "program b added", "map m added"}));
  SealedPackage by_other = before;
  by_other.signatures[{1}];
  SealedPackage by_one = before;
  by_one.signatures[{2}];
  EXPECT_EQ(changes_between(by_other, by_one).size(), 2u);
  SealedPackage again = by_one;
  again.signatures[{2}] = {9};
  EXPECT_EQ(changes_between(by_one, again).at(0).what, "signature");
}

TEST(DiffPackage, OfContentsTheBytesThatDifferAreShown) {
  SealedPackage after = rich_package();
  after.maps[1].value[2] = 0xaa;
  after.maps[1].value[5] = 0xbb;
  const PackageChange change = changes_between(rich_package(), after).at(0);
  EXPECT_EQ(change.words, "bytes 2 to 5 of its contents");
  EXPECT_EQ(change.before, "03040506");
  EXPECT_EQ(change.after, "aa0405bb");
}

TEST(DiffCode, LinesThatAreGoneOrNewAreShownWhereTheyStand) {
  EXPECT_EQ(lines(one("r1 = 1\nr2 = 2\nr0 = 0\nexit\n"), one("r1 = 1\nr2 = 3\nr0 = 0\nexit\n")),
            (std::vector<std::string>{"-1 r2 = 2", "+1 r2 = 3"}));
  EXPECT_EQ(lines(one("r1 = 1\nr0 = 0\nexit\n"), one("r1 = 1\nr2 = 2\nr3 = 3\nr0 = 0\nexit\n")),
            (std::vector<std::string>{"+1 r2 = 2", "+2 r3 = 3"}));
  EXPECT_EQ(lines(one("r1 = 1\nr2 = 2\nr3 = 3\nr0 = 0\nexit\n"),
                  one("r2 = 2\nr4 = 4\nr3 = 3\nr0 = 0\nexit\n")),
            (std::vector<std::string>{"-0 r1 = 1", "+1 r4 = 4"}));
}

TEST(DiffCode, WhatMerelyStandsElsewhereIsTheSame) {
  const SealedPackage before = one("if r1 == 0 goto L2\nr2 = 2\nL2:\nr0 = 0\nexit\n");
  const SealedPackage after = one("r3 = 3\nif r1 == 0 goto L3\nr2 = 2\nL3:\nr0 = 0\nexit\n");
  EXPECT_EQ(lines(before, after), std::vector<std::string>{"+0 r3 = 3"});
  EXPECT_EQ(
      lines(before, one("if r1 == 0 goto L3\nr2 = 2\nr3 = 3\nL3:\nr0 = 0\nexit\n")),
      (std::vector<std::string>{"-0 if r1 == 0 goto L2", "+0 if r1 == 0 goto L3", "+2 r3 = 3"}));
}

TEST(DiffCode, AJumpThatReachesSomethingElseIsOtherThoughItGoesAsFar) {
  const SealedPackage before = one("r0 = 1\nif r1 == 7 goto L4\nexit\nr2 = 0\nL4:\nr0 = 2\nexit\n");
  const SealedPackage after =
      one("r0 = 1\nif r1 == 7 goto L4\nexit\nr2 = 0\nL4:\nr3 = 0\nr0 = 2\nexit\n");
  EXPECT_EQ(lines(before, after), (std::vector<std::string>{"-1 if r1 == 7 goto L4",
                                                            "+1 if r1 == 7 goto L4", "+4 r3 = 0"}));
}

TEST(DiffCode, AnUnconditionalJumpThatReachesSomethingElseIsOtherToo) {
  const SealedPackage before = one("if r1 == 7 goto L2\ngoto L3\nL2:\nr0 = 2\nL3:\nr0 = 3\nexit\n");
  const SealedPackage after =
      one("if r1 == 7 goto L2\ngoto L3\nL2:\nr0 = 2\nL3:\nr0 = 9\nr0 = 3\nexit\n");
  EXPECT_EQ(lines(before, after),
            (std::vector<std::string>{"-1 goto L3", "+1 goto L3", "+3 r0 = 9"}));
}

TEST(DiffPackage, BytesThatAreNoInstructionsAreOtherByTheirDigest) {
  SealedPackage before = one("r0 = 0\nexit\n");
  before.programs[0].code[0] = 0xff;
  EXPECT_EQ(ids(before, before), std::set<std::string>{});
  SealedPackage after = before;
  after.programs[0].code[4] = 9;
  EXPECT_EQ(ids(before, after), std::set<std::string>{"program p code"});
}

TEST(DiffPackage, WhatIsLeftOutOfALongListMayBeWhatMatters) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "r1 = " + std::to_string(i) + "\n";
  const std::string words = render_changes(one("r0 = 0\nexit\n"), one(text + "r0 = 0\nexit\n"));
  EXPECT_NE(words.find("and 20 more, of which any may be the one that matters"), std::string::npos)
      << words;
}

TEST(DiffCode, MapsCountByTheirNames) {
  const SealedPackage before = one("r1 = map[0]\nr0 = 0\nexit\n", {table("m")});
  const SealedPackage moved =
      one("r1 = map[0]\nr2 = map[1]\nr0 = 0\nexit\n", {table("m"), table("a")});
  ASSERT_EQ(moved.programs[0].code[4], 1);
  EXPECT_EQ(lines(before, moved), std::vector<std::string>{"+2 r2 = map[a]"});
  const SealedPackage renamed = one("r1 = map[0]\nr0 = 0\nexit\n", {table("n")});
  EXPECT_EQ(lines(before, renamed), (std::vector<std::string>{"-0 r1 = map[m]", "+0 r1 = map[n]"}));
}

TEST(DiffCode, LongProgramsThatDifferEverywhereTakeNoTable) {
  std::string before;
  std::string after;
  for (int i = 0; i < 3000; ++i) {
    before += "r1 = " + std::to_string(i) + "\n";
    after += "r2 = " + std::to_string(i) + "\n";
  }
  EXPECT_EQ(lines(one(before + "r0 = 0\nexit\n"), one(after + "r0 = 0\nexit\n")).size(), 6000u);
}

}  // namespace
}  // namespace assay
