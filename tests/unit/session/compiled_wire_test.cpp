// SPDX-License-Identifier: Apache-2.0
#include "session/compiled_wire.hpp"

#include <gtest/gtest.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

Compiled answer() {
  Diagnostic message;
  message.code = ErrorCode::SourceMalformed;
  message.where = SourceSpan{"a.c", 3, 5, 9, "int count;"};
  message.message = "it is wrong";
  message.notes = {{SourceSpan{"b.h", 2, 1}, "declared here"}, {Whole{}, "a fact"}};
  message.suggestion = "mend it";
  message.fixes = {{"a.c", 3, 5, 3, 9, "long"}};
  Diagnostic warning;
  warning.severity = Severity::Warning;
  warning.warning_flag = "-Wunused";
  warning.message = "odd";
  Compiled compiled;
  compiled.messages = {message, warning};
  compiled.object = {1, 2, 3};
  compiled.expansions = {{"a.c", 7, 2, {{SourceSpan{"b.h", 4, 6}, "expanded from macro 'M'"}}}};
  return compiled;
}

TEST(CompiledWire, KeepsWhatIsSaidAndWhere) {
  const Compiled back = from_wire(to_wire(answer()));
  ASSERT_EQ(back.messages.size(), 2U);
  const Diagnostic& message = back.messages[0];
  EXPECT_EQ(message.code, ErrorCode::SourceMalformed);
  const SourceSpan* at = span_in(message.where);
  ASSERT_NE(at, nullptr);
  EXPECT_EQ(at->file, "a.c");
  EXPECT_EQ(at->line, 3U);
  EXPECT_EQ(at->column, 5U);
  EXPECT_EQ(at->end_column, 9U);
  EXPECT_EQ(at->text, "int count;");
  ASSERT_EQ(message.notes.size(), 2U);
  EXPECT_EQ(span_in(message.notes[0].where)->file, "b.h");
  EXPECT_TRUE(std::holds_alternative<Whole>(message.notes[1].where));
  EXPECT_EQ(message.notes[1].text, "a fact");
  EXPECT_EQ(message.suggestion, "mend it");
  ASSERT_EQ(message.fixes.size(), 1U);
  EXPECT_EQ(message.fixes[0].replacement, "long");
  EXPECT_EQ(back.messages[1].severity, Severity::Warning);
  EXPECT_FALSE(back.messages[1].code);
  EXPECT_EQ(back.messages[1].warning_flag, "-Wunused");
  EXPECT_EQ(back.object, answer().object);
  ASSERT_EQ(back.expansions.size(), 1U);
  EXPECT_EQ(span_in(back.expansions[0].notes[0].where)->line, 4U);
}

TEST(CompiledWire, OfAnAnswerThatIsCutOffAnywhereIsAFault) {
  const std::string whole = to_wire(answer());
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_THROW((void)from_wire(std::string_view(whole).substr(0, length)), InternalFault)
        << length;
  EXPECT_THROW((void)from_wire(whole + '\0'), InternalFault);
}

TEST(CompiledWire, CarriesNoInstructions) {
  Compiled compiled = answer();
  compiled.messages[0].where = at_slot(3);
  EXPECT_THROW((void)to_wire(compiled), InternalFault);
}

}  // namespace
}  // namespace assay
