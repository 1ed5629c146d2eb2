// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/source_argument.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr const char* kHelper = "map_lookup_elem";

TEST(SourceArgument, IsWhatTheLineWrites) {
  EXPECT_EQ(argument_in_line("  u64 *n = bpf_map_lookup_elem(&counts, &k);", kHelper, 2), "&k");
  EXPECT_EQ(argument_in_line("if (!map_lookup_elem(m[f(a, b)], &keys[i, 1]))", kHelper, 1),
            "m[f(a, b)]");
  EXPECT_EQ(argument_in_line("if (!map_lookup_elem(m[f(a, b)], &keys[i, 1]))", kHelper, 2),
            "&keys[i, 1]");
}

TEST(SourceArgument, IsNoneWhenTheLineDoesNotHaveAllOfIt) {
  EXPECT_EQ(argument_in_line("bpf_map_lookup_elem(&counts,", kHelper, 2), "");
  EXPECT_EQ(argument_in_line("LOOKUP(&counts, &k)", kHelper, 2), "");
  EXPECT_EQ(argument_in_line("bpf_map_lookup_elem(&counts)", kHelper, 2), "");
  EXPECT_EQ(argument_in_line("bpf_map_lookup_elem(f(\")\"), &k)", kHelper, 2), "");
}

TEST(SourceArgument, IsNoneWhenTheLineCallsTwice) {
  EXPECT_EQ(
      argument_in_line("bpf_map_lookup_elem(&a, &k) == bpf_map_lookup_elem(&b, &l)", kHelper, 2),
      "");
}

TEST(SourceResult, IsWhatTheLineGivesTheResultTo) {
  EXPECT_EQ(result_in_line("  u64 *n = bpf_map_lookup_elem(&counts, &k);", kHelper), "n");
  EXPECT_EQ(result_in_line("s->next=(struct s *) map_lookup_elem(&m, &k);", kHelper), "s->next");
  EXPECT_EQ(result_in_line("if ((n = bpf_map_lookup_elem(&m, &k)))", kHelper), "n");
  EXPECT_EQ(result_in_line("if ((e.at = bpf_map_lookup_elem(&m, &k)) != 0)", kHelper), "e.at");
}

TEST(SourceResult, IsNoneWhereTheLineGivesItToNothing) {
  EXPECT_EQ(result_in_line("bpf_map_lookup_elem(&counts, &k);", kHelper), "");
  EXPECT_EQ(result_in_line("return *bpf_map_lookup_elem(&counts, &k);", kHelper), "");
  EXPECT_EQ(result_in_line("if (n == bpf_map_lookup_elem(&counts, &k))", kHelper), "");
  EXPECT_EQ(result_in_line("n[i] = bpf_map_lookup_elem(&counts, &k);", kHelper), "");
  EXPECT_EQ(result_in_line("a = f(bpf_map_lookup_elem(&counts, &k));", kHelper), "");
  EXPECT_EQ(result_in_line("a = *bpf_map_lookup_elem(&counts, &k);", kHelper), "");
  EXPECT_EQ(
      result_in_line("a = bpf_map_lookup_elem(&m, &k), b = bpf_map_lookup_elem(&n, &k);", kHelper),
      "");
}

TEST(SourceNames, AreWholeWords) {
  EXPECT_TRUE(has_name("*n = 1", "n"));
  EXPECT_TRUE(has_name("count + n", "n"));
  EXPECT_TRUE(has_name("s->next->a", "s->next"));
  EXPECT_FALSE(has_name("count = next", "n"));
  EXPECT_FALSE(has_name("", "n"));
}

}  // namespace
}  // namespace assay
