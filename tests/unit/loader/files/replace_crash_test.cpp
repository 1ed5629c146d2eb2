// SPDX-License-Identifier: Apache-2.0
// The model of crashes, shown on the smallest update there is; and that it notices each mistake.
#include <gtest/gtest.h>

#include "support/crash_states.hpp"

namespace assay::loader {
namespace {

Bytes filled(std::size_t size, std::uint8_t with) { return Bytes(size, with); }

const Bytes kOld = filled(700, 'o');
const Bytes kNew = filled(1300, 'n');

/// Whether the file is whole in each state that a crash leaves, and new at the end.
bool survives(const std::vector<FileStep>& steps) {
  bool well = true;
  for_each_crash({{"file", kOld}}, steps, [&](const CrashState& state) {
    const auto file = state.image.find("file");
    const bool whole = file != state.image.end() && (file->second == kOld || file->second == kNew);
    const bool finished = state.after < steps.size() || (whole && file->second == kNew);
    well = well && whole && finished;
  });
  return well;
}

std::vector<FileStep> steps_of_replacing() {
  MemoryFiles files({{"file", kOld}});
  EXPECT_TRUE(replace(files, "file", kNew).ok());
  EXPECT_TRUE(files.sync_folder().ok());
  return files.steps();
}

TEST(CrashStates, AReplacedFileIsOldOrNewAfterEachCrash) {
  EXPECT_TRUE(survives(steps_of_replacing()));
}

TEST(CrashStates, EachSyncAndRenameLeftOutOrExchangedIsNoticed) {
  const std::vector<Mistake> mistakes = mistakes_of(steps_of_replacing());
  EXPECT_EQ(mistakes.size(), 5U);
  for (const Mistake& mistake : mistakes) EXPECT_FALSE(survives(mistake.steps)) << mistake.what;
}

TEST(CrashStates, AFileWrittenInPlaceMayBeTornAtABlock) {
  MemoryFiles files({{"file", kOld}});
  ASSERT_TRUE(files.write("file", kNew).ok());
  std::set<std::size_t> sizes;
  bool holes = false;
  for_each_crash({{"file", kOld}}, files.steps(), [&](const CrashState& state) {
    const Bytes& file = state.image.at("file");
    sizes.insert(file.size());
    holes = holes || (!file.empty() && file.front() == 0);
  });
  EXPECT_TRUE(sizes.contains(0) && sizes.contains(512) && sizes.contains(1024));
  EXPECT_TRUE(sizes.contains(700) && sizes.contains(1300));
  EXPECT_TRUE(holes) << "a later block may reach the disk before an earlier one";
}

TEST(CrashStates, BeyondTwelvePartsPairsAreLeftOut) {
  MemoryFiles files;
  ASSERT_TRUE(files.write("file", filled(13 * kBlock, 'n')).ok());
  bool pair_missing = false;
  const std::size_t count = for_each_crash({}, files.steps(), [&](const CrashState& state) {
    const auto file = state.image.find("file");
    if (file == state.image.end() || file->second.size() != 13 * kBlock) return;
    pair_missing = pair_missing || (file->second[0] == 0 && file->second[kBlock] == 0 &&
                                    file->second[2 * kBlock] != 0);
  });
  EXPECT_TRUE(pair_missing);
  EXPECT_LT(count, 200U);
}

}  // namespace
}  // namespace assay::loader
