// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/assumptions.hpp"

#include <gtest/gtest.h>

#include "verifier/report/assumes_json.hpp"
#include "verifier/report/human.hpp"

namespace assay {
namespace {

using Clauses = std::vector<std::string>;

Map read_only(std::string name, ContentsFrom from = ContentsFrom::Object) {
  Map map;
  map.name = std::move(name);
  map.value_size = 1;
  map.is_data = true;
  map.read_only = true;
  map.contents = {7};
  map.contents_from = from;
  return map;
}

class Assumptions : public testing::Test {
 protected:
  Assumptions() {
    contract_.name = "linux/x";
    contract_.platform = Platform::Linux;
    program_.maps = {read_only(".rodata"), read_only(".rodata.cfg", ContentsFrom::Recorded)};
    Map programs;
    programs.name = "next";
    program_.maps.push_back(programs);
    report_.outcome.verdict = Verdict::Accept;
  }
  const ProgramReport& report() {
    report_.program = std::make_shared<const Program>(program_);
    report_.contract = std::shared_ptr<const Contract>(std::shared_ptr<void>(), &contract_);
    return report_;
  }
  Basis& basis() { return report_.outcome.basis; }
  /// The code is nothing but their names.
  void name_maps(const std::vector<std::uint64_t>& maps) {
    program_.instructions.clear();
    for (const std::uint64_t map : maps)
      program_.instructions.emplace_back(LoadImm64{Reg{1}, WideKind::Map, map});
  }

