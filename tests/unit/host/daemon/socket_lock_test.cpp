// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/socket_lock.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

namespace assay::host {
namespace {

namespace fs = std::filesystem;
using loader::Outcome;
using loader::RefusalCode;

class SocketLockTest : public testing::Test {
 protected:
  SocketLockTest() {
    std::string pattern = (fs::temp_directory_path() / "assay-lock-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
  }
  ~SocketLockTest() override { fs::remove_all(place_); }

  [[nodiscard]] std::string socket() const { return (place_ / "socket").string(); }
  [[nodiscard]] std::string file() const { return socket() + kLockEnd; }
  /// Why the path cannot be claimed; nothing where it can.
  [[nodiscard]] std::optional<std::string> refusal() const {
    const Outcome<SocketLock> lock = SocketLock::take(socket());
    if (lock.ok()) return std::nullopt;
    EXPECT_EQ(lock.refusal().code, RefusalCode::SocketFailed);
    return lock.refusal().subject;
  }

  fs::path place_;
};

TEST_F(SocketLockTest, OneAloneHasAClaimToAPath) {
  std::optional<Outcome<SocketLock>> first(SocketLock::take(socket()));
  ASSERT_TRUE(first->ok());
  EXPECT_EQ(refusal(), socket() + ": another host has it");
  {
    const SocketLock kept = std::move(*first).value();
    first.reset();
    EXPECT_TRUE(refusal()) << "it moved, and did not end";
  }
  EXPECT_FALSE(refusal());
}

TEST_F(SocketLockTest, TheFileOfAHostThatHasGoneStopsNobodyAndIsItsUsersAlone) {
  EXPECT_FALSE(refusal());
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(refusal());
  EXPECT_TRUE(fs::exists(file()));
}

TEST_F(SocketLockTest, NoLinkIsFollowed) {
  fs::create_symlink(place_ / "other", file());
  EXPECT_TRUE(refusal());
  EXPECT_FALSE(fs::exists(place_ / "other"));
  std::ofstream(place_ / "other") << "theirs";
  EXPECT_TRUE(refusal());
}

TEST_F(SocketLockTest, WhatIsNoFileIsRefusedAtOnce) {
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  EXPECT_EQ(refusal(), file() + ": no regular file");
  fs::remove(file());
  fs::create_directory(file());
  EXPECT_TRUE(refusal());
}

}  // namespace
}  // namespace assay::host
