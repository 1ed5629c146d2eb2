// SPDX-License-Identifier: Apache-2.0
#include "loader/document/document.hpp"

#include <gtest/gtest.h>

#include "loader/document/fields.hpp"

namespace assay::loader {
namespace {

TEST(Document, IsReadInTheFormInWhichItIsWritten) {
  const std::string text =
      R"({"a":18446744073709551615,"b":[true,false,"x\"\\y"],"c":{"d":{}},"e":[]})";
  const Outcome<Value> value = read_document(text);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(write_document(value.value()), text);
}

TEST(Document, EveryOtherFormOfTheSameIsRefused) {
  for (const char* text : {
           R"({"b":1,"a":2})",  // unsorted
           R"({"a":1,"a":1})",  // twice
           R"({"a":1,"a":2})",  //
           R"({"a": 1})",       // blanks
           R"({"a":1} )",
           "{\"a\":1}\n",  //
           R"({"a":01})",
           R"({"a":1e0})",
           R"({"a":1.0})",
           R"({"a":-0})",
           R"({"a":-1})",                    // numbers
           R"({"a":18446744073709551616})",  //
           R"({"a":null})",
           R"({"a":"\u0041"})",
           R"({"a":"\/"})",
           "{\"a\":\"\xc3\xa9\"}",  // texts
           R"({"a":"\n"})",
           "{\"a\":\"\x7f\"}",
           R"({"é":1})",  //
           "\xef\xbb\xbf{}",
           "",
           "{",
           "{}{}",
           "/**/{}",
           "NaN",
       }) {
    EXPECT_EQ(read_document(text).refusal().code, RefusalCode::DocumentMalformed) << text;
  }
}

TEST(Document, DepthAndLengthAreJudgedBeforeAnythingIsBuilt) {
  const std::string deep = std::string(kDeepest, '[') + std::string(kDeepest, ']');
  EXPECT_TRUE(read_document(deep).ok());
  EXPECT_EQ(read_document("[" + deep + "]").refusal().code, RefusalCode::DocumentTooDeep);
  EXPECT_EQ(read_document(std::string(kLongestDocument + 1, '[')).refusal().code,
            RefusalCode::DocumentTooLarge);
  EXPECT_TRUE(read_document(R"("[[[[[[[[[[[[[[\"[[[")").ok()) << "brackets in text do not nest";
}

TEST(Fields, EachMemberIsAskedForInItsForm) {
  const Value value = read_document(R"({"a":1,"b":"x","c":true,"d":["p"],"e":{"q":2}})").value();
  Fields fields(value);
  EXPECT_EQ(fields.number("a"), 1U);
  EXPECT_EQ(fields.text("b"), "x");
  EXPECT_TRUE(fields.truth("c"));
  EXPECT_EQ(texts_in(fields, "d"), std::vector<std::string>{"p"});
  EXPECT_EQ(fields.finish().refusal().code, RefusalCode::DocumentUnknownPart);
  EXPECT_EQ(fields.finish().refusal().subject, "e");
  EXPECT_EQ(numbers_in(fields, "e").at("q"), 2U);
  EXPECT_TRUE(fields.finish().ok());
}

TEST(Fields, WhatIsMissingOrOfAnotherFormIsNamed) {
  const Value value = read_document(R"({"a":1,"d":[1]})").value();
  Fields missing(value);
  EXPECT_EQ(missing.number("z"), 0U);
  EXPECT_EQ(missing.finish().refusal().subject, "z");
  Fields form(value);
  EXPECT_EQ(form.text("a"), "");
  EXPECT_EQ(form.finish().refusal().code, RefusalCode::DocumentIncomplete);
  Fields element(value);
  EXPECT_TRUE(texts_in(element, "d").empty());
  EXPECT_EQ(element.finish().refusal().subject, "d");
  const Value number{std::uint64_t{1}};
  EXPECT_EQ(Fields(number).finish().refusal().code, RefusalCode::DocumentIncomplete);
}

}  // namespace
}  // namespace assay::loader
