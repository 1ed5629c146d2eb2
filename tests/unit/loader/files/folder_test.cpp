// SPDX-License-Identifier: Apache-2.0
#include "loader/files/folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <string_view>

namespace assay::loader {
namespace {

namespace fs = std::filesystem;

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    std::string pattern = (fs::temp_directory_path() / "assay-folder-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
  }
  void SetUp() override {
    Outcome<std::unique_ptr<Folder>> opened = Folder::open(place_.string());
    ASSERT_TRUE(opened.ok());
    held_ = std::move(opened).value();
    folder_ = held_.get();
  }
  ~FolderTest() override { fs::remove_all(place_); }

  fs::path place_;
  std::unique_ptr<Folder> held_;
  Folder* folder_ = nullptr;
};

TEST_F(FolderTest, WhatWasWrittenIsReadAndListed) {
  ASSERT_TRUE(folder_->write("b", bytes_of("one")).ok());
  ASSERT_TRUE(folder_->append("b", bytes_of(" two")).ok());
  ASSERT_TRUE(replace(*folder_, "a", bytes_of("new")).ok());
  ASSERT_TRUE(folder_->sync_folder().ok());
  EXPECT_EQ(folder_->read("b", 7).value(), bytes_of("one two"));
  ASSERT_TRUE(folder_->truncate("b", 3).ok());
  EXPECT_EQ(folder_->read("b", 7).value(), bytes_of("one"));
  EXPECT_EQ(folder_->list().value(), (std::vector<std::string>{"a", "b"}));
  ASSERT_TRUE(folder_->remove("b").ok());
  EXPECT_EQ(folder_->read("b", 7).refusal().code, RefusalCode::FileMissing);
}

TEST_F(FolderTest, AFileOfOneByteMoreThanAllowedIsNotRead) {
  ASSERT_TRUE(folder_->write("b", bytes_of("12345")).ok());
  EXPECT_EQ(folder_->read("b", 4).refusal().code, RefusalCode::FileTooLarge);
  EXPECT_TRUE(folder_->read("b", 5).ok());
}

TEST_F(FolderTest, AStampChangesWithTheBytesAndIsThatOfAFileOnly) {
  ASSERT_TRUE(folder_->write("b", bytes_of("12345")).ok());
  const FileStamp stamp = folder_->stamp("b").value();
  EXPECT_EQ(stamp.size, 5u);
  EXPECT_EQ(folder_->stamp("b").value(), stamp);
  ASSERT_TRUE(replace(*folder_, "b", bytes_of("54321")).ok());
  EXPECT_FALSE(folder_->stamp("b").value() == stamp);
  fs::create_symlink("b", place_ / "link");
  EXPECT_EQ(folder_->stamp("link").refusal().code, RefusalCode::FileNotRegular);
  EXPECT_EQ(folder_->stamp("none").refusal().code, RefusalCode::FileMissing);
  EXPECT_EQ(folder_->stamp("../b").refusal().code, RefusalCode::FileNameInvalid);
}

TEST_F(FolderTest, OneAloneHasAClaimToIt) {
  ASSERT_TRUE(folder_->claim().ok());
  auto again = Folder::open(place_.string());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value()->claim().refusal().code, RefusalCode::FolderTaken);
  held_.reset();
  EXPECT_TRUE(again.value()->claim().ok());
}

