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
  void put_index(const std::string& manifests) const {
    std::ofstream(place_ / "layout/index.json") << "{\"manifests\":[" << manifests << "]}";
  }

  fs::path place_;
  Settings settings_;
};

/// Steps until everything is taken; how many.
std::size_t take_all(WaysIn& ways, Host& host) {
  std::size_t steps = 0;
  do {
    ways.step(host);
    ++steps;
  } while (ways.next());
  return steps;
}

TEST_F(WaysInTest, EachStepTakesOneFileAndPackagesComeLast) {
  put("a.pkg", "no package");
  put("b.pkg", "none either");
  put("c.statement", "no statement");
  put("d.root", "no root");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok()) << host.refusal().subject;
  WaysIn ways(settings_);
  ways.step(*host.value());
  std::vector<Urgency> urgencies;
  for (; ways.next(); ways.step(*host.value())) urgencies.push_back(*ways.next());
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
  EXPECT_EQ(take_all(ways, *host.value()), 3u);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  (void)take_all(ways, *host.value());  // what was new then may have changed unseen
  EXPECT_EQ(take_all(ways, *host.value()), 1u);
  EXPECT_EQ(ways.untold().size(), 2u);
  put("b.pkg", "another");
  EXPECT_EQ(take_all(ways, *host.value()), 3u);  // and what was refused is tried again
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
  const auto found = brought_in_layout((place_ / "layout").string());
  ASSERT_TRUE(found.ok()) << found.refusal().subject;
  EXPECT_EQ(found.value().files.size(), 1u);
}

TEST_F(WaysInTest, ManifestsAreBoundedAllTogether) {
  std::string manifests;
  for (int i = 0; i < 5; ++i) {
    const std::string filling(1'000'000, static_cast<char>('a' + i));
    manifests += (i == 0 ? "" : ",") + put_blob(R"({"layers":[],"x":")" + filling + "\"}") + "}";
    put_index(manifests);
    const auto found = brought_in_layout((place_ / "layout").string());
    EXPECT_EQ(found.ok(), i < 4) << i;
  }
  put_index(std::string(100'000, '['));
  const auto deep = brought_in_layout((place_ / "layout").string());
  ASSERT_FALSE(deep.ok());
  EXPECT_EQ(deep.refusal().code, RefusalCode::LayoutMalformed);
}

TEST_F(WaysInTest, ABlobThatIsAnotherIsRefusedWhenItIsTaken) {
  const std::string layer =
      put_blob("blob") + R"(,"mediaType":"application/vnd.assay.package.v1"})";
  put_index(put_blob("{\"layers\":[" + layer + "]}") + "}");
  const auto found = brought_in_layout((place_ / "layout").string());
  ASSERT_TRUE(found.ok());
  std::ofstream(place_ / "layout/blobs/sha256" / found.value().files.at(0).name) << "other";
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  settings_.watch.clear();
  settings_.layout = (place_ / "layout").string();
  WaysIn ways(settings_);
  EXPECT_EQ(take_all(ways, *host.value()), 2u);
  const auto untold = ways.untold();
  ASSERT_EQ(untold.size(), 1u);
  EXPECT_EQ(untold[0].code, RefusalCode::LayoutMalformed);
}

}  // namespace
}  // namespace assay::host
