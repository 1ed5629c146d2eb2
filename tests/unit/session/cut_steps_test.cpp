// SPDX-License-Identifier: Apache-2.0
#include "session/cut_steps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>

namespace assay {
namespace {

/// Cuts among `count` steps where a check needs these.
std::set<std::size_t> kept_of(std::size_t count, const std::set<std::size_t>& needed,
                              std::size_t* trials = nullptr) {
  std::vector<bool> without(count);
  cut_steps(without, 400, [&] {
    if (trials != nullptr) ++*trials;
    for (const std::size_t step : needed) {
      if (without[step]) return false;
    }
    return true;
  });
  std::set<std::size_t> kept;
  for (std::size_t i = 0; i < count; ++i) {
    if (!without[i]) kept.insert(i);
  }
  return kept;
}

TEST(CutSteps, steps_that_a_check_needs_stay_and_no_others) {
  EXPECT_EQ(kept_of(0, {}), std::set<std::size_t>{});
  EXPECT_EQ(kept_of(1, {0}), std::set<std::size_t>{0});
  const std::set<std::size_t> some = {0, 7, 8, 20};
  EXPECT_EQ(kept_of(21, some), some);
}

TEST(CutSteps, where_none_is_needed_one_trial_tells) {
  std::size_t trials = 0;
  EXPECT_TRUE(kept_of(1000, {}, &trials).empty());
  EXPECT_EQ(trials, 1u);
}

TEST(CutSteps, trials_end_and_what_is_needed_stays) {
  std::set<std::size_t> every_other;
  for (std::size_t i = 0; i < 10000; i += 2) every_other.insert(i);
  std::size_t trials = 0;
  const std::set<std::size_t> kept = kept_of(10000, every_other, &trials);
  EXPECT_LE(trials, 400u);
  for (const std::size_t step : every_other) EXPECT_TRUE(kept.contains(step));
}

}  // namespace
}  // namespace assay
