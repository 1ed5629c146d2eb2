// SPDX-License-Identifier: Apache-2.0
#include "ir/base/nesting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

TEST(Nesting, IsCountedByBracketsOfBothKinds) {
  EXPECT_TRUE(nests_within(R"({"a":[1,{}],"b":[[]]})", 3));
  EXPECT_FALSE(nests_within(R"({"a":[1,{}],"b":[[]]})", 2));
  EXPECT_TRUE(nests_within("1", 0));
}

TEST(Nesting, IsNotThatOfTextInQuotes) {
  EXPECT_TRUE(nests_within(R"({"[[[[":"\"[[[["})", 1));
  EXPECT_FALSE(nests_within(R"({"a\\":[[]]})", 2));
}

TEST(Nesting, OfMuchThatIsNoJsonIsJudgedAsWell) {
  EXPECT_FALSE(nests_within(std::string(1000, '['), 8));
  EXPECT_TRUE(nests_within(std::string(1000, ']'), 8));
}

}  // namespace
}  // namespace assay
