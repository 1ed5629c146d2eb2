// SPDX-License-Identifier: Apache-2.0
#include "rules/c/header/words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace assay {
namespace {

constexpr Target kTargets[] = {Target::Hook, Target::Field,  Target::Helper, Target::Parameter,
                               Target::Kind, Target::Values, Target::Number};

std::string text_of(const std::string& name) {
  std::ifstream file(ASSAY_SOURCE_DIR "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> all_words() {
  std::set<std::string> words;
  for (const Target target : kTargets) {
    for (const std::string& word : words_of(target)) words.insert(word);
  }
  return words;
}

TEST(Words, each_is_found_by_its_spelling_and_stands_somewhere) {
  const std::set<std::string> words = all_words();
  EXPECT_GT(words.size(), static_cast<std::size_t>(Word::FirstOfTables));
  for (const std::string& word : words) {
    const WordRow* row = find_word(word);
    ASSERT_NE(row, nullptr) << word;
    EXPECT_EQ(row_of(row->word).text, word);
    EXPECT_FALSE(targets_text(*row).empty()) << word;
  }
  EXPECT_EQ(find_word("begin_"), nullptr);
  EXPECT_EQ(find_word(""), nullptr);
}

TEST(Words, each_has_a_macro_that_spells_it_and_the_macros_spell_no_other) {
  const std::string header = text_of("include/assay/bpf/assay_contract.h");
  const std::set<std::string> words = all_words();
  for (const std::string& word : words) {
    EXPECT_NE(header.find("#define " + macro_of(*find_word(word))), std::string::npos) << word;
    EXPECT_NE(header.find("\"assay." + word + "\""), std::string::npos) << word;
  }
  const std::string_view opening = "(\"assay.";
  for (std::size_t at = header.find(opening); at != std::string::npos;
       at = header.find(opening, at + 1)) {
    const std::size_t begin = at + opening.size();
    EXPECT_TRUE(words.contains(header.substr(begin, header.find('"', begin) - begin)));
  }
}

TEST(Words, a_word_stands_only_where_its_row_says) {
  const WordRow& only_in = row_of(Word::OnlyIn);
  EXPECT_TRUE(may_stand_on(only_in, Target::Field));
  EXPECT_TRUE(may_stand_on(only_in, Target::Helper));
  EXPECT_TRUE(may_stand_on(only_in, Target::Kind));
  EXPECT_FALSE(may_stand_on(only_in, Target::Hook));
  EXPECT_FALSE(may_stand_on(only_in, Target::Nothing));
  EXPECT_EQ(targets_text(only_in), "a member of a context or a helper or a kind of map");
}

}  // namespace
}  // namespace assay
