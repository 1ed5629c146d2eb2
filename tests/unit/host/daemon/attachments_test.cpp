// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/attachments.hpp"

#include <gtest/gtest.h>

namespace assay::host {
namespace {

constexpr AttachmentLimits kLimits{1, 100, 40};

TEST(Attachments, AUserHasNoMoreOnItsWayThanItMay) {
  Attachments held(kLimits);
  EXPECT_TRUE(held.put(1, 7, 20));
  EXPECT_TRUE(held.put(2, 7, 20));
  EXPECT_FALSE(held.put(3, 7, 2));
  EXPECT_TRUE(held.put(3, 8, 2));
  held.remove(1);
  EXPECT_TRUE(held.put(4, 7, 20));
}

TEST(Attachments, AllTogetherHaveNoMore) {
  Attachments held(kLimits);
  EXPECT_TRUE(held.put(1, 7, 40));
  EXPECT_TRUE(held.put(2, 8, 40));
  EXPECT_FALSE(held.put(3, 9, 21));
  EXPECT_TRUE(held.put(3, 9, 20));
}

TEST(Attachments, AnAnswerTakesThePlaceOfItsQuestion) {
  Attachments held(kLimits);
  EXPECT_TRUE(held.put(1, 7, 40));
  EXPECT_TRUE(held.put(1, 7, 40));
  EXPECT_FALSE(held.put(1, 7, 41)) << "and then it has none";
  EXPECT_TRUE(held.put(2, 7, 40));
}

TEST(Attachments, WhatIsSmallIsNotCounted) {
  Attachments held(kLimits);
  EXPECT_TRUE(held.put(1, 7, 40));
  EXPECT_TRUE(held.put(2, 7, 1));
  EXPECT_TRUE(held.put(3, 7, 0));
}

}  // namespace
}  // namespace assay::host
