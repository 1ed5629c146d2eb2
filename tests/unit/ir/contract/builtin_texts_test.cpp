// SPDX-License-Identifier: Apache-2.0
// The texts of ir/contract/platform.
#include "ir/contract/builtin_texts.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ir/contract/platform_facts.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

TEST(BuiltinTexts, each_file_has_the_name_of_its_contract) {
  for (const BuiltinText& text : builtin_contract_texts())
    EXPECT_EQ(builtin_contract(text).name, text.name);
}

TEST(BuiltinTexts, a_head_says_of_a_contract_what_the_whole_says) {
  for (const BuiltinText& text : builtin_contract_texts()) {
    const ContractHead head = head_of(builtin_head(text));
    const ContractHead whole = head_of(builtin_contract(text));
    EXPECT_EQ(head.name, whole.name);
    EXPECT_EQ(head.platform, whole.platform) << head.name;
    EXPECT_EQ(head.section_prefixes, whole.section_prefixes) << head.name;
    EXPECT_EQ(head.context_types, whole.context_types) << head.name;
    EXPECT_EQ(head.variant_of, whole.variant_of) << head.name;
  }
}

TEST(BuiltinTexts, each_part_is_used) {
  std::string all;
  for (const BuiltinText& text : builtin_contract_texts()) all += text.text;
  for (const BuiltinText& part : builtin_part_texts()) {
    const std::string use = "use part=\"" + std::string(part.name) + "\"";
    EXPECT_NE(all.find(use), std::string::npos) << part.name;
  }
}

TEST(BuiltinTexts, lines_fit_on_a_page) {
  for (const auto& texts : {builtin_contract_texts(), builtin_part_texts()}) {
    for (const BuiltinText& text : texts) {
      for (std::size_t begin = 0; begin < text.text.size();) {
        const std::size_t end = text.text.find('\n', begin);
        ASSERT_NE(end, std::string_view::npos) << text.name << " does not end with its line";
        EXPECT_LE(end - begin, 100U) << text.name << ": " << text.text.substr(begin, end - begin);
        begin = end + 1;
      }
    }
  }
}

TEST(PlatformFacts, are_those_of_each_contract_of_the_platform) {
  for (const Contract& contract : builtin_contracts()) {
    Contract same = contract;
    set_platform_facts(same);
    EXPECT_EQ(same, contract) << contract.name;
  }
}

}  // namespace
}  // namespace assay
