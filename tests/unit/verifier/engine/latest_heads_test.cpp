// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/latest_heads.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace assay {
namespace {

TEST(LatestHeads, AnEmptyMapHasNoNode) {
  EXPECT_FALSE(LatestHeads{}.of(0));
  EXPECT_FALSE(LatestHeads{}.of(LatestHeads::kMostPlaces - 1));
}

TEST(LatestHeads, AChangedCopyLeavesItsOriginalAsItWas) {
  const LatestHeads one = LatestHeads{}.with(3, 10);
  const LatestHeads two = one.with(3, 11).with(19, 12);
  EXPECT_EQ(one.of(3), 10U);
  EXPECT_FALSE(one.of(19));
  EXPECT_EQ(two.of(3), 11U);
  EXPECT_EQ(two.of(19), 12U);
}

TEST(LatestHeads, AgreesWithAnOrdinaryMap) {
  std::mt19937 random(1);
  LatestHeads heads;
  std::map<std::uint32_t, std::uint32_t> plain;
  for (std::uint32_t node = 0; node < 5000; ++node) {
    const auto place = static_cast<std::uint32_t>(
        node % 2 == 0 ? random() % 64 : random() % LatestHeads::kMostPlaces);
    heads = heads.with(place, node);
    plain[place] = node;
  }
  for (const auto& [place, node] : plain) EXPECT_EQ(heads.of(place), node);
  for (std::uint32_t place = 0; place < 64; ++place)
    EXPECT_EQ(heads.of(place).has_value(), plain.contains(place));
}

}  // namespace
}  // namespace assay
