// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/basis.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Basis, WhatTwoProofsRestOnIsAllThatEitherRestsOn) {
  Basis one;
  one.reads_context(4);
  Basis other;
  other.reads_context(8);
  other.written_context = {4};
  other.layouts = {3};
  other.numbers = {4};
  other.contents = {1};
  other.maps = {2};
  other.program_arrays = {2};
  one.add(other);
  EXPECT_EQ(one, other);
  one.add(Basis{});
  EXPECT_EQ(one, other);
}

}  // namespace
}  // namespace assay
