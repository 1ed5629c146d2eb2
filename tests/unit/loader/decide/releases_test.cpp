// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/releases.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

constexpr Seconds kNow = 5000;

/// As many as may be: each was made a second after the one before, and expires in the future.
Releases full() {
  Releases releases;
  for (std::size_t i = 0; i < kMostReleases; ++i) {
    Release release = std::get<Release>(test_release().says);
    release.package = "p" + std::to_string(i);
    releases[release.package] = {1, 1000 + i, 9000, release};
  }
  return releases;
}

TEST(Releases, TheFirstThatWasMadeGoesFirst) {
  Releases releases = full();
  ASSERT_TRUE(make_room(releases, "new", {}, kNow).ok());
  EXPECT_EQ(releases.size(), kMostReleases - 1);
  EXPECT_FALSE(releases.contains("p0"));
}

TEST(Releases, AnExpiredOneGoesBeforeOlderOnes) {
  Releases releases = full();
  releases["p77"].expires = kNow;
  ASSERT_TRUE(make_room(releases, "new", {}, kNow).ok());
  EXPECT_FALSE(releases.contains("p77"));
  EXPECT_TRUE(releases.contains("p0"));
}

TEST(Releases, WhatIsRestedOnStaysThoughItIsTheOldestAndExpired) {
  Releases releases = full();
  releases["p0"].expires = kNow;
  ASSERT_TRUE(make_room(releases, "new", {"p0", "p1"}, kNow).ok());
  EXPECT_FALSE(releases.contains("p2"));
  EXPECT_TRUE(releases.contains("p0"));
}

TEST(Releases, WhereAllAreRestedOnTheNewOneIsRefused) {
  Releases releases = full();
  std::set<std::string> kept;
  for (const auto& [package, statement] : releases) kept.insert(package);
  EXPECT_EQ(make_room(releases, "new", kept, kNow).refusal().code, RefusalCode::StatementsFull);
  EXPECT_EQ(releases, full());
}

TEST(Releases, ThatOfAPackageThatHasOneTakesItsPlace) {
  Releases releases = full();
  ASSERT_TRUE(make_room(releases, "p5", {}, kNow).ok());
  EXPECT_EQ(releases, full());
}

}  // namespace
}  // namespace assay::loader