  Contract contract_;
  Program program_;
  ProgramReport report_;
};

TEST_F(Assumptions, AreNoneForAPlainSensor) {
  basis().reads_context(24);
  EXPECT_EQ(assumptions(report()), Clauses{});
  SourceLines sources;
  const std::string text = render_human(report(), Colour::Off, sources);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
}

TEST_F(Assumptions, AreNoneForWhatIsRefused) {
  report_.outcome.verdict = Verdict::Reject;
  basis().contents = {0};
  EXPECT_EQ(assumptions(report()), Clauses{});
  EXPECT_TRUE(assumes_json(report()).is_null());
}

TEST_F(Assumptions, SayHowFarTheContextIsRead) {
  basis().reads_context(17);
  basis().reads_context(8);
  contract_.context_reach = ContextReach::Arguments;
  EXPECT_EQ(assumptions(report()), Clauses{"reads 3 arguments"});
  contract_.context_reach = ContextReach::Record;
  EXPECT_EQ(assumptions(report()), Clauses{"reads 17 bytes of the event's record"});
}

TEST_F(Assumptions, NameLayoutsUpToAFew) {
  program_.load_time.layouts = {"struct a", "struct b", "struct c", "struct d"};
  program_.load_time.numbers = {{"the offset of 'x' in 'struct e'", 0, 8, "struct e", 8},
                                {"the offset of 'x' in 'struct a'", 0, 8, "struct a", 8}};
  basis().layouts = {0};
  EXPECT_EQ(assumptions(report()), Clauses{"assumes the layout of struct a"});
  basis().layouts = {0, 1, 2, 3};
  basis().numbers = {1};
  EXPECT_EQ(assumptions(report()),
            Clauses{"assumes the layout of struct a, struct b, struct c and struct d"});
  basis().numbers.insert(0);
  EXPECT_EQ(assumptions(report()),
            Clauses{"assumes the layout of struct a, struct b, struct c and 2 other types"});
  EXPECT_EQ(assumes_json(report())["btf"]["layouts"].size(), 5u) << "machines get all";
}

TEST_F(Assumptions, NameTypesWhoseFieldsAreTakenToBeNoWider) {
  program_.load_time.numbers = {{"the size of 'x' in 'struct e'", 1, 8, "", 8, {}, "struct e"}};
  basis().numbers = {0};
  EXPECT_EQ(assumptions(report()), Clauses{"assumes the layout of struct e"});
}

TEST_F(Assumptions, NameTheTarget) {
  program_.load_time.target = "vmlinux";
  program_.load_time.target_digest = "sha256:0123456789abcdef0123";
  EXPECT_EQ(assumptions(report()),
            Clauses{"holds for the kernel types of vmlinux (sha256:0123456789ab)"});
}

TEST_F(Assumptions, NameTypesThatModulesMayHave) {
  program_.load_time.target = "vmlinux";
  program_.load_time.of_no_module = {"struct a", "struct b"};
  const std::string clause = "assumes that no module adds struct a and struct b to these types";
  EXPECT_EQ(assumptions(report()).back(), clause);
  EXPECT_EQ(assumes_json(report())["statements"].back(), clause);
}

TEST_F(Assumptions, NameMapsThatArePinned) {
  program_.maps[2].is_pinned = true;
  EXPECT_EQ(assumptions(report()), Clauses{}) << "the program does not use it";
  name_maps({0, 2});
  const std::string clause =
      "assumes that what is pinned already as 'next' was made by the same definition, inner map "
      "and type of the values included";
  EXPECT_EQ(assumptions(report()), Clauses{clause});
  EXPECT_EQ(assumes_json(report())["statements"].back(), clause);
}

TEST_F(Assumptions, NameReadOnlyDataThatTheProofUses) {
  basis().contents = {0, 1};
  EXPECT_EQ(assumptions(report()),
            (Clauses{"assumes .rodata as in the object", "assumes .rodata.cfg as recorded"}));
  contract_.platform = Platform::Windows;
  EXPECT_EQ(assumptions(report()).front(), "assumes that nobody writes .rodata and .rodata.cfg");
}

TEST_F(Assumptions, SayWhatTheContractTakesForGranted) {
  contract_.helpers.resize(2);
  contract_.helpers[0].id = 12;
  contract_.helpers[1].id = 13;
  contract_.helpers[1].assumes = "what it sends does not run it again";
  program_.instructions = {Call{CallKind::Helper, 12}, Exit{}};
  EXPECT_EQ(assumptions(report()), Clauses{});
  program_.instructions = {Call{CallKind::Helper, 13}, Call{CallKind::Helper, 13}, Exit{}};
  EXPECT_EQ(assumptions(report()), (Clauses{"assumes that what it sends does not run it again"}));
  contract_.fields.resize(1);
  contract_.fields[0].offset = 8;
  contract_.fields[0].size = 4;
  contract_.fields[0].assumes = "somebody looks at it";
  EXPECT_EQ(assumptions(report()).size(), 1u) << "it is not written";
  basis().written_context = {10};
  EXPECT_EQ(assumptions(report()).front(), "assumes that somebody looks at it");
  contract_.result.assumes = "every answer is taken";
  EXPECT_EQ(assumptions(report()).front(), "assumes that every answer is taken");
}

TEST_F(Assumptions, NameALicenseThatIsAskedForAndNotDeclared) {
  const Clauses clauses{"assumes a license that fits the GPL, of which the object has none"};
  contract_.helpers.resize(1);
  contract_.helpers[0].id = 12;
  contract_.helpers[0].gpl_only = true;
  program_.instructions = {Exit{}};
  EXPECT_EQ(assumptions(report()), Clauses{});
  program_.instructions = {Call{CallKind::Helper, 12}, Exit{}};
  EXPECT_EQ(assumptions(report()), clauses);
  program_.license = "GPL";
  EXPECT_EQ(assumptions(report()), Clauses{});
}

TEST_F(Assumptions, NameMapsOfWhichTheLoaderSaysSomething) {
  MapKind kind;
  kind.number = 7;
  kind.lookup_from_program = false;
  kind.value_bytes = {8, 4064, 8};
  kind.entries.least = 1;
  contract_.map_kinds = {kind};
  Map traces;
  traces.name = "traces";
  traces.kind = 7;
  traces.value_size = 8;
  traces.max_entries = 1;
  program_.maps.push_back(traces);
  name_maps({3});
  EXPECT_EQ(assumptions(report()), Clauses{});
  program_.maps[3].value_size = 0;
  const Clauses sized{"assumes that the loader says of how many bytes values are in 'traces'"};
  EXPECT_EQ(assumptions(report()), sized) << "where no run names it";
  program_.maps[2].inner = 3;
  name_maps({2});
  EXPECT_EQ(assumptions(report()), sized) << "of maps that it holds";
  program_.maps[3].value_size = 8;
  program_.maps[3].max_entries = 0;
  EXPECT_EQ(assumptions(report()),
            (Clauses{"assumes that the loader says how many entries are in 'traces'"}));
}

TEST_F(Assumptions, NameGlobalFunctionsThatThePlatformJudges) {
  contract_.policy.functions_by_type = true;
  program_.functions.resize(3);
  EXPECT_EQ(assumptions(report()), Clauses{});
  program_.functions[1].name = "f";
  program_.functions[2].name = "g";
  program_.functions[1].is_global = program_.functions[2].is_global = true;
  EXPECT_EQ(assumptions(report()),
            (Clauses{"assumes that the platform, which judges global functions by their types "
                     "alone, accepts 'f', 'g'"}));
}

TEST_F(Assumptions, NameProgramsThatAreCalledAndWhatElseWasNoted) {
  basis().program_arrays = {2};
  report_.outcome.statements = {"assumes that it rains"};
  EXPECT_EQ(assumptions(report()), (Clauses{"assumes that the programs in next are accepted, too",
                                            "assumes that it rains"}));
}

}  // namespace
}  // namespace assay
