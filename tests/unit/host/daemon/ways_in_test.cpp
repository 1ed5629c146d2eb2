// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/ways_in.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "host/daemon/oci_layout.hpp"
#include "host/daemon/watched_folder.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/package/media_type.hpp"
#include "loader/base/hex.hpp"

namespace assay::host {
namespace {

namespace fs = std::filesystem;

/// A host without a hook, to which nothing that is brought means anything.
class WaysInTest : public testing::Test {
 protected:
  WaysInTest() {
    std::string pattern = (fs::temp_directory_path() / "assay-ways-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
    for (const char* const name : {"state", "contracts", "watch", "layout/blobs/sha256"}) {
      fs::create_directories(place_ / name);
    }
    ::chmod((place_ / "state").c_str(), 0700);
    settings_.state = (place_ / "state").string();
    settings_.contracts = (place_ / "contracts").string();
    settings_.watch = (place_ / "watch").string();
    settings_.trust = Trust::Unsigned;
    settings_.identity = {"host", "default", {}};
    put_index("");
  }
  ~WaysInTest() override { fs::remove_all(place_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(place_ / "watch" / name) << text;
  }
  std::string put_blob(const std::string& text) const {
    const std::string name =
        loader::to_hex(sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    std::ofstream(place_ / "layout/blobs/sha256" / name) << text;
    return "{\"digest\":\"sha256:" + name + "\"";
  }
  /// The file of a blob that was put.
  [[nodiscard]] fs::path blob(const std::string& put) const {
    const std::string algorithm = "sha256:";
    return place_ / "layout/blobs/sha256" / put.substr(put.find(algorithm) + algorithm.size(), 64);
  }
  /// Of one package with that text.
  std::string put_manifest(const std::string& text) const {
    const std::string layer =
        put_blob(text) + R"(,"mediaType":"application/vnd.assay.package.v1"})";
    return put_blob("{\"layers\":[" + layer + "]}") + "}";
  }
  void put_index(const std::string& manifests) const {
    std::ofstream(place_ / "layout/index.json") << "{\"manifests\":[" << manifests << "]}";
  }

  fs::path place_;
  Settings settings_;
};

/// Looks, and takes everything; how many files that was.
std::size_t take_all(WaysIn& ways, Host& host) {
  ways.look();
  std::size_t taken = 0;
  for (; ways.next(); ways.take(host)) ++taken;
  return taken;
}

TEST(NextLook, LeavesBetweenTwoLooksAsMuchTimeAsOneTakesAndASecondAtLeast) {
  using std::chrono::milliseconds;
  const Clock::time_point began;
  EXPECT_EQ(next_look(began, began + milliseconds(10)), began + milliseconds(1010));
  EXPECT_EQ(next_look(began, began + milliseconds(1000)), began + milliseconds(2000));
  EXPECT_EQ(next_look(began, began + milliseconds(4000)), began + milliseconds(8000));
}

TEST_F(WaysInTest, EachStepTakesOneFileAndPackagesComeLast) {
  put("a.pkg", "no package");
  put("b.pkg", "none either");
  put("c.statement", "no statement");
  put("d.root", "no root");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok()) << host.refusal().subject;
  WaysIn ways(settings_);
  ways.look();
  std::vector<Urgency> urgencies;
  for (; ways.next(); ways.take(*host.value())) urgencies.push_back(*ways.next());
  // That the statement is no kill switch is known after one of them.
  EXPECT_EQ(urgencies, (std::vector<Urgency>{Urgency::Read, Urgency::Read, Urgency::Read,
                                             Urgency::Submit, Urgency::Submit}));
  EXPECT_EQ(ways.untold().size(), 4u);
}

TEST_F(WaysInTest, AFileThatIsAsItWasIsNotReadAgain) {
  put("a.pkg", "no package");
  put("b.pkg", "none either");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 2u);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  (void)take_all(ways, *host.value());  // what was new then may have changed unseen
  EXPECT_EQ(take_all(ways, *host.value()), 0u);
  EXPECT_EQ(ways.untold().size(), 2u);
  put("b.pkg", "another");
  EXPECT_EQ(take_all(ways, *host.value()), 1u);  // whoever writes one file has no other tried again
}

TEST_F(WaysInTest, WhatIsRefusedIsTriedAgainLaterAndLater) {
  const std::string manifest = put_manifest("package");
  put_index(manifest);
  fs::remove(blob(put_blob("package")));
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  settings_.layout = (place_ / "layout").string();
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
  EXPECT_EQ(take_all(ways, *host.value()), 0u);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  EXPECT_EQ(take_all(ways, *host.value()), 0u);
  (void)put_blob("package");
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
}

/// However often the host looks meanwhile.
TEST_F(WaysInTest, AKillSwitchWaitsOnceForEachFileBeforeIt) {
  constexpr std::size_t kMany = 60;
  for (std::size_t i = 0; i < kMany; ++i) put("a" + std::to_string(i) + ".statement", "none");
  put("z.statement", R"({"says":"kill"})");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  std::size_t taken = 0;
  std::vector<Refusal> told;
  constexpr std::size_t kMost = 2 * (kMany + 1);  // roots take every other turn
  for (; told.empty() && taken <= kMost; ++taken) {
    put("a" + std::to_string(taken % kMany) + ".statement", "still none " + std::to_string(taken));
    put("b.root", std::to_string(taken));
    ways.look();
    ASSERT_TRUE(ways.next());
    EXPECT_EQ(*ways.next(), Urgency::Read);
    ways.take(*host.value());
    told = ways.untold();
    if (taken == 0) told.clear();  // the root's
  }
  EXPECT_LE(taken, kMost);
  EXPECT_EQ(told.size(), 1u);
}

TEST_F(WaysInTest, WhatIsMeantForTheHostAndPassedByIsToldOnce) {
  for (const char* const name : {"Kill.STATEMENT", ".part.pkg", "README", "a.b", "c d.root"}) {
    put(name, "x");
  }
  WaysIn ways(settings_);
  ways.look();
  ways.look();
  const auto untold = ways.untold();
  ASSERT_EQ(untold.size(), 2u);
  EXPECT_EQ(untold[0].code, RefusalCode::FileNameInvalid);
  EXPECT_EQ(untold[0].subject, "Kill.STATEMENT");
  EXPECT_EQ(untold[1].subject, "c d.root");
}

TEST_F(WaysInTest, EntriesBeyondThoseThatAreLookedAtAreTold) {
  for (std::size_t i = 1; i < kMostEntries; ++i) put(std::to_string(i) + ".pkg", "");
  EXPECT_TRUE(brought_in_folder(settings_.watch).value().passed.empty());
  // What is not for the host takes no place.
  for (const char* other : {"other", ".hidden", ".not-whole.pkg"}) put(other, "");
  EXPECT_TRUE(brought_in_folder(settings_.watch).value().passed.empty());
  put("one-more.pkg", "");
  EXPECT_EQ(brought_in_folder(settings_.watch).value().passed.size(), 1u);
}

TEST_F(WaysInTest, OneLayerOfManyManifestsIsOneFile) {
  const std::string layer =
      put_blob("no package") + R"(,"mediaType":"application/vnd.assay.package.v1"})";
  std::string layers = layer;
  for (int i = 1; i < 16; ++i) layers += "," + layer;
  std::string manifests;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "\"n\":" + std::to_string(i / 2);
    manifests += (i == 0 ? "" : ",") + put_blob("{" + name + ",\"layers\":[" + layers + "]}") + "}";
  }
  put_index(manifests);
  const auto found = OciLayout((place_ / "layout").string()).look();
  ASSERT_TRUE(found.ok()) << found.refusal().subject;
  EXPECT_EQ(found.value().files.size(), 1u);
  EXPECT_TRUE(found.value().passed.empty());
}

TEST_F(WaysInTest, ManifestsAreBoundedAllTogether) {
  OciLayout same((place_ / "layout").string());
  std::string manifests;
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string filling(1'000'000, static_cast<char>('a' + i));
    manifests += (i == 0 ? "" : ",") + put_blob(R"({"layers":[],"x":")" + filling + "\"}") + "}";
    put_index(manifests);
    const std::size_t beyond = i < 4 ? 0 : i - 3;
    EXPECT_EQ(same.look().value().passed.size(), beyond) << i;
    EXPECT_EQ(OciLayout((place_ / "layout").string()).look().value().passed.size(), beyond) << i;
  }
  put_index(std::string(100'000, '['));
  const auto deep = same.look();
  ASSERT_FALSE(deep.ok());
  EXPECT_EQ(deep.refusal().code, RefusalCode::LayoutMalformed);
}

TEST_F(WaysInTest, OneManifestThatIsWrongOrSomebodyElsesKeepsNoOtherFromBeingTaken) {
  const std::string foreign =
      put_blob(R"({"manifests":[]})") + "}," + put_blob(R"({"layers":[{},{"mediaType":3}]})") + "}";
  const std::string deep = put_blob(std::string(100'000, '[')) + "}";
  const std::string missing = R"({"digest":"sha256:)" + std::string(64, '0') + "\"}";
  const std::string layers = R"("layers":[{"mediaType":"application/vnd.assay.package.v1"}])";
  const std::string wrong = put_blob("{" + layers + "}") + "}";
  const std::string none = put_blob(R"({"artifactType":"application/vnd.assay.package.v1"})") + "}";
  put_index(foreign + ",{},3," + deep + "," + missing + "," + wrong + "," + none + "," +
            put_manifest("package"));
  OciLayout layout((place_ / "layout").string());
  for (int i = 0; i < 2; ++i) {
    const auto found = layout.look();
    ASSERT_TRUE(found.ok()) << found.refusal().subject;
    EXPECT_EQ(found.value().files.size(), 1u);
    EXPECT_EQ(found.value().passed.size(), 6u);
  }
}

TEST_F(WaysInTest, OfTooManyManifestsTheLastAreLookedAt) {
  std::string manifests = put_manifest("first");
  for (std::size_t i = 1; i < kMostManifests; ++i) {
    manifests += "," + put_blob("{\"n\":" + std::to_string(i) + "}") + "}";
  }
  OciLayout layout((place_ / "layout").string());
  put_index(manifests);
  EXPECT_EQ(layout.look().value().files.size(), 1u);
  put_index(manifests + "," + put_manifest("last"));
  const auto found = layout.look();
  ASSERT_EQ(found.value().files.size(), 1u);
  EXPECT_EQ(found.value().passed.size(), 1u);
  const std::string last = put_blob("last");
  EXPECT_NE(last.find(found.value().files[0].name), std::string::npos);
}

TEST_F(WaysInTest, AManifestThatWasReadIsNotReadAgain) {
  const std::string manifest = put_manifest("package");
  put_index(manifest);
  OciLayout layout((place_ / "layout").string());
  ASSERT_EQ(layout.look().value().files.size(), 1u);
  fs::remove(blob(manifest));
  EXPECT_EQ(OciLayout((place_ / "layout").string()).look().value().files.size(), 0u);
  EXPECT_EQ(layout.look().value().files.size(), 1u);
  put_index("");
  EXPECT_EQ(layout.look().value().files.size(), 0u);
}

TEST_F(WaysInTest, ABlobThatIsAnotherIsRefusedWhenItIsTaken) {
  const std::string layer =
      put_blob("blob") + R"(,"mediaType":"application/vnd.assay.package.v1"})";
  put_index(put_blob("{\"layers\":[" + layer + "]}") + "}");
  const auto found = OciLayout((place_ / "layout").string()).look();
  ASSERT_TRUE(found.ok());
  std::ofstream(place_ / "layout/blobs/sha256" / found.value().files.at(0).name) << "other";
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  settings_.watch.clear();
  settings_.layout = (place_ / "layout").string();
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
  const auto untold = ways.untold();
  ASSERT_EQ(untold.size(), 1u);
  EXPECT_EQ(untold[0].code, RefusalCode::LayoutMalformed);
}

}  // namespace
}  // namespace assay::host
