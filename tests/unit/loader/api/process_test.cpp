// SPDX-License-Identifier: Apache-2.0
// A loader's process and its threads: what fork(), pthread_cancel() and whoever else writes to the
// host's memory do to it.
#include <assay/loader.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

namespace fs = std::filesystem;

std::string code_of(assay_loader_error* error) {
  std::string code = assay_loader_error_code(error);
  assay_loader_error_free(error);
  return code;
}

class LoaderProcess : public ::testing::Test {
 protected:
  LoaderProcess() {
    std::string pattern = (fs::temp_directory_path() / "assay-loader-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
  }
  ~LoaderProcess() override {
    EXPECT_EQ(assay_loader_close(loader_), nullptr);
    fs::remove_all(place_);
  }
  void SetUp() override {
    const std::string root =
        write_signed(signed_by(write_root(test_root()), SignedKind::Root, "ab"));
    ASSERT_EQ(code_of(opened(root)), "");
  }
  assay_loader_error* opened(const std::string& root) {
    const std::string folder = place_.string();
    assay_loader_settings settings{};
    settings.struct_size = sizeof settings;
    settings.folder = folder.c_str();
    settings.root = root.empty() ? nullptr : root.data();
    settings.root_size = root.size();
    return assay_loader_open(&settings, &loader_);
  }
  /// Whether that holds in a child process.
  static bool in_child(const std::function<bool()>& holds) {
    const pid_t child = ::fork();
    if (child == 0) _exit(holds() ? 0 : 1);
    int status = 0;
    return ::waitpid(child, &status, 0) == child && status == 0;
  }

  fs::path place_;
  assay_loader* loader_ = nullptr;
};

TEST_F(LoaderProcess, AChildHasOnlyACopyThatItMayClose) {
  EXPECT_TRUE(in_child([this] {
    return code_of(assay_loader_kill(loader_, "all", nullptr)) == "L622" &&
           code_of(assay_loader_tend(loader_)) == "L622" &&
           code_of(assay_loader_close(loader_)).empty();
  }));
  EXPECT_TRUE(in_child([this] { return code_of(opened("")) == "L714"; })) << "it is the parent's";
  EXPECT_EQ(code_of(assay_loader_kill(loader_, "all", nullptr)), "");
}

TEST_F(LoaderProcess, AChildThatLivesOnKeepsTheFolderFromNobody) {
  int pipe[2] = {-1, -1};
  ASSERT_EQ(::pipe(pipe), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char end = 0;
    ::close(pipe[1]);
    _exit(::read(pipe[0], &end, 1) == 0 ? 0 : 1);
  }
  EXPECT_EQ(code_of(assay_loader_close(loader_)), "");
  EXPECT_EQ(code_of(opened("")), "");
  ::close(pipe[1]);
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(pipe[0]);
}

/// Memory that is handed over, and that somebody changes once a call has begun.
class SharedText {
 public:
  explicit SharedText(std::size_t size) : size_(size) {
    EXPECT_EQ(::ftruncate(file_, static_cast<off_t>(size)), 0);
    mapped_ = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file_, 0);
  }
  SharedText(const SharedText&) = delete;
  SharedText& operator=(const SharedText&) = delete;
  ~SharedText() {
    ::munmap(mapped_, size_);
    ::close(file_);
  }
  [[nodiscard]] const char* text() const { return static_cast<const char*>(mapped_); }
  void put(const std::string& text) const {
    EXPECT_EQ(::pwrite(file_, text.data(), size_, 0), static_cast<ssize_t>(size_));
  }

 private:
  int file_ = ::memfd_create("text", MFD_CLOEXEC);
  std::size_t size_;
  void* mapped_ = nullptr;
};

/// A long root document, so that reading it takes some time.
std::string long_root(std::uint64_t version, std::string_view roots) {
  Root root = test_root();
  root.version = version;
  root.root.keys = keys_of(roots);
  for (int i = 0; i < 5000; ++i) root.floors["package" + std::to_string(i)] = 1;
  return write_signed(signed_by(write_root(root), SignedKind::Root, roots));
}

TEST_F(LoaderProcess, TheRootThatIsKeptIsTheOneThatWasVerified) {
  std::uint64_t taken = 0;
  // A root that is another one before it was read is none; on a busy machine that takes its time.
  for (useconds_t wait = 600; wait < 500'000 && taken < 10; wait += wait / 4) {
    const std::uint64_t version = 2 + taken;
    const std::string verified = long_root(version, "ab");
    const std::string other = long_root(version, "xy");
    ASSERT_EQ(verified.size(), other.size());
    const SharedText shared(verified.size());
    shared.put(verified);
    std::thread writer([&] {
      ::usleep(wait);
      shared.put(other);
    });
    const std::string code =
        code_of(assay_loader_root(loader_, shared.text(), verified.size(), nullptr));
    writer.join();
    if (!code.empty()) continue;
    ++taken;
    std::ifstream file(place_ / ("root-" + std::to_string(version)), std::ios::binary);
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    EXPECT_TRUE(kept == verified) << "version " << version;
  }
  EXPECT_GT(taken, 0U);
}

struct Caller {
  assay_loader* loader;
  std::atomic<int> calls{0};
};

void* calls_until_cancelled(void* argument) {
  auto& caller = *static_cast<Caller*>(argument);
  for (;;) {
    assay_loader_error_free(assay_loader_kill(caller.loader, "all", nullptr));
    ++caller.calls;
    ::pthread_testcancel();
  }
}

TEST_F(LoaderProcess, AThreadIsCancelledBehindItsCall) {
  for (int i = 0; i < 20; ++i) {
    Caller caller{loader_};
    pthread_t thread{};
    ASSERT_EQ(::pthread_create(&thread, nullptr, calls_until_cancelled, &caller), 0);
    while (caller.calls.load() == 0) ::usleep(100);
    ASSERT_EQ(::pthread_cancel(thread), 0);
    void* ended = nullptr;
    ASSERT_EQ(::pthread_join(thread, &ended), 0);
    EXPECT_EQ(ended, PTHREAD_CANCELED);
  }
}

}  // namespace
}  // namespace assay::loader
