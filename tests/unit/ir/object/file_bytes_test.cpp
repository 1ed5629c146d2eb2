// SPDX-License-Identifier: Apache-2.0
#include "ir/object/file_bytes.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

/// Whatever the file begins with.
FileBytes::MostBytes at_most(std::uint64_t bytes) {
  return [bytes](std::span<const std::uint8_t>) { return Result<std::uint64_t>(bytes); };
}

/// Writes into a pipe until nobody reads it any more, or `most` bytes are written.
std::uint64_t fill(const std::string& pipe, std::uint64_t most) {
  sigset_t broken;
  ::sigemptyset(&broken);
  ::sigaddset(&broken, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken, nullptr);  // of this thread
  const int to = ::open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
  const std::string text(1 << 16, 'p');
  std::uint64_t written = 0;
  while (written < most) {
    const ssize_t count = ::write(to, text.data(), text.size());
    if (count < 0) break;
    written += static_cast<std::uint64_t>(count);
  }
  ::close(to);
  return written;
}

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
    const auto read = FileBytes::read(path(), at_most(std::uint64_t{32} << 20));
    ASSERT_TRUE(read.ok()) << read.error().message;
    const auto bytes = read.value().bytes();
    EXPECT_TRUE(std::equal(bytes.begin(), bytes.end(), text.begin(), text.end())) << size;
  }
}

TEST_F(FileBytesTest, AreReadFromAPipe) {
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  std::thread writer(
      [this] { std::ofstream(path(), std::ios::binary) << std::string(100'000, 'p'); });
  const auto read = FileBytes::read(path(), at_most(1 << 20));
  writer.join();
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().bytes().size(), 100'000U);
}

TEST_F(FileBytesTest, OfAPipeAreReadNoFurtherThanItsBeginIsWanted) {
  constexpr std::uint64_t kOffered = std::uint64_t{256} << 20;
  constexpr std::uint64_t kBuffered = std::uint64_t{4} << 20;
  const FileBytes::MostBytes unwanted = [](std::span<const std::uint8_t> begin) {
    EXPECT_GE(begin.size(), 4U);
    return Result<std::uint64_t>(Error{ErrorCode::ElfMalformed, "no such format"});
  };
  for (const bool is_wanted : {false, true}) {
    std::filesystem::remove(path());
    ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
    std::uint64_t written = 0;
    std::thread writer([&] { written = fill(path(), kOffered); });
    const auto read = FileBytes::read(path(), is_wanted ? at_most(1 << 20) : unwanted);
    writer.join();
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, is_wanted ? ErrorCode::LimitExceeded : ErrorCode::ElfMalformed);
    EXPECT_LT(written, kBuffered);
  }
}

TEST_F(FileBytesTest, HaveALimit) {
  for (const std::size_t size : {std::size_t{11}, std::size_t{17} << 20}) {
    std::ofstream(path(), std::ios::binary) << std::string(size, 'a');
    const auto read = FileBytes::read(path(), at_most(10));
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::LimitExceeded);
  }
}

TEST_F(FileBytesTest, OfNoFileOrAFolderAreUnreadable) {
  for (const std::string& at : {path(), folder_.string()}) {
    const auto read = FileBytes::read(at, at_most(10));
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(read.error().message.find("cannot be read"), std::string::npos);
  }
}

}  // namespace
}  // namespace assay
