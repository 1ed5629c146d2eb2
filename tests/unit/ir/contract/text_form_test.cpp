// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/text_form.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ir/contract/record.hpp"
#include "support/builtin.hpp"
#include "unit/ir/contract/samples.hpp"

namespace assay {
namespace {

/// "line:column what" of a text that is no contract.
std::string fault_of(std::string_view text) {
  const auto found = read_text(text);
  const auto* fault = std::get_if<TextFault>(&found);
  if (fault == nullptr) return "";
  return std::to_string(fault->line) + ":" + std::to_string(fault->column) + " " + fault->what;
}

/// What the text says, as a text again.
std::string again(std::string_view text) {
  const auto found = read_text(text);
  const auto* contract = std::get_if<Contract>(&found);
  return contract == nullptr ? "fault " + fault_of(text) : write_text(*contract);
}

TEST(ContractText, reads_as_the_contract_that_was_written) {
  std::vector<Contract> contracts = builtin_contracts();
  contracts.push_back(one_of_everything());
  for (const Contract& contract : contracts) {
    const std::string text = write_text(contract);
    const auto found = read_text(text);
    ASSERT_TRUE(std::holds_alternative<Contract>(found)) << contract.name << " " << fault_of(text);
    EXPECT_EQ(std::get<Contract>(found), contract) << contract.name;
    EXPECT_EQ(write_records(std::get<Contract>(found)), write_records(contract)) << contract.name;
    EXPECT_EQ(write_text(std::get<Contract>(found)), text) << contract.name;
  }
}

TEST(ContractText, is_the_same_after_a_way_through_the_records) {
  for (const Contract& contract : builtin_contracts()) {
    const auto found = read_records(write_records(contract));
    ASSERT_TRUE(std::holds_alternative<Contract>(found)) << contract.name;
    EXPECT_EQ(write_text(std::get<Contract>(found)), write_text(contract)) << contract.name;
  }
}

TEST(ContractText, has_what_differs_from_the_defaults) {
  EXPECT_EQ(write_text(one_of_everything()),
            R"(contract name="linux/sample" platform=linux platform_version="6.18" source="a place"
    section_prefixes=["sample"] context_types=["sample_md"] context_size=24
field name="data" size=8 kind=region_mark narrow=false
field name="data_end" offset=8 size=8 kind=region_mark narrow=false mark=1
field name="number" offset=16 size=8 element=4
region name="packet"
result checked=true min=0 max=2 source="another place"
value name="PASS" value=2
value name="FIRST" value=1 field="number"
absent_helper id=9 why="gone"
execution name="native"
map_kind number=1 name="hash" key_bytes.least=1 key_bytes.most=512 contents=hash
helper id=1 name="look_up" returns=value_or_null map_kinds=[1] model=map_lookup
  argument kind=map
  argument kind=key
)");
}

TEST(ContractText, may_be_laid_out_in_any_way) {
  const std::string text = write_text(one_of_everything());
  std::string lines;
  for (const char letter : text)
    lines += letter == ' ' ? "  # a comment\n\t" : std::string(1, letter);
  // Words keep their blanks.
  const std::string name = "\"a  # a comment\n\tplace\"";
  lines.replace(lines.find(name), name.size(), "\"a place\"");
  const std::string other = "\"another  # a comment\n\tplace\"";
  lines.replace(lines.find(other), other.size(), "\"another place\"");
  EXPECT_EQ(again(lines), text);
  EXPECT_EQ(again("contract context_size = 16 name = \"unspec\""),
            "contract name=\"unspec\" context_size=16\n");
}

TEST(ContractText, words_may_have_quotation_marks_and_backslashes) {
  const std::string text = "contract name=\"a \\\"b\\\" \\\\c\"\n";
  EXPECT_EQ(again(text), text);
  const auto found = read_text(text);
  EXPECT_EQ(std::get<Contract>(found).name, "a \"b\" \\c");
}

TEST(ContractText, words_go_on_in_further_quotation_marks) {
  const std::string half(50, 'x');
  const std::string text =
      "contract name=\"unspec\"\n    source=\"" + half + " \"\n    \"" + half + "\"\n";
  EXPECT_EQ(again(text), text);
  const auto found = read_text(text);
  EXPECT_EQ(std::get<Contract>(found).source.text, half + " " + half);
}

TEST(ContractText, helpers_and_kinds_of_map_stand_in_any_order) {
  EXPECT_EQ(again("contract map_kind number=2 map_kind number=1 helper id=2 argument kind=context "
                  "helper id=1"),
            "contract\nmap_kind number=1\nmap_kind number=2\nhelper id=1\nhelper id=2\n"
            "  argument kind=context\n");
}

/// The parts of the tests below.
std::optional<std::string_view> part(std::string_view name) {
  if (name == "helpers") {
    return "helper id=3 name=\"three\" argument kind=context\nhelper id=1 name=\"one\"\n"
           "helper id=2 name=\"two\" argument kind=any\nmap_kind number=7 name=\"seven\"";
  }
  if (name == "rules") return "policy aligned_stack=true aligned_context=true\nlimits call_depth=4";
  if (name == "more rules") return "policy aligned_context=false writable_globals=true";
  if (name == "nothing") return "# nothing\n";
  if (name == "broken") return "helper id=1\nhelper id=x";
  if (name == "whole") return "contract";
  if (name == "using") return "use part=\"nothing\"";
  return std::nullopt;
}

std::string with_parts(std::string_view text) {
  const auto found = read_text(text, part);
  if (const auto* contract = std::get_if<Contract>(&found)) return write_text(*contract);
  const auto& fault = std::get<TextFault>(found);
  return fmt::format("{}:{}:{} {}", fault.part, fault.line, fault.column, fault.what);
}

TEST(ContractText, a_part_stands_for_its_records) {
  EXPECT_EQ(with_parts("contract helper id=4 use part=\"helpers\""),
            "contract\nmap_kind number=7 name=\"seven\"\nhelper id=1 name=\"one\"\n"
            "helper id=2 name=\"two\"\n  argument kind=any\nhelper id=3 name=\"three\"\n"
            "  argument kind=context\nhelper id=4\n");
  EXPECT_EQ(with_parts("contract use part=\"nothing\""), "contract\n");
}

TEST(ContractText, of_a_part_records_are_chosen_by_name) {
  EXPECT_EQ(with_parts("contract use part=\"helpers\" only=[\"one\", \"seven\"]"),
            "contract\nmap_kind number=7 name=\"seven\"\nhelper id=1 name=\"one\"\n");
  EXPECT_EQ(with_parts("contract use part=\"helpers\" without=[\"three\", \"two\", \"seven\"]"),
            "contract\nhelper id=1 name=\"one\"\n");
  EXPECT_EQ(with_parts("contract use part=\"helpers\" without=[\"four\"]"),
            ":1:10 'helpers' has no helper or kind of map 'four'");
}

TEST(ContractText, what_is_said_later_replaces_what_was_said_fact_by_fact) {
  const std::string rules = "policy aligned_context=true aligned_stack=true\nlimits call_depth=4\n";
  EXPECT_EQ(with_parts("contract use part=\"rules\""), "contract\n" + rules);
  EXPECT_EQ(with_parts("contract use part=\"rules\" limits tail_calls=1"),
            "contract\npolicy aligned_context=true aligned_stack=true\n"
            "limits call_depth=4 tail_calls=1\n");
  EXPECT_EQ(with_parts("contract use part=\"rules\" use part=\"more rules\""),
            "contract\npolicy aligned_stack=true writable_globals=true\nlimits call_depth=4\n");
  EXPECT_EQ(with_parts("contract policy aligned_stack=false use part=\"rules\""),
            "contract\n" + rules);
}

TEST(ContractText, faults_of_parts_name_the_part) {
  EXPECT_EQ(with_parts("contract use part=\"elsewhere\""), ":1:10 there is no part 'elsewhere'");
  EXPECT_EQ(with_parts("contract use part=\"broken\""), "broken:2:11 a number is missing");
  EXPECT_EQ(with_parts("contract use part=\"whole\""), "whole:1:1 a part has no record 'contract'");
  EXPECT_EQ(with_parts("contract use part=\"using\""), "using:1:1 a part uses no other");
  EXPECT_EQ(with_parts("contract use part=\"helpers\" argument"),
            ":1:29 'argument' does not stand after 'use'");
  EXPECT_EQ(with_parts("contract use part=\"helpers\" use part=\"helpers\" only=[\"one\"]"),
            ":1:1 helper 1 is out of order or there twice");
  EXPECT_EQ(fault_of("contract use part=\"rules\""), "1:10 there is no part 'rules'");
}

TEST(ContractText, a_head_is_the_first_record_alone) {
  const auto found = read_head("contract name=\"unspec\" context_size=8 this is not read");
  ASSERT_TRUE(std::holds_alternative<Contract>(found));
  EXPECT_EQ(write_text(std::get<Contract>(found)), "contract name=\"unspec\" context_size=8\n");
  EXPECT_TRUE(std::holds_alternative<TextFault>(read_head("policy")));
}

TEST(ContractText, faults_say_where_and_what) {
  EXPECT_EQ(fault_of(""), "1:1 a keyword is missing");
  EXPECT_EQ(fault_of("# nothing\n"), "2:1 a keyword is missing");
  EXPECT_EQ(fault_of("field"), "1:1 the first record is 'contract'");
  EXPECT_EQ(fault_of("contract\ncontract"), "2:1 there is one contract");
  EXPECT_EQ(fault_of("contract\nfeild"), "2:1 there is no record 'feild' (did you mean 'field'?)");
  EXPECT_EQ(fault_of("contract\n  argument"), "2:3 'argument' does not stand after 'contract'");
  EXPECT_EQ(fault_of("contract helper id=1 field argument"),
            "1:28 'argument' does not stand after 'field'");
  EXPECT_EQ(fault_of("contract helper argument argument argument argument argument argument"),
            "1:62 there are at most 5 of these");
  EXPECT_EQ(fault_of("contract policy policy"), "1:17 'policy' is there twice");
  EXPECT_EQ(fault_of("contract\nfield\n  narow=false"),
            "3:3 'field' has no fact 'narow' (did you mean 'narrow'?)");
  EXPECT_EQ(fault_of("contract map_kind key_bytes.last=1"),
            "1:19 'map_kind' has no fact 'key_bytes.last' (did you mean 'key_bytes.least'?)");
  EXPECT_EQ(fault_of("contract field narrow=false narrow=true"), "1:29 'narrow' is said twice");
  EXPECT_EQ(fault_of("contract field narrow=no"), "1:23 neither true nor false");
  EXPECT_EQ(fault_of("contract field size=x"), "1:21 a number is missing");
  EXPECT_EQ(fault_of("contract field size=1x"), "1:21 a number is missing");
  EXPECT_EQ(fault_of("contract field size=4294967296"),
            "1:21 a number from 0 to 4294967295 is meant");
  EXPECT_EQ(fault_of("contract field kind=opake"),
            "1:21 'opake' is none of scalar, region_mark, region_length, opaque (did you mean "
            "'opaque'?)");
  EXPECT_EQ(fault_of("contract name=x"), "1:15 a word in quotation marks is missing");
  EXPECT_EQ(fault_of("contract name=\"x"), "1:15 the word does not end");
  EXPECT_EQ(fault_of("contract name=\"\n\""),
            "1:16 a word ends on its line, and has no control character");
  EXPECT_EQ(fault_of("contract name=\"\\n\""), "1:17 \\ stands before \" and \\ alone");
  EXPECT_EQ(fault_of("contract section_prefixes=\"x\""), "1:27 a list in brackets is missing");
  EXPECT_EQ(fault_of("contract section_prefixes=[\"x\" \"y\"]"),
            "1:32 the list does not end: , or ] is missing");
  EXPECT_EQ(fault_of("contract name=\"a\" @"), "1:19 a keyword is missing");
  EXPECT_EQ(fault_of("contract limits call_depth=0"), "1:1 a limit is zero");
}

}  // namespace
}  // namespace assay
