// SPDX-License-Identifier: Apache-2.0
// What a start does: after crashes of the machine and of the program, with stores and states lost,
// and at each state that a crash leaves of an update.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "support/crash_states.hpp"
#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

Image with_good_4() {
  FakeHost host;
  host.install();
  EXPECT_TRUE(host.release(sensor(4)).ok());
  host.make_good();
  return host.files().image();
}

TEST(Start, AVersionThatKillsTheMachineIsQuarantinedAtTheThirdStart) {
  FakeHost host(with_good_4());
  ASSERT_TRUE(host.start('1').ok());
  ASSERT_TRUE(host.release(sensor(5)).ok());
  ASSERT_TRUE(host.start('2').ok());
  EXPECT_EQ(host.runs(), 5U) << "one failure is none";
  ASSERT_TRUE(host.start('3').ok());
  EXPECT_EQ(host.runs(), 4U);
  for (const char boot : {'4', '5'}) {
    ASSERT_TRUE(host.start(boot).ok());
    EXPECT_EQ(host.runs(), 4U);
  }
  EXPECT_EQ(host.release(sensor(5)).refusal().code, RefusalCode::Quarantined);
}

TEST(Start, CrashesOfTheProgramAndOfTheMachineAreNotAdded) {
  FakeHost host(with_good_4());
  ASSERT_TRUE(host.start('1').ok());
  ASSERT_TRUE(host.release(sensor(5)).ok());
  ASSERT_TRUE(host.start('1').ok());
  EXPECT_EQ(host.runs(), 5U);
  ASSERT_TRUE(host.start('2').ok());
  EXPECT_EQ(host.runs(), 5U);
  ASSERT_TRUE(host.start('2').ok());
  EXPECT_EQ(host.runs(), 4U);
}

TEST(Start, OrderlyStopsAreNoFailures) {
  FakeHost host(with_good_4());
  ASSERT_TRUE(host.start('1').ok());
  ASSERT_TRUE(host.release(sensor(5)).ok());
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(host.admission().stop().ok());
    ASSERT_TRUE(host.start(static_cast<char>('2' + i)).ok());
    EXPECT_EQ(host.runs(), 5U);
  }
}

