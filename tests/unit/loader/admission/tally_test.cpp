// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/tally.hpp"

#include <gtest/gtest.h>

#include <array>

namespace assay::loader {
namespace {

using std::chrono::nanoseconds;

TEST(Tally, CountsEventsMatchesAndTheLargestRun) {
  Tally tally;
  tally.note({RunEnd::Answered, 0, 9}, 0, nanoseconds(5));
  tally.note({RunEnd::Answered, 1, 3}, 0, nanoseconds(5));
  EXPECT_EQ(tally.events(), 2U);
  EXPECT_EQ(tally.matches(), 1U);
  EXPECT_EQ(tally.instructions(), 9U);
  EXPECT_FALSE(tally.stopped());
}

TEST(Tally, TheFirstRunThatDidNotAnswerStopsTheVersion) {
  Tally tally;
  tally.note({RunEnd::PassedBound, 0, 9}, 0, nanoseconds(5));
  tally.note({RunEnd::Faulted, 0, 9}, 0, nanoseconds(5));
  EXPECT_TRUE(tally.stopped());
  EXPECT_EQ(tally.end(), RunEnd::PassedBound);
  EXPECT_EQ(tally.faults(), 2U);
  EXPECT_EQ(tally.matches(), 0U);
}

TEST(Tally, WhatWasNotRunIsCountedApartAndStopsNothing) {
  Tally tally;
  tally.note({RunEnd::NotRun, 1, 0}, 0, nanoseconds(5));
  EXPECT_EQ(tally.not_run(), 1U);
  EXPECT_EQ(tally.events() + tally.faults() + tally.matches(), 0U);
  EXPECT_EQ(tally.quantile_ns(99), 0U);
  EXPECT_FALSE(tally.stopped());
}

TEST(Tally, AQuantileIsAnUpperEndWithinAFactorOfTwo) {
  Tally tally;
  EXPECT_EQ(tally.quantile_ns(99), 0U);
  for (int i = 0; i < 99; ++i) tally.note({}, 0, nanoseconds(100));
  tally.note({}, 0, nanoseconds(5000));
  EXPECT_EQ(tally.quantile_ns(50), 127U);
  EXPECT_EQ(tally.quantile_ns(99), 127U) << "one of a hundred may take longer";
  tally.note({}, 0, nanoseconds(5000));
  EXPECT_EQ(tally.quantile_ns(99), 8191U);
  EXPECT_EQ(tally.quantile_ns(100), 8191U);
}

TEST(Tally, MeasuresTheFirstRunsAndThenOneInEightWithoutARhythm) {
  Tally tally;
  for (int i = 0; i < 256; ++i) {
    EXPECT_TRUE(tally.wants_time());
    tally.note({}, 0, nanoseconds(100));
  }
  std::array<int, 8> of_each_rest{};
  for (std::size_t i = 0; i < 8000; ++i) {
    if (tally.wants_time()) ++of_each_rest.at(i % 8);
    tally.note({}, 0, std::nullopt);
  }
  for (const int count : of_each_rest) EXPECT_NEAR(count, 125, 25);
  EXPECT_EQ(tally.events(), 8256U);
  EXPECT_EQ(tally.quantile_ns(99), 127U) << "what was not measured is left out";
}

}  // namespace
}  // namespace assay::loader
