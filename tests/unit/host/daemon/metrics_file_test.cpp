// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/metrics_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace assay::host {
namespace {

namespace fs = std::filesystem;

class MetricsFile : public testing::Test {
 protected:
  MetricsFile() {
    std::string pattern = (fs::temp_directory_path() / "assay-metrics-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
  }
  ~MetricsFile() override { fs::remove_all(place_); }

  [[nodiscard]] std::string path() const { return (place_ / "m.prom").string(); }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file(place_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path place_;
};

TEST_F(MetricsFile, IsReplacedAndReadByEverybody) {
  const mode_t before = ::umask(0077);
  EXPECT_TRUE(write_metrics_file(path(), "one").ok());
  EXPECT_TRUE(write_metrics_file(path(), "two").ok());
  ::umask(before);
  EXPECT_EQ(text("m.prom"), "two");
  struct stat about{};
  ASSERT_EQ(::stat(path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0644U);
  EXPECT_TRUE(write_metrics_file("", "none").ok());
}

TEST_F(MetricsFile, FollowsNoLink) {
  std::ofstream(place_ / "victim") << "kept";
  fs::create_symlink("victim", place_ / "m.prom");
  fs::create_symlink("victim", place_ / "m.prom.new");
  EXPECT_TRUE(write_metrics_file(path(), "one").ok());
  EXPECT_EQ(text("victim"), "kept");
  EXPECT_EQ(text("m.prom"), "one");
  EXPECT_FALSE(fs::is_symlink(place_ / "m.prom"));
}

TEST_F(MetricsFile, SaysThatItCannotBeWritten) {
  fs::create_directory(place_ / "m.prom.new");
  const auto done = write_metrics_file(path(), "one");
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.refusal().code, loader::RefusalCode::FileUnwritable);
}

}  // namespace
}  // namespace assay::host
