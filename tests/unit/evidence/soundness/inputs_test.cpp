// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/inputs.hpp"

#include <gtest/gtest.h>

namespace assay::soundness::testing {
namespace {

TEST(Inputs, ChosenWordsStandInForDrawnOnesWithinTheirBounds) {
  const Chosen chosen = {{{0, 0}, 7}, {{1, 0}, 8}, {{3, 0}, ~std::uint64_t{0}}};
  Inputs inputs(chosen);
  const Draw small{.kind = Drawn::Result, .min = -2, .max = 7};
  EXPECT_EQ(inputs.word(small, 1), 7u);
  EXPECT_EQ(inputs.word(small, 1), 1u) << "8 is more than the contract allows";
  EXPECT_EQ(inputs.word(small, 1), 1u) << "nothing is chosen";
  EXPECT_EQ(inputs.word(small, 1), ~std::uint64_t{0}) << "bounds are signed";
  EXPECT_EQ(inputs.draws().size(), 4u);
}

TEST(Inputs, ChosenBytesAreWrittenWhereTheyWereDrawn) {
  const Chosen chosen = {{{0, 1}, 0xaa}, {{0, 4}, 0xbb}, {{1, 0}, 0xcc}};
  Inputs inputs(chosen);
  oracle::Block block;
  block.bytes = {1, 2, 3, 4, 5, 6};
  inputs.bytes({.kind = Drawn::Bytes, .block = 1, .offset = 2, .count = 4}, block);
  const std::vector<std::uint8_t> first = {1, 2, 3, 0xaa, 5, 6};
  EXPECT_EQ(block.bytes, first) << "byte 4 lies behind the draw, and draw 1 is another";
  inputs.note({.kind = Drawn::Scribble});
  inputs.bytes({.kind = Drawn::Bytes, .block = 1, .offset = 0, .count = 1}, block);
  EXPECT_EQ(block.bytes, first) << "what is noted has a number, too";
}

}  // namespace
}  // namespace assay::soundness::testing
