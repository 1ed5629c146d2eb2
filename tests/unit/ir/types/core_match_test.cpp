// SPDX-License-Identifier: Apache-2.0
#include "ir/types/core_match.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Flavours, AreWhatFollowsThreeUnderscores) {
  EXPECT_EQ(without_flavour("sock___old"), "sock");
  EXPECT_EQ(without_flavour("sock___a___b"), "sock___a");
  EXPECT_EQ(without_flavour("sock____old"), "sock____old");
  EXPECT_EQ(without_flavour("___old"), "___old");
  EXPECT_EQ(without_flavour("sock___"), "sock___");
  EXPECT_EQ(without_flavour(""), "");
}

}  // namespace
}  // namespace assay
