// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/control.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

const Release kRelease = std::get<Release>(test_release().says);

Statement kill(std::uint64_t counter, const char* scope = "all") {
  return {counter, 2000, 9000, Kill{scope}};
}
Statement unkill(std::uint64_t counter) { return {counter, 2000, 9000, Unkill{"all"}}; }

RefusalCode refused(const Done& done) { return done.refusal().code; }

TEST(Control, AnOldUnkillDoesNotClearANewKill) {
  State state = after_statement({}, kill(1));
  state = after_statement(state, unkill(2));
  state = after_statement(state, kill(3));
  EXPECT_EQ(refused(may_act(state, unkill(2), 2500)), RefusalCode::StatementReplayed);
  EXPECT_EQ(refused(may_act(state, unkill(3), 2500)), RefusalCode::StatementReplayed);
  ASSERT_TRUE(may_act(state, unkill(4), 2500).ok());
  EXPECT_TRUE(state.kills.contains("all"));
  EXPECT_FALSE(after_statement(state, unkill(4)).kills.contains("all"));
}

TEST(Control, ASignedUnkillLeavesTheKillOfALocalAdministrator) {
  State state = after_statement({}, kill(1));
  state.local_kills = {"all"};
  state = after_statement(state, unkill(2));
  EXPECT_TRUE(state.kills.empty());
  EXPECT_TRUE(state.local_kills.contains("all"));
}

TEST(Control, KillsOfDifferentScopesMayComeInAnyOrder) {
  const State state = after_statement({}, kill(5, "hook/xdp"));
  EXPECT_TRUE(may_act(state, kill(4, "hook/tc"), 2500).ok());
}

TEST(Control, AReleaseMayBeReadAgainButNotAnOlderOne) {
  const State state = after_statement({}, test_release());
  EXPECT_TRUE(may_act(state, test_release(), 2500).ok());
  Statement older = test_release();
  older.counter -= 1;
  EXPECT_EQ(refused(may_act(state, older, 2500)), RefusalCode::StatementReplayed);
}

