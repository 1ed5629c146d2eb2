// SPDX-License-Identifier: Apache-2.0
#include "ir/object/file_bytes.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

class FileBytesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path() const { return (folder_ / "file").string(); }

  std::filesystem::path folder_;
};

TEST_F(FileBytesTest, AreAllOfASmallFileAndOfALargeOne) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{5}, std::size_t{3} << 20, std::size_t{17} << 20}) {
    std::string text(size, 'a');
    if (size > 0) text.back() = 'z';
    std::ofstream(path(), std::ios::binary) << text;
    const auto read = FileBytes::read(path(), std::uint64_t{32} << 20);
    ASSERT_TRUE(read.ok()) << read.error().message;
    const auto bytes = read.value().bytes();
    EXPECT_TRUE(std::equal(bytes.begin(), bytes.end(), text.begin(), text.end())) << size;
  }
}

TEST_F(FileBytesTest, AreReadFromAPipe) {
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  std::thread writer(
      [this] { std::ofstream(path(), std::ios::binary) << std::string(100'000, 'p'); });
  const auto read = FileBytes::read(path(), 1 << 20);
  writer.join();
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().bytes().size(), 100'000U);
}

TEST_F(FileBytesTest, HaveALimit) {
  for (const std::size_t size : {std::size_t{11}, std::size_t{17} << 20}) {
    std::ofstream(path(), std::ios::binary) << std::string(size, 'a');
    const auto read = FileBytes::read(path(), 10);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::LimitExceeded);
  }
}

TEST_F(FileBytesTest, OfNoFileOrAFolderAreUnreadable) {
  for (const std::string& at : {path(), folder_.string()}) {
    const auto read = FileBytes::read(at, 10);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(read.error().message.find("cannot be read"), std::string::npos);
  }
}

}  // namespace
}  // namespace assay
