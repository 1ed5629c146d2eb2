// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/ways_in.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <thread>

#include "brought_folders.hpp"
#include "host/daemon/oci_layout.hpp"
#include "host/daemon/own_vouching.hpp"
#include "host/daemon/watched_folder.hpp"
#include "ir/package/media_type.hpp"
#include "loader/sign/statement.hpp"

namespace assay::host {
namespace {

namespace fs = std::filesystem;

class WaysInTest : public BroughtFolders {};

/// Takes one file, and brings it where it is a package.
void take(WaysIn& ways, Host& host) {
  if (const auto package = ways.take(host)) {
    ways.brought(host.submit(package->bytes, package->who));
  }
}

/// Looks, and takes everything; how many files that was.
std::size_t take_all(WaysIn& ways, Host& host) {
  ways.look();
  std::size_t taken = 0;
  for (; ways.next(); take(ways, host)) ++taken;
  return taken;
}

TEST(NextLook, LeavesBetweenTwoLooksAsMuchTimeAsOneTakesAndASecondAtLeast) {
  using std::chrono::milliseconds;
  const Clock::time_point began;
  EXPECT_EQ(next_look(began, began + milliseconds(10)), began + milliseconds(1010));
  EXPECT_EQ(next_look(began, began + milliseconds(1000)), began + milliseconds(2000));
  EXPECT_EQ(next_look(began, began + milliseconds(4000)), began + milliseconds(8000));
}

TEST(WhoBrings, IsNamedAfterTheLastPartOfThePathAndOfWhatADocumentTakes) {
  using Way = Order::Way;
  EXPECT_EQ(who_brings(Way::Folder, "/srv/intake"), "folder intake");
  EXPECT_EQ(who_brings(Way::Layout, "../fleet/layout//"), "oci layout");
  EXPECT_EQ(who_brings(Way::Folder, "intake"), "folder intake");
  EXPECT_EQ(who_brings(Way::Folder, "//"), "folder /");
  EXPECT_EQ(who_brings(Way::Folder, "/srv/a\n\xc3\xa4\""), "folder a???\"");
  EXPECT_EQ(who_brings(Way::Layout, "/" + std::string(255, 'x')),
            "oci " + std::string(kLongestFolderName, 'x'));
}

TEST_F(WaysInTest, WhatIsRefusedIsToldOfTheFolderThatItLayIn) {
  put("a.pkg", "no package");
  put_index(put_manifest("no package either"));
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  settings_.layout = (place_ / "layout").string();
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 2u);
  std::set<std::string> told;
  for (const FolderRefusal& one : ways.untold()) told.insert(one.who);
  EXPECT_EQ(told, (std::set<std::string>{"folder watch", "oci layout"}));
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
  for (; ways.next(); take(ways, *host.value())) urgencies.push_back(*ways.next());
  // That the statement is no kill switch is known after one of them.
  EXPECT_EQ(urgencies, (std::vector<Urgency>{Urgency::Read, Urgency::Read, Urgency::Read,
                                             Urgency::Submit, Urgency::Submit}));
  EXPECT_EQ(ways.untold().size(), 4u);
}

TEST_F(WaysInTest, ARefusalNamesItsFileAndWhatIsNoFileIsToldOnce) {
  put("a.pkg", "no package");
  fs::create_directory(place_ / "watch/b.pkg");
  fs::create_symlink(place_ / "watch/a.pkg", place_ / "watch/c.pkg");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
  const std::vector<FolderRefusal> told = ways.untold();
  ASSERT_EQ(told.size(), 3u);
  EXPECT_EQ(told[0].refusal.code, RefusalCode::FileNotRegular);
  EXPECT_EQ(told[0].refusal.subject, "b.pkg");
  EXPECT_EQ(told[1].refusal.subject, "c.pkg");
  EXPECT_TRUE(told[2].refusal.subject.starts_with("a.pkg: ")) << told[2].refusal.subject;
  ways.look();
  EXPECT_TRUE(ways.untold().empty());
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
  std::vector<FolderRefusal> told;
  constexpr std::size_t kMost = 2 * (kMany + 1);  // roots take every other turn
  for (; told.empty() && taken <= kMost; ++taken) {
    put("a" + std::to_string(taken % kMany) + ".statement", "still none " + std::to_string(taken));
    put("b.root", std::to_string(taken));
    ways.look();
    ASSERT_TRUE(ways.next());
    EXPECT_EQ(*ways.next(), Urgency::Read);
    take(ways, *host.value());
    told = ways.untold();
    if (taken == 0) told.clear();  // the root's
  }
  EXPECT_LE(taken, kMost);
  EXPECT_EQ(told.size(), 1u);
}

TEST_F(WaysInTest, WhileAPackageIsBroughtDocumentsAreTakenAndNoOtherPackage) {
  put("a.pkg", "no package");
  put("b.pkg", "none either");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  ways.look();
  const auto package = ways.take(*host.value());
  ASSERT_TRUE(package);
  EXPECT_EQ(std::string(package->bytes.begin(), package->bytes.end()), "no package");
  ways.look();
  EXPECT_FALSE(ways.next()) << "what is as it was has its turn once";
  put("c.root", "no root");
  ways.look();
  ASSERT_TRUE(ways.next());
  EXPECT_FALSE(ways.take(*host.value()));
  EXPECT_EQ(ways.untold().size(), 1u) << "the root's";
  EXPECT_FALSE(ways.next());
  ways.brought(loader::done());
  EXPECT_TRUE(ways.take(*host.value())) << "the second";
}

TEST_F(WaysInTest, APackageThatIsWrittenAnewWhileItIsBroughtIsTriedAsItIsNow) {
  put("a.pkg", "no package");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  ways.look();
  ASSERT_TRUE(ways.take(*host.value()));
  put("a.pkg", "the next one");
  ways.look();
  ways.brought(Refusal{RefusalCode::PackageNotNamed, {}});
  EXPECT_EQ(ways.untold().size(), 1u);
  const auto next = ways.take(*host.value());
  ASSERT_TRUE(next);
  EXPECT_EQ(std::string(next->bytes.begin(), next->bytes.end()), "the next one");
}

TEST_F(WaysInTest, WhatBecameOfAPackageIsToldThoughItsFileIsGone) {
  put("a.pkg", "no package");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  ways.look();
  ASSERT_TRUE(ways.take(*host.value()));
  fs::remove(place_ / "watch/a.pkg");
  ways.look();
  ways.brought(Refusal{RefusalCode::PackageNotNamed, {}});
  EXPECT_EQ(ways.untold().size(), 1u);
  EXPECT_FALSE(ways.next());
}

/// A statement of an unsigned host, which the host itself would make.
std::string own_kill(const std::string& state) {
  std::ifstream seed(state + "/" + kSeedFile);
  const std::string digits(std::istreambuf_iterator<char>(seed), {});
  const auto bytes = loader::array_from_hex<sizeof(loader::KeySeed)>(digits);
  Bytes material(bytes->begin(), bytes->end());
  const std::string role = "statement";
  material.insert(material.end(), role.begin(), role.end());
  const loader::Statement kill{1, 0, std::numeric_limits<loader::Seconds>::max(),
                               loader::Kill{"all"}};
  loader::SignedDocument made{loader::write_statement(kill), {}};
  loader::add_signature(made, loader::SignedKind::Statement, sha256(material));
  return loader::write_signed(made);
}

TEST_F(WaysInTest, WhatIsRefusedWhileADocumentComesIsTriedAgainAtOnce) {
  put("a.pkg", "no package");
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // so that it is read once
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  WaysIn ways(settings_);
  ways.look();
  ASSERT_TRUE(ways.take(*host.value()));
  put("b.statement", own_kill(settings_.state));
  ways.look();
  ASSERT_FALSE(ways.take(*host.value()));
  EXPECT_TRUE(ways.untold().empty()) << "the host took it";
  ways.look();
  ways.brought(Refusal{RefusalCode::PackageNotNamed, {}});
  bool again = false;
  for (int i = 0; i < 4 && ways.next() && !again; ++i) again = ways.take(*host.value()).has_value();
  EXPECT_TRUE(again);
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
  EXPECT_EQ(untold[0].refusal.code, RefusalCode::FileNameInvalid);
  EXPECT_EQ(untold[0].refusal.subject, "Kill.STATEMENT");
  EXPECT_EQ(untold[1].refusal.subject, "c d.root");
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
  EXPECT_EQ(untold[0].refusal.code, RefusalCode::LayoutMalformed);
}

}  // namespace
}  // namespace assay::host
