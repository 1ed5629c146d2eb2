// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/diagnostic_text.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

std::string excerpt(std::string_view text, std::uint32_t column, std::uint32_t end_column = 0) {
  return render_excerpt({7, text, column, end_column}, Colour::Off);
}

TEST(Excerpt, HasACaretUnderAPointAndATailUnderTheRestOfARun) {
  EXPECT_EQ(excerpt("x = y;", 5), "    7 | x = y;\n      |     ^\n");
  EXPECT_EQ(excerpt("x = yy;", 5, 7), "    7 | x = yy;\n      |     ^~\n");
}

TEST(Excerpt, MarksTheFirstCharacterThatIsNotBlankWhereNoColumnIsKnown) {
  EXPECT_EQ(excerpt("\tx = y;", 0), "    7 |  x = y;\n      |  ^\n");
}

TEST(Excerpt, PointsNowhereBehindTheLineAndIsNotMadeOfABlankOne) {
  EXPECT_EQ(excerpt("x;", 3), "    7 | x;\n      |   ^\n") << "where something is missing";
  EXPECT_EQ(excerpt("x;", 4), "    7 | x;\n");
  EXPECT_EQ(excerpt("x;", 1, 900), "    7 | x;\n      | ^~~\n");
  EXPECT_EQ(excerpt(" \t ", 1), "");
}

TEST(Headline, SaysWhereHowGraveWhatAndByWhichRule) {
  EXPECT_EQ(render_headline({"a.c:3", Severity::Warning, "unused", "-Wunused"}, Colour::Off),
            "a.c:3: warning: unused [-Wunused]");
  EXPECT_EQ(render_headline({"", Severity::Error, "wrong\n", ""}, Colour::Off),
            "error: wrong\\x0a");
}

TEST(Headline, IsPaintedWhereColoursAreOn) {
  EXPECT_EQ(render_headline({"a.c", Severity::Error, "wrong", "A101"}, Colour::On),
            "\033[1ma.c:\033[0m \033[1;31merror:\033[0m wrong [A101]");
}

TEST(Messages, ShowTheLineTheRepairTheNotesAndTheHelp) {
  Diagnostic message;
  message.code = ErrorCode::SourceMalformed;
  message.where = SourceSpan{"a.c", 7, 5, 6, "x = y"};
  message.message = "expected ';'";
  message.notes = {{SourceSpan{"b.h", 2, 1}, "declared here"}, {Whole{}, "a fact"}};
  message.suggestion = "add it";
  message.fixes = {{"a.c", 7, 6, 7, 6, ";"}};
  EXPECT_EQ(render_messages(std::vector{message}),
            "a.c:7:5: error: expected ';' [A118]\n"
            "    7 | x = y\n"
            "      |     ^\n"
            "      |      ;\n"
            "  note: declared here at b.h:2\n"
            "  note: a fact\n"
            "  help: add it\n");
}

TEST(Messages, OfNoOnePlaceAreAssays) {
  Diagnostic message;
  message.severity = Severity::Warning;
  message.message = "odd";
  EXPECT_EQ(render_messages(std::vector{message}), "assay: warning: odd\n");
  EXPECT_FALSE(has_error(std::vector{message}));
  message.severity = Severity::Error;
  EXPECT_TRUE(has_error(std::vector{message}));
}

}  // namespace
}  // namespace assay
