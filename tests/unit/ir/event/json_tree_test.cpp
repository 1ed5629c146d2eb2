// SPDX-License-Identifier: Apache-2.0
#include "ir/event/json_tree.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "support/failing_memory.hpp"

namespace assay {
namespace {

using nlohmann::json;

constexpr const char* kText =
    R"({"a": [1, -2, 2.5, true, null, "a text of more than a few bytes", [], {}],
        "b": {"c": {"d": [[{"e": "another text of more than a few bytes"}]]}}, "b": [[[7]]]})";

TEST(JsonTree, IsTheLibrarysOwn) {
  EXPECT_EQ(JsonTree(kText).root(), json::parse(kText));
  for (const char* const text : {"7", "\"word\"", "[]", "{}", " null "}) {
    EXPECT_EQ(JsonTree(text).root(), json::parse(text)) << text;
  }
}

TEST(JsonTree, ItsFaultsAreToldWithoutTheLibrarysNumber) {
  try {
    const JsonTree tree("{");
    ADD_FAILURE();
  } catch (const json::exception& fault) {
    EXPECT_TRUE(std::string(fault.what()).starts_with("[json.exception."));
    EXPECT_TRUE(json_fault_words(fault).starts_with("parse error at line 1")) << fault.what();
  }
}

TEST(JsonTree, RefusesWhatTheLibraryRefusesWithItsWords) {
  for (const char* const text : {"", "{", "[1,]", "{\"a\":1}}", "{\"a\"}", "1e999", "\"\xff\""}) {
    std::string expected;
    try {
      const json tree = json::parse(text);
    } catch (const json::exception& fault) {
      expected = fault.what();
    }
    ASSERT_FALSE(expected.empty()) << text;
    try {
      const JsonTree tree(text);
      ADD_FAILURE() << text;
    } catch (const json::exception& fault) {
      EXPECT_EQ(fault.what(), expected);
    }
  }
}

TEST(JsonTree, WhereMemoryEndsAtAnyPlaceTheProcessGoesOn) {
  constexpr long kAllThatFollow = 1'000'000;
  long number = 0;
  while (fails_at(number, [] { const JsonTree tree(kText); }, kAllThatFollow)) ++number;
  EXPECT_GT(number, 30);
}

TEST(JsonTree, IsTakenApartWithoutMemory) {
  std::optional<JsonTree> tree(std::in_place, kText);
  EXPECT_FALSE(fails_at(0, [&] { tree.reset(); }, 1));
  EXPECT_EQ(failures, 1) << "nobody asked for any";
}

}  // namespace
}  // namespace assay
