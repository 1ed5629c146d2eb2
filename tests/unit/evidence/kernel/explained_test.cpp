// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/explained.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support.hpp"
#include "support/builtin.hpp"

namespace assay::kernel::testing {
namespace {

bool is_explained(const Difference& difference, const char* text) {
  return explanation_of(difference, program_of(text), *find_contract("linux/xdp")).has_value();
}

TEST(Explained, AKindNeedsItsCauseInTheProgram) {
  const Difference task{Side::OnlyAssay, "R# pointer += pointer prohibited", {}};
  EXPECT_TRUE(is_explained(task, "call 158\nexit\n"));
  EXPECT_FALSE(is_explained(task, "call 7\nexit\n"));
  const Difference rounds{Side::OnlyAssay, "infinite loop detected at insn #", {}};
  EXPECT_TRUE(is_explained(rounds, "r0 = 0\nif r0 == r1 goto L\nL:\nexit\n"));
  EXPECT_FALSE(is_explained(rounds, "r0 = 0\nif r0 == 1 goto L\nL:\nexit\n"));
  const Difference spill{Side::OnlyAssay, "invalid size of register spill", {}};
  EXPECT_TRUE(is_explained(spill, "call 158\nexit\n"));
  EXPECT_FALSE(is_explained(spill, "call 7\nexit\n"));
  const Difference outside{Side::OnlyKernel, "A501 this read of # byte may lie outside", {}};
  EXPECT_TRUE(is_explained(outside, "call 8\nexit\n"));
  EXPECT_FALSE(is_explained(outside, "call 7\nexit\n"));
}

TEST(Explained, AnEmptyRegisterIsExplainedOnlyWhereNoRunComes) {
  const char* const text = "r0 = 1\nif r0 == 1 goto L\nr0 = r7\nL:\nr0 = 2\nexit\n";
  EXPECT_TRUE(is_explained({Side::OnlyAssay, "R# !read_ok", {0, 1, 2}}, text));
  EXPECT_FALSE(is_explained({Side::OnlyAssay, "R# !read_ok", {0, 1, 3}}, text));
  EXPECT_FALSE(is_explained({Side::OnlyAssay, "R# !read_ok", {}}, text));
}

/// Both slots are reached, the second one by another way.
TEST(Explained, AWayThatNoRunTakesExplainsALeak) {
  const char* const text = "r0 = 1\nif r0 == 1 goto L\nr0 = 7\nL:\ncall 5\nr0 = 2\nexit\n";
  const auto leak = [](std::vector<std::uint32_t> path) {
    return Difference{Side::OnlyAssay,
                      "BPF_EXIT instruction in main prog would lead to reference leak",
                      std::move(path)};
  };
  EXPECT_TRUE(is_explained(leak({0, 1, 2, 3, 4, 5}), text));
  EXPECT_FALSE(is_explained(leak({0, 1, 3, 4, 5}), text));
  const char* const over = "r0 = 1\nif r0 > 1 goto L\nr0 = 2\nL:\nexit\n";
  EXPECT_TRUE(is_explained(leak({0, 1, 3}), over));
  EXPECT_FALSE(is_explained(leak({0, 1, 2, 3}), over));
}

TEST(Explained, TheOtherSidesRefusalIsAnotherKind) {
  const Difference other{Side::OnlyKernel, "R# pointer += pointer prohibited", {}};
  EXPECT_FALSE(is_explained(other, "call 158\nexit\n"));
}

TEST(Explained, WhatNobodyHasReadIsUnexplained) {
  EXPECT_FALSE(is_explained({Side::OnlyAssay, "R# has no such message", {}}, "r0 = 0\nexit\n"));
  EXPECT_FALSE(is_explained({Side::OnlyKernel, "A305 no measure", {}}, "r0 = 0\nexit\n"));
}

TEST(Explained, TheDocumentTellsOfEachKind) {
  std::ostringstream text;
  text << std::ifstream(ASSAY_SOURCE_DIR "/docs/kernel.md").rdbuf();
  for (const Explained& row : explained_kinds()) {
    std::string kind(row.kind.substr(0, row.kind.find_last_not_of(", ") + 1));
    if (kind.starts_with("R# ")) kind.erase(0, 3);
    EXPECT_NE(text.str().find(kind), std::string::npos) << kind;
  }
}

}  // namespace
}  // namespace assay::kernel::testing