TEST_F(FolderTest, TurnsAreWaitedForSoLongAndNoLonger) {
  using std::chrono::milliseconds;
  ASSERT_TRUE(folder_->take_turn(milliseconds(0)).ok());
  auto again = Folder::open(place_.string());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value()->take_turn(milliseconds(30)).refusal().code, RefusalCode::FolderTaken);
  auto waits = std::async(std::launch::async,
                          [&] { return again.value()->take_turn(milliseconds(20'000)); });
  held_.reset();
  EXPECT_TRUE(waits.get().ok());
}

TEST_F(FolderTest, AChildProcessNeitherKeepsNorEndsAClaim) {
  ASSERT_TRUE(folder_->claim().ok());
  const auto again = Folder::open(place_.string());
  int pipe[2] = {-1, -1};
  ASSERT_EQ(::pipe(pipe), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    held_.reset();
    char end = 0;
    ::close(pipe[1]);
    _exit(::read(pipe[0], &end, 1) == 0 ? 0 : 1);
  }
  const pid_t idle = ::fork();
  if (idle == 0) {
    char end = 0;
    ::close(pipe[1]);
    _exit(::read(pipe[0], &end, 1) == 0 ? 0 : 1);
  }
  EXPECT_EQ(again.value()->claim().refusal().code, RefusalCode::FolderTaken);
  held_.reset();
  EXPECT_TRUE(again.value()->claim().ok()) << "while the children live";
  ::close(pipe[1]);
  for (const pid_t process : {child, idle}) EXPECT_EQ(::waitpid(process, nullptr, 0), process);
  ::close(pipe[0]);
}

TEST_F(FolderTest, NobodyHasAClaimToOneThatOthersReachInto) {
  for (const mode_t mode : {0710U, 0701U, 0755U, 0777U}) {
    ASSERT_EQ(::chmod(place_.c_str(), mode), 0);
    EXPECT_EQ(folder_->claim().refusal().code, RefusalCode::FolderOpen) << mode;
  }
  if (::geteuid() != 0) return;
  ASSERT_EQ(::chmod(place_.c_str(), 0700), 0);
  ASSERT_EQ(::chown(place_.c_str(), 4242, 0), 0);
  EXPECT_EQ(folder_->claim().refusal().code, RefusalCode::FolderOpen);
}

bool every(const std::string& /*name*/) { return true; }

TEST_F(FolderTest, NamesThatAreNotWantedTakeNoPlaceFromThoseThatAre) {
  for (const char* const name : {"a", "b", "c", "d", "wanted"}) {
    ASSERT_TRUE(folder_->write(name, {}).ok());
  }
  const auto wanted = [](const std::string& name) { return name == "wanted"; };
  EXPECT_EQ(folder_->list_up_to(1, wanted).value(), std::vector<std::string>{"wanted"});
}

TEST_F(FolderTest, NoMoreEntriesAreListedThanAskedFor) {
  for (const char* const name : {"a", "b", "c", "d", "e"}) {
    ASSERT_TRUE(folder_->write(name, {}).ok());
  }
  EXPECT_EQ(folder_->list_up_to(3, every).value().size(), 3u);
  EXPECT_EQ(folder_->list_up_to(5, every).value().size(), 5u);
  EXPECT_EQ(folder_->list_up_to(7, every).value().size(), 5u);
}

TEST_F(FolderTest, NamesThatAreNotTheLoadersAreListedOnlyWhereThatIsAskedFor) {
  std::ofstream(place_ / "Kill.statement") << "x";
  ASSERT_TRUE(folder_->write("a", {}).ok());
  EXPECT_EQ(folder_->list().value(), std::vector<std::string>{"a"});
  EXPECT_EQ(folder_->list_up_to(7, every).value(),
            (std::vector<std::string>{"Kill.statement", "a"}));
}

TEST_F(FolderTest, LinksFoldersAndPipesAreNotFiles) {
  std::ofstream(place_ / "real") << "x";
  fs::create_symlink("real", place_ / "link");
  fs::create_directory(place_ / "folder");
  ASSERT_EQ(::mkfifo((place_ / "pipe").c_str(), 0600), 0);
  for (const char* name : {"link", "folder", "pipe"}) {
    EXPECT_EQ(folder_->read(name, 10).refusal().code, RefusalCode::FileNotRegular) << name;
    EXPECT_EQ(folder_->write(name, bytes_of("y")).refusal().code, RefusalCode::FileNotRegular);
  }
  std::ifstream real(place_ / "real");
  EXPECT_EQ(real.get(), 'x');
}

TEST_F(FolderTest, NoNameLeadsOutOfTheFolder) {
  for (const char* name : {"", ".", "..", "../x", "a/b", ".hidden", "A", "a b"}) {
    EXPECT_EQ(folder_->read(name, 10).refusal().code, RefusalCode::FileNameInvalid) << name;
    EXPECT_EQ(folder_->write(name, {}).refusal().code, RefusalCode::FileNameInvalid) << name;
    EXPECT_EQ(folder_->rename(name, "b").refusal().code, RefusalCode::FileNameInvalid) << name;
    EXPECT_EQ(folder_->rename("b", name).refusal().code, RefusalCode::FileNameInvalid) << name;
    EXPECT_EQ(folder_->remove(name).refusal().code, RefusalCode::FileNameInvalid) << name;
  }
}

TEST_F(FolderTest, ALinkToAFolderIsNotOpened) {
  fs::create_directory(place_ / "folder");
  fs::create_directory_symlink("folder", place_ / "link");
  EXPECT_EQ(Folder::open((place_ / "link").string()).refusal().code, RefusalCode::FolderUnreadable);
}

TEST_F(FolderTest, AFolderInItIsMadeAndNoLinkIsOne) {
  const auto inner = folder_->folder_in("inner");
  ASSERT_TRUE(inner.ok());
  ASSERT_TRUE(inner.value()->write("a", bytes_of("x")).ok());
  EXPECT_TRUE(folder_->folder_in("inner").value()->read("a", 1).ok());
  EXPECT_EQ(fs::status(place_ / "inner").permissions(), fs::perms::owner_all);
  fs::create_directory_symlink("inner", place_ / "link");
  EXPECT_EQ(folder_->folder_in("link").refusal().code, RefusalCode::FolderUnreadable);
  EXPECT_EQ(folder_->folder_in("..").refusal().code, RefusalCode::FileNameInvalid);
}

TEST_F(FolderTest, WhatIsThereIsNotCreated) {
  ASSERT_TRUE(folder_->create("a", bytes_of("x")).ok());
  EXPECT_EQ(folder_->create("a", bytes_of("y")).refusal().code, RefusalCode::FileUnwritable);
  EXPECT_EQ(folder_->read("a", 1).value(), bytes_of("x"));
}

TEST_F(FolderTest, FilesHaveTheRightsThatWereAskedFor) {
  const mode_t mask = ::umask(022);
  const auto ordinary = Folder::open(place_.string(), FileRights::Ordinary);
  ASSERT_TRUE(folder_->write("own", {}).ok());
  ASSERT_TRUE(ordinary.value()->write("ordinary", {}).ok());
  ASSERT_TRUE(ordinary.value()->folder_in("folder").ok());
  ::umask(mask);
  EXPECT_EQ(fs::status(place_ / "own").permissions(), fs::perms{0600});
  EXPECT_EQ(fs::status(place_ / "ordinary").permissions(), fs::perms{0644});
  EXPECT_EQ(fs::status(place_ / "folder").permissions(), fs::perms{0755});
}

TEST_F(FolderTest, AFolderThatIsMovedAwayIsStillTheOneThatWasOpened) {
  fs::create_directory(place_ / "inner");
  const auto inner = Folder::open((place_ / "inner").string());
  ASSERT_TRUE(inner.ok());
  fs::rename(place_ / "inner", place_ / "moved");
  fs::create_directory(place_ / "inner");
  ASSERT_TRUE(inner.value()->write("a", bytes_of("x")).ok());
  EXPECT_TRUE(fs::exists(place_ / "moved/a"));
  EXPECT_FALSE(fs::exists(place_ / "inner/a"));
}

}  // namespace
}  // namespace assay::loader
