// SPDX-License-Identifier: Apache-2.0
#include "loader/state/trials.hpp"

#include <gtest/gtest.h>

#include "support/crash_states.hpp"
#include "support/signing.hpp"

namespace assay::loader {
namespace {

const std::string kDigest = digest_of('d');
const std::string kBoot1(32, '1');
const std::string kBoot2(32, '2');

Trials found(const Files& files) { return trials_in(files.list().value()); }

TEST(Trial, ComesBackFromItsName) {
  const Trial trial{kDigest, 1, 12, true, kBoot1};
  EXPECT_EQ(trial_named(trial_name(trial)), trial);
  EXPECT_TRUE(is_file_name(trial_name(trial)));
}

TEST(Trial, OtherNamesAreNone) {
  const std::string good = trial_name({kDigest, 1, 2, true, kBoot1});
  ASSERT_TRUE(trial_named(good));
  for (const std::string& name :
       {std::string("trial-"), good + "-x", good + "0", good.substr(1), "x" + good,
        "trial-" + kDigest + "-100-0-open-" + kBoot1, "trial-" + kDigest + "-+1-0-open-" + kBoot1,
        "trial-" + kDigest + "--0-open-" + kBoot1, "trial-" + kDigest + "-1-0-ajar-" + kBoot1}) {
    EXPECT_FALSE(trial_named(name)) << name;
  }
}

TEST(Trial, AMachineThatWentDownAndAProgramThatDidCountApart) {
  MemoryFiles files;
  Trials trials;
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot1).ok());
  EXPECT_EQ(ended(found(files).at(kDigest), kBoot1), (Trial{kDigest, 0, 1, false, kBoot1}));
  EXPECT_EQ(ended(found(files).at(kDigest), kBoot2), (Trial{kDigest, 1, 0, false, kBoot1}));
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot2).ok());
  EXPECT_EQ(found(files).at(kDigest), (Trial{kDigest, 1, 0, true, kBoot2}));
  EXPECT_EQ(found(files), trials);
}

TEST(Trial, AnOrderlyStopCountsForNothing) {
  MemoryFiles files;
  Trials trials;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot1).ok());
    ASSERT_TRUE(close_trial(files, trials, kDigest).ok());
  }
  EXPECT_EQ(ended(found(files).at(kDigest), kBoot2), (Trial{kDigest, 0, 0, false, kBoot1}));
}

TEST(Trial, AVersionThatRunsWellHasNoneLeft) {
  MemoryFiles files;
  Trials trials;
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot1).ok());
  ASSERT_TRUE(end_trial(files, trials, kDigest).ok());
  EXPECT_TRUE(found(files).empty());
  EXPECT_TRUE(trials.empty());
  EXPECT_TRUE(end_trial(files, trials, kDigest).ok());
}

TEST(Trial, NothingIsCountedLessForASecondFile) {
  const Trials trials = trials_in(
      {trial_name({kDigest, 2, 0, false, kBoot1}), trial_name({kDigest, 0, 1, true, kBoot1})});
  EXPECT_EQ(trials.at(kDigest), (Trial{kDigest, 2, 1, true, kBoot1}));
}

TEST(TrialCrash, TheCountIsOldOrNewAndNewBeforeTheVersionRuns) {
  MemoryFiles first;
  Trials trials;
  ASSERT_TRUE(begin_trial(first, trials, kDigest, kBoot1).ok());
  MemoryFiles files(first.image());
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot2).ok());
  ASSERT_TRUE(files.sync_folder().ok());
  const auto survives = [&](const std::vector<FileStep>& steps) {
    bool well = true;
    for_each_crash(first.image(), steps, [&](const CrashState& crash) {
      const MemoryFiles left(crash.image);
      const Trials now = found(left);
      const auto trial = now.find(kDigest);
      const bool counted = trial != now.end() && trial->second.with_machine == 1;
      const bool old = trial != now.end() && trial->second == Trial{kDigest, 0, 0, true, kBoot1};
      well = well && (counted || (old && crash.after < steps.size()));
    });
    return well;
  };
  EXPECT_TRUE(survives(files.steps()));
  const std::vector<Mistake> mistakes = mistakes_of(files.steps());
  EXPECT_EQ(mistakes.size(), 3U);
  for (const Mistake& mistake : mistakes) EXPECT_FALSE(survives(mistake.steps)) << mistake.what;
}

TEST(TrialCrash, AFullDiskDoesNotStopTheCount) {
  MemoryFiles files;
  Trials trials;
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot1).ok());
  files.fill_disk_at(0);
  ASSERT_TRUE(begin_trial(files, trials, kDigest, kBoot2).ok());
  EXPECT_EQ(found(files).at(kDigest).with_machine, 1U);
}

TEST(TrialCrash, OneThatCouldNotBeMadeIsNoneAtTheNextStart) {
  MemoryFiles files;
  Trials trials;
  files.fill_disk_at(0);
  EXPECT_FALSE(begin_trial(files, trials, kDigest, kBoot1).ok());
  EXPECT_TRUE(trials.empty());
  EXPECT_TRUE(found(files).empty());
}

}  // namespace
}  // namespace assay::loader