TEST(Start, ABootLoopEndsAlsoWithAFullDiskAndAnyClock) {
  for (const Seconds clock : {Seconds{0}, Seconds{4'102'444'800}}) {
    FakeHost host(with_good_4());
    ASSERT_TRUE(host.start('1').ok());
    ASSERT_TRUE(host.release(sensor(5)).ok());
    host.clock = clock;
    host.files().fill_disk_at(0);
    ASSERT_TRUE(host.start('2').ok());
    EXPECT_EQ(host.runs(), 5U);
    ASSERT_TRUE(host.start('3').ok());
    EXPECT_EQ(host.runs(), 4U) << "though the quarantine could not be written";
  }
}

TEST(Start, AnUnreadableStoreIsDegradedAndSaysSo) {
  Image image = with_good_4();
  image.erase("package-" + digest_of_line(sensor(4)));
  FakeHost host(image);
  ASSERT_TRUE(host.start().ok());
  EXPECT_EQ(host.events(), kDefaultAnswer);
  EXPECT_TRUE(host.admission().status().at(0).degraded);
  image = with_good_4();
  image["package-" + digest_of_line(sensor(4))].back() ^= 1;
  FakeHost changed(image);
  ASSERT_TRUE(changed.start().ok());
  EXPECT_EQ(changed.events(), kDefaultAnswer);
  EXPECT_EQ(changed.admission().status().at(0).passed.at(0).why.code,
            RefusalCode::StoredBytesChanged);
}

TEST(Start, ALogThatIsCutAnywhereChangesNothingThatRuns) {
  const Image whole = with_good_4();
  const std::string log = "journal-00000000000000000001";
  for (std::size_t size = 0; size < whole.at(log).size(); size += 7) {
    Image image = whole;
    image[log].resize(size);
    FakeHost host(image);
    ASSERT_TRUE(host.start().ok());
    EXPECT_EQ(host.runs(), 4U);
    EXPECT_FALSE(host.admission().problems().empty());
  }
}

TEST(Start, AJournalThatCannotBeReadOrIsFullOfFaultsKeepsNothingFromRunning) {
  const std::string log = "journal-00000000000000000001";
  FakeHost host(with_good_4());
  host.files().make_unreadable(log);
  ASSERT_TRUE(host.start().ok());
  EXPECT_EQ(host.runs(), 4U);
  EXPECT_FALSE(host.admission().problems().empty());
  Image image = with_good_4();
  image[log].insert(image[log].begin(), 20'000, '\n');
  FakeHost flooded(image);
  ASSERT_TRUE(flooded.start().ok());
  EXPECT_LT(flooded.files().count(FileAct::Sync), 100U);
}

TEST(Start, AnInstallationThatACrashCutOffIsBegunAgain) {
  FakeHost whole;
  whole.install();
  FakeHost host({{"root-1", whole.files().image().at("root-1")}, {"state-a.new", {}}});
  host.install();
  EXPECT_TRUE(host.start().ok());
}

TEST(Start, AHostWithoutAPlainNameIsRefused) {
  FakeHost host(with_good_4());
  host.name = "caf\xc3\xa9";
  EXPECT_EQ(host.start().refusal().code, RefusalCode::SettingsWrong);
}

TEST(Start, ACopyOfTheStateThatIsCutAnywhereChangesNothingThatRuns) {
  const Image whole = with_good_4();
  for (const char* copy : {"state-a", "state-b"}) {
    for (std::size_t size = 0; size < whole.at(copy).size(); size += 7) {
      Image image = whole;
      image[copy].resize(size);
      FakeHost host(image);
      ASSERT_TRUE(host.start().ok());
      EXPECT_EQ(host.runs(), 4U);
    }
  }
}

/// One call that changes what is written, what goes before it, and what the hook may answer after a
/// crash: while the call is under way, and once it is through.
struct Update {
  std::string name;
  std::function<void(FakeHost&)> before;
  std::function<void(FakeHost&)> act;
  std::set<std::uint64_t> under_way;
  std::set<std::uint64_t> through;
};

void nothing(FakeHost& /*host*/) {}

Statement release_of_5(const FakeHost& host) {
  Release release;
  release.package = "sensor";
  release.version = 5;
  release.digests = {{digest_of_contract("c1"), digest_of_line(sensor(5))}};
  release.rings = {{"wide", kAllHosts}};
  return {50, host.clock, host.clock + 5000, release};
}

void revoke_4(FakeHost& host) {
  Root next = test_root();
  next.version = 2;
  next.revoked_digests = {digest_of_line(sensor(4))};
  const std::string root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
  EXPECT_TRUE(host.admission().take_root(root, "test").ok());
}

/// Version 5, which finds something, or no longer what 4 has found since the start.
void try_5(FakeHost& host, const std::string& answer) {
  (void)host.events(10);
  Gates gates;
  gates.events = 10;
  gates.matches_factor = 2000;
  EXPECT_TRUE(host.release(sensor(5, answer), gates).ok());
  (void)host.events(10);
  host.clock += 60;
}

/// Likewise, when 6 is in trial.
void in_place_of_6(FakeHost& host, const std::string& answer) {
  EXPECT_TRUE(host.release(sensor(6)).ok());
  try_5(host, answer);
}

void tend(FakeHost& host) { EXPECT_TRUE(host.admission().tend().ok()); }

std::vector<Update> updates() {
  const auto state = [](FakeHost& h) { EXPECT_TRUE(h.say(release_of_5(h)).ok()); };
  const auto submit = [](FakeHost& h) { EXPECT_TRUE(h.submit(sensor(5)).ok()); };
  const auto kill = [](FakeHost& h) { EXPECT_TRUE(h.admission().kill("all", "local").ok()); };
  const std::set<std::uint64_t> four{4};
  const std::set<std::uint64_t> killed{kDefaultAnswer};
  return {
      {"a release", nothing, state, four, four},
      {"an admission", state, submit, {4, 5}, {5}},
      {"a version called good", [](FakeHost& h) { try_5(h, "5"); }, tend, {5}, {5}},
      {"a gate that trips", [](FakeHost& h) { try_5(h, "7"); }, tend, {4, 7}, four},
      {"a version called good for which 6 was withdrawn",
       [](FakeHost& h) { in_place_of_6(h, "5"); },
       tend,
       {5},
       {5}},
      {"a gate that trips where 6 was withdrawn",
       [](FakeHost& h) { in_place_of_6(h, "7"); },
       tend,
       {4, 7},
       four},
      {"a kill switch", nothing, kill, {4, kDefaultAnswer}, killed},
      {"a revocation", nothing, revoke_4, {4, kDefaultAnswer}, killed},
  };
}

struct Recorded {
  Image durable;
  std::vector<FileStep> steps;
  Image after;
};

Recorded record(const Image& durable, const Update& update) {
  FakeHost host(durable);
  EXPECT_TRUE(host.start('1').ok());
  update.before(host);
  host.files().forget_steps();
  Recorded made{host.files().image(), {}, {}};
  update.act(host);
  made.steps = host.files().steps();
  made.after = host.files().image();
  return made;
}

/// Every file under the name that others ask for is whole, but for the end of the journal.
bool all_is_whole(const Image& image, const Admission& admission) {
  for (const Refusal& problem : admission.problems()) {
    if (problem.code != RefusalCode::JournalTorn) return false;
  }
  for (const auto& [name, bytes] : image) {
    const bool package = name.starts_with("package-") && !name.ends_with(".new");
    const auto read = read_signed_package(bytes);
    if (package && (!read.ok() || name != "package-" + read.value().digest)) return false;
    const bool root = name.starts_with("root-") && !name.ends_with(".new");
    if (root && !read_signed(std::string(bytes.begin(), bytes.end())).ok()) return false;
  }
  return true;
}

/// What a finished call has written is there: both copies of the state, trials, the journal.
bool all_is_there(const Image& image, const Image& after) {
  return std::all_of(after.begin(), after.end(), [&](const auto& file) {
    const auto at = image.find(file.first);
    return file.first.ends_with(".new") || (at != image.end() && at->second == file.second);
  });
}

/// Of each version that was in trial something is known: that it is, good, or in quarantine.
bool no_trial_is_lost(const Image& image, const Image& before) {
  const auto known = [&](const auto& file) {
    const std::optional<Trial> trial = trial_named(file.first);
    if (!trial || !trial->open) return true;
    const bool kept = std::any_of(image.begin(), image.end(), [&](const auto& other) {
      const std::optional<Trial> now = trial_named(other.first);
      return now && now->open && now->digest == trial->digest;
    });
    const State state = load_state(MemoryFiles(image)).value().state;
    return kept || is_good(state, trial->digest) || state.quarantine.contains(trial->digest);
  };
  return std::all_of(before.begin(), before.end(), known);
}

struct Tried {
  bool well = true;
  std::size_t states = 0;
};

Tried try_update(const Recorded& recorded, const std::vector<FileStep>& steps,
                 const Update& update) {
  Tried tried;
  tried.states = for_each_crash(recorded.durable, steps, [&](const CrashState& crash) {
    if (!tried.well) return;
    FakeHost host(crash.image);
    const bool through = crash.after >= steps.size();
    const auto& may = through ? update.through : update.under_way;
    tried.well = host.start('2').ok() && may.contains(host.events()) &&
                 all_is_whole(crash.image, host.admission()) &&
                 no_trial_is_lost(crash.image, recorded.durable) &&
                 (!through || all_is_there(crash.image, recorded.after));
  });
  return tried;
}

TEST(StartCrash, TheGoodOrTheNewVersionRunsAfterEachCrashOfAnUpdate) {
  const Image durable = with_good_4();
  for (const Update& update : updates()) {
    const Recorded recorded = record(durable, update);
    const Tried tried = try_update(recorded, recorded.steps, update);
    EXPECT_TRUE(tried.well) << update.name;
    std::cout << tried.states << " states after crashes of " << update.name << "\n";
  }
}

/// How a version that has faulted, or did what no gate allows, may come into quarantine.
struct WayIntoQuarantine {
  std::string name;
  std::function<void(FakeHost&)> before;
  std::function<void(FakeHost&)> act;
};

std::vector<WayIntoQuarantine> ways_into_quarantine() {
  const auto fault = [](FakeHost& h) {
    EXPECT_TRUE(h.release(sensor(5, "fault")).ok());
    (void)h.events();
  };
  const auto fault_unwritten = [=](FakeHost& h) {
    fault(h);
    h.files().fill_disk_at(0);
    EXPECT_FALSE(h.admission().tend().ok());
    h.files().empty_disk();
  };
  const auto trip = [](FakeHost& h) { try_5(h, "7"); };
  const auto run = [](FakeHost& h) { EXPECT_TRUE(h.release(sensor(5)).ok()); };
  const auto stop = [](FakeHost& h) { EXPECT_TRUE(h.admission().stop().ok()); };
  const auto revert = [](FakeHost& h) {
    EXPECT_TRUE(h.admission().revert("sensor", "local").ok());
  };
  return {{"a fault", fault, tend},
          {"a fault before a stop", fault, stop},
          {"a fault that was not written", fault_unwritten, tend},
          {"a gate that trips", trip, tend},
          {"a revert", run, revert}};
}

TEST(StartCrash, NoCrashForgetsBothAQuarantineAndItsTrial) {
  const Image durable = with_good_4();
  for (const WayIntoQuarantine& way : ways_into_quarantine()) {
    const Recorded recorded = record(durable, {way.name, way.before, way.act, {}, {}});
    std::size_t states = 0;
    for_each_crash(recorded.durable, recorded.steps, [&](const CrashState& crash) {
      ++states;
      FakeHost host(crash.image);
      ASSERT_TRUE(host.start('2').ok());
      if (host.runs() == 4) return;
      // It is tried again, and whoever starts next knows how often.
      EXPECT_LT(crash.after, recorded.steps.size()) << way.name;
      ASSERT_TRUE(host.start('3').ok());
      EXPECT_EQ(host.runs(), 4U) << way.name << ", after operation " << crash.after;
    });
    EXPECT_GT(states, 10U) << way.name;
  }
}

TEST(StartCrash, EachSyncAndRenameOfAnUpdateLeftOutOrExchangedIsNoticed) {
  const Image durable = with_good_4();
  std::size_t count = 0;
  for (const Update& update : updates()) {
    const Recorded recorded = record(durable, update);
    for (const Mistake& mistake : mistakes_of(recorded.steps)) {
      ++count;
      EXPECT_FALSE(try_update(recorded, mistake.steps, update).well)
          << update.name << ", " << mistake.what;
    }
  }
  std::cout << count << " mistakes\n";
}

}  // namespace
}  // namespace assay::loader
