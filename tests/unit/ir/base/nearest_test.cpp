// SPDX-License-Identifier: Apache-2.0
#include "ir/base/nearest.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

const std::vector<std::string> kHelpers = {"bpf_map_lookup_elem", "bpf_map_update_elem",
                                           "bpf_map_push_elem", "bpf_map_peek_elem", "tc"};

TEST(MeantWord, IsTheOneThatASlipOrTwoMadeAnother) {
  EXPECT_EQ(meant_word("bpf_map_lookup_elm", kHelpers), "bpf_map_lookup_elem");
  EXPECT_EQ(meant_word("bpf_map_lokup_elm", kHelpers), "bpf_map_lookup_elem");
  EXPECT_EQ(meant_word("bpf_map_lkup_elm", kHelpers), "");
}

TEST(MeantWord, IsNoneWhereAnotherIsAsNear) {
  EXPECT_EQ(meant_word("bpf_map_pek_elem", kHelpers), "bpf_map_peek_elem");
  EXPECT_EQ(meant_word("bpf_map_pesk_elem", {"bpf_map_peek_elem", "bpf_map_pest_elem"}), "");
  EXPECT_EQ(meant_word("bpf_map_pesk_elem", {"bpf_map_peek_elem", "bpf_map_peek_elem"}),
            "bpf_map_peek_elem");
}

TEST(MeantWord, IsNoneForShortOrKnownWords) {
  EXPECT_EQ(meant_word("td", kHelpers), "");
  EXPECT_EQ(meant_word("bpf_map_push_elem", kHelpers), "");
  EXPECT_EQ(meant_word("", kHelpers), "");
}

}  // namespace
}  // namespace assay
