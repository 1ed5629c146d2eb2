// SPDX-License-Identifier: Apache-2.0
#include "session/task.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

JudgeOptions options() {
  JudgeOptions options;
  options.catalogue = test_catalogue();
  return options;
}

NamedBytes file(const std::string& name, const std::string& text) {
  return {name, {text.begin(), text.end()}};
}

/// The reports of a file in memory.
std::vector<ProgramReport> reports_of(const NamedBytes& file,
                                      const std::vector<std::string>& wanted = {}) {
  std::vector<ProgramReport> reports;
  for (const Task& task :
       tasks_of(file.name, read_in_memory(file, test_catalogue(), Language::ByContent, {}), wanted))
    reports.push_back(report_of(task, options()));
  return reports;
}

const char* const kPass = "// contract: linux/xdp\nr0 = 2\nexit\n";

TEST(Task, a_text_in_memory_is_judged_under_the_name_that_it_is_given) {
  const auto reports = reports_of(file("one.asm", kPass));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].file, "one.asm");
  EXPECT_EQ(reports[0].outcome.verdict, Verdict::Accept);
}

TEST(Task, a_file_that_cannot_be_used_is_settled) {
  const auto reports = reports_of(file("bad.o", "not an object"));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].outcome.verdict, Verdict::Error);
  EXPECT_EQ(reports[0].outcome.findings.at(0).code, ErrorCode::ElfMalformed);
}

TEST(Task, what_is_neither_named_nor_recognised_is_a_usage_error) {
  const auto reports = reports_of(file("thing", "not an object"));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].outcome.findings.at(0).code, ErrorCode::UsageError);
}

TEST(Task, a_C_source_is_not_compiled_in_memory) {
  const auto read =
      read_in_memory(file("sensor.c", "int f(void);"), test_catalogue(), Language::Object, {});
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::UsageError);
}

TEST(Task, a_name_that_no_program_has_leaves_nothing_to_do) {
  EXPECT_TRUE(reports_of(file("one.asm", kPass), {"other"}).empty());
  EXPECT_EQ(reports_of(file("one.asm", kPass), {"one"}).size(), 1u);
}

}  // namespace
}  // namespace assay
