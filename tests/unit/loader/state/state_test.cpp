// SPDX-License-Identifier: Apache-2.0
#include "loader/state/state.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "support/crash_states.hpp"
#include "support/signing.hpp"

namespace assay::loader {
namespace {

State full_state() {
  State state;
  state.root_version = 3;
  state.latest = 5000;
  state.releases_since = 4000;
  state.records = 17;
  state.head = digest_of('7');
  state.counters = {{"kill/all", 4}, {"release/sensor", 9}};
  state.floors = {{"sensor", 5}};
  state.good = {{"sensor", {{4, digest_of('3')}, {5, digest_of('5')}}}};
  state.vouched = {{"sensor", {{6, digest_of('6')}}}};
  state.gates = {{digest_of('6'), {1000, 0, 2, 50'000, 3000}}};
  state.contracts = {{digest_of('6'), {digest_of('a'), digest_of('c')}}};
  state.quarantine = {{digest_of('4'), "L608"}};
  state.kills = {"hook/xdp", "package/other"};
  state.local_kills = {"all"};
  return state;
}

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

TEST(State, ComesBackAsItWasWritten) {
  EXPECT_EQ(read_state(write_state(full_state())).value(), full_state());
  EXPECT_EQ(read_state(write_state(State{})).value(), State{});
}

TEST(State, ACopyThatIsCutOrChangedAnywhereIsNotWhole) {
  const std::string text = write_state(full_state());
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(read_state(text.substr(0, i)).ok()) << i;
    std::string changed = text;
    changed[i] ^= 1;
    EXPECT_FALSE(read_state(changed).ok()) << i;
  }
  EXPECT_FALSE(read_state(text + "\n").ok());
}

TEST(State, AQuarantineForAReasonThatIsNoneIsRefused) {
  State state = full_state();
  state.quarantine[digest_of('4')] = "L000";
  EXPECT_FALSE(read_state(write_state(state)).ok());
}

TEST(State, RemembersTheLastVersionsOfEachPackage) {
  Versions versions;
  for (std::uint64_t i = 0; i < 6; ++i) {
    remember(versions, "sensor", {i, digest_of(static_cast<char>('0' + i))});
  }
  remember(versions, "sensor", {3, digest_of('3')});
  ASSERT_EQ(versions.at("sensor").size(), kMostVersions);
  EXPECT_EQ(versions.at("sensor").front().number, 2U);
  EXPECT_EQ(versions.at("sensor").back().number, 3U);
  forget(versions, "sensor", digest_of('3'));
  EXPECT_EQ(versions.at("sensor").back().number, 5U);
  for (const char digit : {'2', '4', '5'}) forget(versions, "sensor", digest_of(digit));
  EXPECT_TRUE(versions.empty());
}

TEST(State, AContractThatIsNoDigestAndAVersionForNoneAreRefused) {
  for (const std::set<std::string>& contracts : {std::set<std::string>{}, {"windows/xdp"}}) {
    State state = full_state();
    state.contracts[digest_of('6')] = contracts;
    EXPECT_FALSE(read_state(write_state(state)).ok());
  }
}

TEST(State, WhatIsVouchedForNoMoreLeavesNothing) {
  State state = full_state();
  forget_unvouched(state);
  EXPECT_EQ(state, full_state());
  state.vouched.clear();
  forget_unvouched(state);
  EXPECT_TRUE(state.gates.empty() && state.contracts.empty());
}

TEST(State, EitherCopySufficesAndTheNewerHolds) {
  MemoryFiles files;
  State state = full_state();
  ASSERT_TRUE(save_state(files, state).ok());
  State older = full_state();
  older.kills.clear();
  older.sequence = state.sequence - 1;
  for (const char* name : {"state-a", "state-b"}) {
    Image image = files.image();
    image[name] = {'x'};
    EXPECT_EQ(load_state(MemoryFiles(image)).value().state, state);
    EXPECT_TRUE(load_state(MemoryFiles(image)).value().one_copy);
    image.erase(name);
    EXPECT_EQ(load_state(MemoryFiles(image)).value().state, state);
    const std::string text = write_state(older);
    image[name] = {text.begin(), text.end()};
    EXPECT_EQ(load_state(MemoryFiles(image)).value().state, state);
    EXPECT_FALSE(load_state(MemoryFiles(image)).value().one_copy);
  }
}

TEST(State, OneThatNoStartCouldReadDoesNotTakeThePlaceOfOneThatItCan) {
  MemoryFiles files;
  State state = full_state();
  ASSERT_TRUE(save_state(files, state).ok());
  State large = state;
  for (int i = 0; i < 3000; ++i)
    large.kills.insert("package/" + std::string(400, 'x') + std::to_string(i));
  EXPECT_EQ(save_state(files, large).refusal().code, RefusalCode::DocumentTooLarge);
  EXPECT_EQ(load_state(files).value().state, state);
}

TEST(State, WithoutAWholeCopyNothingIsAssumed) {
  MemoryFiles files({{"state-a", {'x'}}, {"state-b", {}}});
  EXPECT_EQ(load_state(files).refusal().code, RefusalCode::StateLost);
  EXPECT_EQ(load_state(MemoryFiles{}).refusal().code, RefusalCode::StateLost);
}

/// Old or new after each crash, and both copies whole; both new at the end: so that one may rot
/// besides.
bool survives(const Image& durable, const std::vector<FileStep>& steps, const State& before,
              const State& after, std::size_t* count) {
  bool well = true;
  *count = for_each_crash(durable, steps, [&](const CrashState& crash) {
    const MemoryFiles files(crash.image);
    const Outcome<LoadedState> loaded = load_state(files);
    const bool whole = loaded.ok() && !loaded.value().one_copy;
    const bool known = whole && (loaded.value().state == after ||
                                 (crash.after < steps.size() && loaded.value().state == before));
    const std::string text = write_state(after);
    const Bytes fresh(text.begin(), text.end());
    const bool both_new =
        known && crash.image.at("state-a") == fresh && crash.image.at("state-b") == fresh;
    well = well && known && (both_new || crash.after < steps.size());
  });
  return well;
}

struct Saving {
  Image durable;
  std::vector<FileStep> steps;
  State before;
  State after;
};

Saving saving() {
  MemoryFiles files;
  Saving made;
  made.before = full_state();
  EXPECT_TRUE(save_state(files, made.before).ok());
  made.durable = files.image();
  files.forget_steps();
  made.after = made.before;
  made.after.kills.insert("all");
  EXPECT_TRUE(save_state(files, made.after).ok());
  EXPECT_TRUE(files.sync_folder().ok());
  made.steps = files.steps();
  return made;
}

TEST(StateCrash, BothCopiesAreWholeAfterEachCrash) {
  const Saving made = saving();
  std::size_t count = 0;
  EXPECT_TRUE(survives(made.durable, made.steps, made.before, made.after, &count));
  std::cout << count << " states after crashes of saving the state\n";
  EXPECT_GT(count, 50U);
}

TEST(StateCrash, EachSyncAndRenameLeftOutOrExchangedIsNoticed) {
  const Saving made = saving();
  const std::vector<Mistake> mistakes = mistakes_of(made.steps);
  EXPECT_GE(mistakes.size(), 7U);
  std::size_t count = 0;
  for (const Mistake& mistake : mistakes) {
    EXPECT_FALSE(survives(made.durable, mistake.steps, made.before, made.after, &count))
        << mistake.what;
  }
}

TEST(StateCrash, AFullDiskAtEachWriteLeavesAStateThatHolds) {
  const Saving made = saving();
  for (std::size_t step = 0; step < made.steps.size(); ++step) {
    MemoryFiles files(made.durable);
    files.fill_disk_at(step);
    State state = made.before;
    state.kills.insert("all");
    (void)save_state(files, state);
    const Outcome<LoadedState> loaded = load_state(files);
    ASSERT_TRUE(loaded.ok()) << step;
    EXPECT_TRUE(loaded.value().state == made.before || loaded.value().state == made.after);
  }
}

TEST(StateCrash, ACopyCutAtEachByteLosesNothing) {
  const Saving made = saving();
  MemoryFiles whole(made.durable);
  for (const char* name : {"state-a", "state-b"}) {
    for (std::size_t size = 0; size < made.durable.at(name).size(); ++size) {
      Image image = made.durable;
      image[name].resize(size);
      EXPECT_EQ(load_state(MemoryFiles(image)).value().state, made.before);
    }
  }
  EXPECT_FALSE(text_of(made.durable.at("state-a")).empty());
}

}  // namespace
}  // namespace assay::loader
