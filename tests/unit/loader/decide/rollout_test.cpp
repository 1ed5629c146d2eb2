// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/rollout.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

Release release(Permyriad part) {
  auto made = std::get<Release>(test_release().says);
  made.rings["wide"] = part;
  return made;
}

HostIdentity host(int i) { return {"host-" + std::to_string(i), "wide", {}}; }

bool takes(Permyriad part, int i) { return takes_part(release(part), host(i), 0).ok(); }

TEST(Rollout, AllHostsOrNoneAtTheEnds) {
  for (int i = 0; i < 200; ++i) {
    EXPECT_FALSE(takes(0, i));
    EXPECT_TRUE(takes(kAllHosts, i));
  }
}

TEST(Rollout, WideningTakesNoHostOut) {
  for (int i = 0; i < 300; ++i) {
    bool took = false;
    for (Permyriad part = 0; part <= kAllHosts; part += 250) {
      const bool now = takes(part, i);
      EXPECT_TRUE(now || !took) << i << " at " << part;
      took = now;
    }
  }
}

TEST(Rollout, APartOfTheHostsIsThatPart) {
  int taking = 0;
  for (int i = 0; i < 4000; ++i) taking += takes(2500, i) ? 1 : 0;
  EXPECT_NEAR(taking, 1000, 120);
}

TEST(Rollout, APlaceIsTheSameEachTimeAndAnotherInTheNextVersion) {
  Release next = release(0);
  next.version += 1;
  int same = 0;
  for (int i = 0; i < 100; ++i) {
    const Permyriad place = place_in_rollout(release(0), host(i).id);
    EXPECT_EQ(place, place_in_rollout(release(kAllHosts), host(i).id));
    same += place == place_in_rollout(next, host(i).id) ? 1 : 0;
  }
  EXPECT_LT(same, 3);
  EXPECT_EQ(place_in_rollout(release(0), "host-1"), 1908U) << "as other tools must compute it";
}

TEST(Rollout, ARingThatIsNotNamedTakesNoPart) {
  HostIdentity other = host(1);
  other.ring = "late";
  EXPECT_EQ(takes_part(release(kAllHosts), other, 0).refusal().code, RefusalCode::RolloutNotYet);
}

TEST(Rollout, AHeldGroupTakesNoPart) {
  Release held = release(kAllHosts);
  held.held_groups = {"hospital"};
  HostIdentity critical = host(1);
  critical.groups = {"hospital", "north"};
  EXPECT_EQ(takes_part(held, critical, 0).refusal().code, RefusalCode::RolloutHeldBack);
  EXPECT_TRUE(takes_part(held, host(1), 0).ok());
}

TEST(Rollout, NothingStartsInAFreezeWindow) {
  Release frozen = release(kAllHosts);
  frozen.freezes = {{100, 200}, {300, 400}};
  for (const Seconds now : {100U, 199U, 300U}) {
    EXPECT_EQ(takes_part(frozen, host(1), now).refusal().code, RefusalCode::RolloutFrozen) << now;
  }
  for (const Seconds now : {99U, 200U, 400U}) EXPECT_TRUE(takes_part(frozen, host(1), now).ok());
}

constexpr Health kHealth{100, 60};

Seen seen(std::uint64_t events) { return {events, events / 10, 0, 0, 500, 60}; }

RefusalCode tripped(const Gates& gates, const Seen& now, const Seen& before = {}) {
  return judge_health(gates, kHealth, now, before).refusal().code;
}

Wellness wellness(const Gates& gates, const Seen& now, const Seen& before = {}) {
  return judge_health(gates, kHealth, now, before).value();
}

TEST(Gates, WithoutDataAVersionIsNeverCalledWell) {
  EXPECT_EQ(wellness({}, {}), Wellness::Waiting);
  Seen old{};
  old.seconds = 1'000'000;
  EXPECT_EQ(wellness({}, old), Wellness::Waiting);
  EXPECT_EQ(wellness({}, seen(99)), Wellness::Waiting);
  EXPECT_EQ(wellness({}, seen(100)), Wellness::Well);
  EXPECT_EQ(wellness({1000, 0, 0, 0, 0}, seen(999)), Wellness::Waiting);
  EXPECT_EQ(wellness({1000, 0, 0, 0, 0}, seen(1000)), Wellness::Well);
  Seen young = seen(1000);
  young.seconds = 59;
  EXPECT_EQ(wellness({}, young), Wellness::Waiting);
}

TEST(Gates, FaultsAndRefusalsTripAtOnce) {
  Seen faulty = seen(1);
  faulty.faults = 1;
  EXPECT_EQ(tripped({}, faulty), RefusalCode::GateFaults);
  EXPECT_EQ(wellness({10, 1, 0, 0, 0}, faulty), Wellness::Waiting);
  Seen refused = seen(1);
  refused.refused = 3;
  EXPECT_EQ(tripped({10, 0, 2, 0, 0}, refused), RefusalCode::GateRefused);
  EXPECT_EQ(wellness({10, 0, 3, 0, 0}, refused), Wellness::Waiting);
}

TEST(Gates, TimeIsJudgedOverTheEventsThatWereAskedFor) {
  Seen slow = seen(1000);
  slow.p99_ns = 501;
  EXPECT_EQ(tripped({1000, 0, 0, 500, 0}, slow), RefusalCode::GateSlow);
  EXPECT_EQ(wellness({1001, 0, 0, 500, 0}, slow), Wellness::Waiting);
  EXPECT_EQ(wellness({1000, 0, 0, 501, 0}, slow), Wellness::Well);
}

TEST(Gates, MatchesAreComparedByEventAndInBothDirections) {
  const Gates twice{100, 0, 0, 0, 2000};
  const auto with = [](std::uint64_t events, std::uint64_t matches) {
    return Seen{events, matches, 0, 0, 1, 60};
  };
  const Seen before = with(1000, 100);
  EXPECT_EQ(wellness(twice, with(100, 20), before), Wellness::Well);
  EXPECT_EQ(tripped(twice, with(100, 21), before), RefusalCode::GateMatches);
  EXPECT_EQ(wellness(twice, with(100, 5), before), Wellness::Well);
  EXPECT_EQ(tripped(twice, with(100, 4), before), RefusalCode::GateMatches);
  EXPECT_EQ(wellness(twice, with(100, 99), {}), Wellness::Well) << "nothing to compare with";
  const Seen none = with(1000, 0);
  EXPECT_EQ(wellness(twice, with(100, 0), none), Wellness::Well);
  EXPECT_EQ(tripped(twice, with(100, 1), none), RefusalCode::GateMatches);
  const std::uint64_t most = ~std::uint64_t{0};
  EXPECT_EQ(wellness(twice, with(most, most), with(most, most)), Wellness::Well);
}

}  // namespace
}  // namespace assay::loader