TEST(Control, AnExpiredStatementDoesNothingWhateverTheClockSays) {
  EXPECT_TRUE(may_act({}, kill(1), 8999).ok());
  EXPECT_EQ(refused(may_act({}, kill(1), 9000)), RefusalCode::StatementExpired);
  State seen;
  seen.latest = 9000;
  for (const Seconds clock : {Seconds{0}, Seconds{4'102'444'800}}) {
    EXPECT_EQ(refused(may_act(seen, kill(1), time_of(seen, clock))), RefusalCode::StatementExpired)
        << "in 1970 and in 2100";
  }
}

TEST(Control, TimeNeverFallsBelowTheLatestSigned) {
  State state = after_statement({}, kill(1));
  EXPECT_EQ(state.latest, 2000U);
  Statement earlier = kill(2);
  earlier.issued = 5;
  state = after_statement(state, earlier);
  EXPECT_EQ(state.latest, 2000U);
  EXPECT_EQ(time_of(state, 0), 2000U);
  EXPECT_EQ(time_of(state, 3000), 3000U);
}

TEST(Control, ADowngradeLowersAFloorAndNeverRaisesOne) {
  State state;
  state.floors = {{"sensor", 5}};
  EXPECT_EQ(after_statement(state, {1, 1, 2, Downgrade{"sensor", 3}}).floors.at("sensor"), 3U);
  EXPECT_EQ(after_statement(state, {1, 1, 2, Downgrade{"sensor", 9}}).floors.at("sensor"), 5U);
  EXPECT_TRUE(after_statement(state, {1, 1, 2, Downgrade{"other", 9}}).floors.size() == 1);
}

TEST(Control, ANewRootThatRetiresAStatementKeyUndoesWhatItFastForwarded) {
  Statement stolen = test_release();
  stolen.counter = ~std::uint64_t{0};
  stolen.issued = stolen.expires = ~std::uint64_t{0};
  State state = after_statement({}, stolen);
  state.floors = {{"sensor", ~std::uint64_t{0}}};
  EXPECT_EQ(refused(may_act(state, test_release(), time_of(state, 2500))),
            RefusalCode::StatementExpired);
  Root next = test_root();
  next.version = 2;
  next.issued = 2400;
  next.statement.keys = keys_of("t");
  next.floors = {{"sensor", 5}};
  const State healed = under_root(state, test_root(), next);
  EXPECT_EQ(healed.root_version, 2U);
  Statement anew = test_release();
  anew.issued = 2400;
  EXPECT_TRUE(may_act(healed, anew, time_of(healed, 2500)).ok()) << "whatever its counter";
  EXPECT_EQ(refused(may_act(healed, test_release(), time_of(healed, 2500))),
            RefusalCode::StatementReplayed)
      << "from before the root";
  EXPECT_TRUE(may_vouch(healed, next, kRelease, digest_of('5'), 2500).ok());
}

TEST(Control, AReleaseFromBeforeARootThatForgotCountersIsNotHeardUnderLaterOnes) {
  Root second = test_root();
  second.version = 2;
  second.issued = 2400;
  second.statement.keys = keys_of("t");
  Root third = second;
  third.version = 3;
  third.issued = 2600;
  third.statement.keys = keys_of("tu");
  const State state = under_root(under_root({}, test_root(), second), second, third);
  Statement release = test_release();
  release.issued = 2399;
  EXPECT_EQ(refused(may_act(state, release, 2700)), RefusalCode::StatementReplayed);
  release.issued = 2400;
  EXPECT_TRUE(may_act(state, release, 2700).ok()) << "the third root forgets no counter";
  EXPECT_TRUE(may_act(state, {1, 2000, 9000, Kill{"all"}}, 2700).ok())
      << "a kill switch is heard, whenever it was made";
}

TEST(Control, ARootDatedBeforeTheOneThatItFollowsEndsNoRelease) {
  Root next = test_root();
  next.version = 2;
  next.issued = test_root().issued - 1;
  EXPECT_FALSE(ends_no_release(test_root(), next)) << "it is to end none";
  next.statement.keys = keys_of("t");
  EXPECT_TRUE(ends_no_release(test_root(), next));
  Statement release = test_release();
  release.issued = test_root().issued;
  EXPECT_TRUE(may_act(under_root({}, test_root(), next), release, release.issued).ok());
  next.issued = test_root().issued;
  EXPECT_FALSE(ends_no_release(test_root(), next));
}

TEST(Control, ANewRootThatKeepsItsStatementKeysForgetsNoCounter) {
  State state = after_statement({}, kill(3));
  Root next = test_root();
  next.version = 2;
  next.issued = 1;
  next.statement.keys = keys_of("st");
  const State kept = under_root(state, test_root(), next);
  EXPECT_EQ(refused(may_act(kept, kill(3), 2500)), RefusalCode::StatementReplayed);
  EXPECT_EQ(kept.latest, 2000U);
  EXPECT_TRUE(kept.kills.contains("all")) << "a root clears no kill switch";
}

TEST(Vouch, APackageMustBeTheOneThatTheReleaseNames) {
  EXPECT_TRUE(may_vouch({}, test_root(), kRelease, digest_of('5'), 2500).ok());
  EXPECT_EQ(refused(may_vouch({}, test_root(), kRelease, digest_of('6'), 2500)),
            RefusalCode::PackageNotNamed);
  EXPECT_EQ(refused(may_vouch({}, test_root(), kRelease, digest_of('c'), 2500)),
            RefusalCode::PackageNotNamed)
      << "a contract's digest is no package's";
}

TEST(Vouch, AVersionIsForTheContractsForWhichTheReleaseNamesIt) {
  Release release = kRelease;
  release.digests = {{digest_of('c'), digest_of('5')},
                     {digest_of('d'), digest_of('6')},
                     {digest_of('e'), digest_of('5')}};
  const State state = after_vouching({}, release, digest_of('5'));
  const std::set<std::string> contracts = {digest_of('c'), digest_of('e')};
  EXPECT_EQ(state.contracts.at(digest_of('5')), contracts);
  EXPECT_TRUE(remembers(state.vouched, "sensor", digest_of('5')));
}

TEST(Vouch, RoomIsMadeByForgettingWhatIsInQuarantineAndNothingElse) {
  State state;
  for (const char digit : {'1', '2', '3'}) remember(state.vouched, "sensor", {1, digest_of(digit)});
  EXPECT_TRUE(make_room(state, "sensor").ok());
  EXPECT_EQ(state.vouched.at("sensor").size(), 3U);
  remember(state.vouched, "sensor", {1, digest_of('4')});
  EXPECT_EQ(refused(make_room(state, "sensor")), RefusalCode::StoreFull);
  state.quarantine = {{digest_of('2'), "L608"}};
  EXPECT_TRUE(make_room(state, "sensor").ok());
  EXPECT_FALSE(remembers(state.vouched, "sensor", digest_of('2')));
  EXPECT_EQ(state.vouched.at("sensor").size(), 3U);
}

TEST(Vouch, EachOtherRefusalHasItsCode) {
  const auto vouch = [](const State& state, const Root& root, Seconds now) {
    return refused(may_vouch(state, root, kRelease, digest_of('5'), now));
  };
  EXPECT_EQ(vouch({}, test_root(), 1'000'000), RefusalCode::RootExpired);
  Root revoking = test_root();
  revoking.revoked_digests = {digest_of('5')};
  EXPECT_EQ(vouch({}, revoking, 2500), RefusalCode::DigestRevoked);
  State state;
  state.quarantine = {{digest_of('5'), "L608"}};
  EXPECT_EQ(vouch(state, test_root(), 2500), RefusalCode::Quarantined);
  state = {};
  state.floors = {{"sensor", 6}, {"other", 9}};
  EXPECT_EQ(vouch(state, test_root(), 2500), RefusalCode::VersionBelowFloor);
  state.floors["sensor"] = 5;
  EXPECT_TRUE(may_vouch(state, test_root(), kRelease, digest_of('5'), 2500).ok());
}

TEST(Kills, EachScopeStopsWhatItNamesAndNothingElse) {
  const ProgramPlace place{"sensor", "on_packet", "xdp"};
  for (const char* scope : {"all", "hook/xdp", "package/sensor", "program/sensor/on_packet"}) {
    EXPECT_EQ(not_killed({scope}, place).refusal().subject, scope);
  }
  EXPECT_TRUE(not_killed({"hook/tc", "package/on_packet", "program/sensor/other"}, place).ok());
}

TEST(Control, AVersionReplacesWhatWasVouchedForBeforeItButNotWhatWaitsOfItsOwnRelease) {
  const auto made = [](std::uint64_t number, char digest) {
    return Version{number, digest_of(digest)};
  };
  State state;
  const std::vector<Version> list = {made(6, 'a'), made(6, 'b'), made(5, 'c'), made(5, 'd'),
                                     made(5, 'e'), made(5, 'f'), made(7, '7')};
  state.vouched["sensor"] = list;
  for (const Version& version : list) state.contracts[version.digest] = {"c1"};
  state.contracts[digest_of('b')] = state.contracts[digest_of('d')] = {"c2"};
  state.contracts[digest_of('e')] = {"c3"};
  const std::set<std::string> waiting = {digest_of('b'), digest_of('d'), digest_of('e')};
  const std::set<std::string> contracts = {"c1", "c3"};
  State behind_f = state;
  let_go_before(behind_f, {"sensor", made(5, 'f')}, contracts, waiting);
  const std::vector<Version> left = {made(5, 'd'), made(5, 'f'), made(7, '7')};
  EXPECT_EQ(behind_f.vouched.at("sensor"), left);
  EXPECT_EQ(behind_f.contracts.size(), 3U);
  State all = state;
  let_go_before(all, {"sensor", made(5, '5')}, contracts, waiting);
  EXPECT_EQ(all.vouched.at("sensor"), std::vector<Version>{made(5, 'd')});
  let_go_before(all, {"sensor", made(4, '4')}, contracts, waiting);
  EXPECT_TRUE(all.vouched.empty());
}

}  // namespace
}  // namespace assay::loader
