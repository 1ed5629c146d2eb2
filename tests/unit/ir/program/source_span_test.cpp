// SPDX-License-Identifier: Apache-2.0
#include "ir/program/source_span.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(SourceSpanOfASlot, IsUnknownForIndicesOutsideTheProgram) {
  Program program;
  program.locations = {{5, 1, 1, -1}, {0, 0, 0, -1}, {-1, 1, 1, -1}};
  program.files = {"a.c"};
  EXPECT_FALSE(source_span(program, 0)) << "no such file";
  EXPECT_FALSE(source_span(program, 1)) << "no line";
  EXPECT_FALSE(source_span(program, 2)) << "no file";
  EXPECT_FALSE(source_span(program, 3)) << "no such slot";
}

TEST(SourceSpanOfASlot, IsAPointWithItsLineAsFarAsThatIsKept) {
  Program program;
  program.locations = {{0, 7, 3, 0}, {0, 8, 0, 9}};
  program.files = {"a.c"};
  program.line_texts = {"  return x;"};
  const auto first = source_span(program, 0);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->file, "a.c");
  EXPECT_EQ(first->line, 7u);
  EXPECT_EQ(first->column, 3u);
  EXPECT_LE(first->end_column, first->column);
  EXPECT_EQ(first->text, "  return x;");
  const auto second = source_span(program, 1);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->line, 8u);
  EXPECT_TRUE(second->text.empty()) << "no such text";
}

}  // namespace
}  // namespace assay
