// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/statement.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

Outcome<Statement> read_again(const std::string& document, std::string_view letters) {
  return read_statement(test_root(), signed_by(document, SignedKind::Statement, letters));
}

std::vector<Statement> one_of_each() {
  Statement release = test_release();
  auto& says = std::get<Release>(release.says);
  says.rings["canary"] = 100;
  says.freezes = {{3000, 4000}, {3500, 3600}};
  says.held_groups = {"hospital", "power"};
  says.gates = {1000, 0, 2, 50'000, 3000};
  return {release,
          {8, 2000, 9000, Kill{"package/sensor"}},
          {9, 2000, 9000, Unkill{"all"}},
          {1, 2000, 9000, Downgrade{"sensor", 4}}};
}

TEST(Statement, EachKindComesBackAsItWasWritten) {
  for (const Statement& statement : one_of_each()) {
    const Outcome<Statement> read = read_again(write_statement(statement), "s");
    ASSERT_TRUE(read.ok()) << refusal_id(read.refusal().code) << write_statement(statement);
    EXPECT_EQ(read.value(), statement);
  }
}

TEST(Statement, OnlyKeysOfItsRoleSign) {
  const std::string text = write_statement(test_release());
  for (const char* letters : {"", "p", "abc", "z"}) {
    EXPECT_EQ(read_again(text, letters).refusal().code, RefusalCode::SignatureMissing) << letters;
  }
}

TEST(Statement, AMemberMoreOrLessIsRefused) {
  for (const Statement& statement : one_of_each()) {
    const std::string text = write_statement(statement);
    const std::string more = text.substr(0, text.size() - 1) + R"(,"zone":1})";
    EXPECT_EQ(read_again(more, "s").refusal().code, RefusalCode::DocumentUnknownPart);
    const Value whole = read_document(text).value();
    for (const auto& [name, value] : std::get<Table>(whole.held)) {
      Table less = std::get<Table>(whole.held);
      less.erase(name);
      EXPECT_FALSE(read_again(write_document(Value{less}), "s").ok()) << name;
    }
  }
}

TEST(Statement, MoreThanAllHostsOrAnUnknownScopeIsRefused) {
  Statement release = test_release();
  std::get<Release>(release.says).rings["wide"] = kAllHosts + 1;
  EXPECT_EQ(read_again(write_statement(release), "s").refusal().code,
            RefusalCode::DocumentIncomplete);
  for (const char* scope : {"", "everything", "hook/", "package/", "program/", "program/a",
                            "program//b", "program/a/", "all/x"}) {
    EXPECT_FALSE(is_kill_scope(scope)) << scope;
    EXPECT_FALSE(read_again(write_statement({1, 1, 2, Kill{scope}}), "s").ok()) << scope;
  }
  for (const char* scope : {"all", "hook/xdp", "package/a", "program/a/b"}) {
    EXPECT_TRUE(is_kill_scope(scope)) << scope;
  }
}

TEST(Statement, ANameThatNoPackageCanHaveIsRefused) {
  const std::string longest(255, 'x');
  for (const std::string& scope :
       {"hook/" + longest, "package/" + longest, "program/" + longest + "/" + longest}) {
    EXPECT_TRUE(is_kill_scope(scope)) << scope;
    EXPECT_FALSE(is_kill_scope(scope + "x")) << scope;
  }
  EXPECT_FALSE(is_kill_scope("program/x" + longest + "/a"));
  EXPECT_FALSE(is_kill_scope("package/caf\xc3\xa9"));
  EXPECT_FALSE(is_kill_scope("hook/a\n"));
  const std::string longer = longest + "x";
  EXPECT_FALSE(read_again(write_statement({1, 1, 2, Downgrade{longer, 1}}), "s").ok());
  Statement release = test_release();
  std::get<Release>(release.says).package = longer;
  EXPECT_FALSE(read_again(write_statement(release), "s").ok());
}

TEST(Statement, AReleaseOfNoPackageIsRefused) {
  Statement release = test_release();
  std::get<Release>(release.says).digests.clear();
  EXPECT_FALSE(read_again(write_statement(release), "s").ok());
}

TEST(Statement, KillAndUnkillAreOneMatter) {
  EXPECT_EQ(matter_of({1, 1, 2, Kill{"hook/xdp"}}), matter_of({2, 1, 2, Unkill{"hook/xdp"}}));
  EXPECT_NE(matter_of({1, 1, 2, Kill{"hook/xdp"}}), matter_of({1, 1, 2, Kill{"all"}}));
  EXPECT_NE(matter_of(test_release()), matter_of({1, 1, 2, Downgrade{"sensor", 1}}));
}

TEST(Statement, OneThatWasMadeAfterItsExpiryIsRefused) {
  EXPECT_EQ(read_again(write_statement({1, 3, 2, Kill{"all"}}), "s").refusal().code,
            RefusalCode::StatementFromFuture);
}

}  // namespace
}  // namespace assay::loader
