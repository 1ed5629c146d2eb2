// SPDX-License-Identifier: Apache-2.0
#include "loader/files/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <optional>
#include <thread>
#include <utility>

namespace assay::loader {
namespace {

/// Of what is made, before the process's mask.
mode_t file_mode(FileRights rights) { return rights == FileRights::Own ? 0600 : 0666; }
mode_t folder_mode(FileRights rights) { return rights == FileRights::Own ? 0700 : 0777; }

constexpr int kFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/// A descriptor that is closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// What an open() that failed with `error` says.
RefusalCode open_failure(int error, RefusalCode otherwise) {
  if (error == ENOENT) return RefusalCode::FileMissing;
  // A link under O_NOFOLLOW; a folder, a socket, or a pipe that nobody reads.
  if (error == ELOOP || error == EISDIR || error == ENXIO) return RefusalCode::FileNotRegular;
  return otherwise;
}

/// Opens a regular file; nothing happens to a device or a pipe of that name. `mode` is that of one
/// that is made.
Outcome<int> open_regular(int folder, const std::string& name, int how, RefusalCode otherwise,
                          mode_t mode = 0) {
  if (!is_file_name(name)) return Refusal{RefusalCode::FileNameInvalid, name};
  const int file = ::openat(folder, name.c_str(), how | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode);
  if (file < 0) return Refusal{open_failure(errno, otherwise), name};
  struct stat about{};
  if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
    ::close(file);
    return Refusal{RefusalCode::FileNotRegular, name};
  }
  return file;
}

bool write_all(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

/// Up to `most` + 1 bytes: one more tells that a file grew while it was read.
std::optional<Bytes> read_up_to(int file, std::size_t expected, std::size_t most) {
  constexpr std::size_t kStep = 65536;
  Bytes bytes;
  bytes.reserve(expected + 1);
  while (bytes.size() <= most) {
    const std::size_t had = bytes.size();
    const std::size_t wanted = std::min(kStep, most + 1 - had);
    bytes.resize(had + wanted);
    const ssize_t count = ::read(file, bytes.data() + had, wanted);
    bytes.resize(had + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
  }
  return bytes;
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Outcome<std::unique_ptr<Folder>> Folder::open(const std::string& path, FileRights rights) {
  const int descriptor = ::open(path.c_str(), kFolder);
  if (descriptor < 0) return Refusal{RefusalCode::FolderUnreadable, path};
  return std::unique_ptr<Folder>(new Folder(descriptor, rights));
}

Outcome<std::unique_ptr<Folder>> Folder::folder_in(const std::string& name) {
  if (!is_file_name(name)) return Refusal{RefusalCode::FileNameInvalid, name};
  // What keeps it from being made keeps it from being opened, but for one that is there.
  (void)::mkdirat(descriptor_, name.c_str(), folder_mode(rights_));
  const int descriptor = ::openat(descriptor_, name.c_str(), kFolder);
  if (descriptor < 0) return Refusal{RefusalCode::FolderUnreadable, name};
  return std::unique_ptr<Folder>(new Folder(descriptor, rights_));
}

Folder::~Folder() {
  // A lock lasts as long as any copy of the descriptor, and a child of fork() may have one.
  if (claimed_ && claimed_->is_own()) ::flock(descriptor_, LOCK_UN);
  ::close(descriptor_);
}

Done Folder::claim() {
  struct stat about{};
  if (::fstat(descriptor_, &about) != 0) return Refusal{RefusalCode::FolderUnreadable, {}};
  if (about.st_uid != ::geteuid() || (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Refusal{RefusalCode::FolderOpen, {}};
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const bool taken = errno == EWOULDBLOCK;
    return Refusal{taken ? RefusalCode::FolderTaken : RefusalCode::FolderUnreadable, {}};
  }
  claimed_.emplace();
  return done();
}

Done Folder::take_turn(std::chrono::milliseconds longest) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kPause{10};
  const Clock::time_point end = Clock::now() + longest;
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return Refusal{RefusalCode::FolderUnreadable, {}};
    if (Clock::now() >= end) return Refusal{RefusalCode::FolderTaken, {}};
    std::this_thread::sleep_for(kPause);
  }
  claimed_.emplace();
  return done();
}

Outcome<Bytes> Folder::read(const std::string& name, std::size_t most) const {
  const Outcome<int> opened =
      open_regular(descriptor_, name, O_RDONLY, RefusalCode::FileUnreadable);
  if (!opened.ok()) return opened.refusal();
  const Descriptor file(opened.value());
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return Refusal{RefusalCode::FileUnreadable, name};
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size > most) return Refusal{RefusalCode::FileTooLarge, name};
  std::optional<Bytes> bytes = read_up_to(file.number(), size, most);
  if (!bytes) return Refusal{RefusalCode::FileUnreadable, name};
  if (bytes->size() > most) return Refusal{RefusalCode::FileTooLarge, name};
  return *std::move(bytes);
}

Outcome<std::vector<std::string>> Folder::list() const {
  return list_up_to(std::numeric_limits<std::size_t>::max(), is_file_name);
}

Outcome<std::vector<std::string>> Folder::list_up_to(
    std::size_t most, const std::function<bool(const std::string&)>& wanted) const {
  const int again = ::openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const entries = again < 0 ? nullptr : ::fdopendir(again);
  if (entries == nullptr) {
    if (again >= 0) ::close(again);
    return Refusal{RefusalCode::FolderUnreadable, {}};
  }
  std::vector<std::string> names;
  errno = 0;
  while (names.size() < most) {
    const dirent* const entry = ::readdir(entries);
    if (entry == nullptr) break;
    std::string name(static_cast<const char*>(entry->d_name));
    if (name != "." && name != ".." && wanted(name)) names.push_back(std::move(name));
  }
  const bool failed = errno != 0;
  ::closedir(entries);
  if (failed) return Refusal{RefusalCode::FolderUnreadable, {}};
  std::sort(names.begin(), names.end());
  return names;
}

Outcome<FileStamp> Folder::stamp(const std::string& name) const {
  if (!is_file_name(name)) return Refusal{RefusalCode::FileNameInvalid, name};
  struct stat about{};
  if (::fstatat(descriptor_, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    return Refusal{open_failure(errno, RefusalCode::FileUnreadable), name};
  }
  if (!S_ISREG(about.st_mode)) return Refusal{RefusalCode::FileNotRegular, name};
  return FileStamp{about.st_ino, static_cast<std::uint64_t>(about.st_size),
                   nanoseconds(about.st_mtim), nanoseconds(about.st_ctim)};
}

Done Folder::put(const std::string& name, std::span<const std::uint8_t> bytes, int how) {
  const Outcome<int> opened = open_regular(descriptor_, name, O_WRONLY | O_CREAT | how,
                                           RefusalCode::FileUnwritable, file_mode(rights_));
  if (!opened.ok()) return opened.refusal();
  const Descriptor file(opened.value());
  if (!write_all(file.number(), bytes)) return Refusal{RefusalCode::FileUnwritable, name};
  return done();
}

Done Folder::write(const std::string& name, std::span<const std::uint8_t> bytes) {
  return put(name, bytes, O_TRUNC);
}

Done Folder::create(const std::string& name, std::span<const std::uint8_t> bytes) {
  return put(name, bytes, O_EXCL);
}

Done Folder::append(const std::string& name, std::span<const std::uint8_t> bytes) {
  return put(name, bytes, O_APPEND);
}

Done Folder::truncate(const std::string& name, std::size_t size) {
  const Outcome<int> opened =
      open_regular(descriptor_, name, O_WRONLY, RefusalCode::FileUnwritable);
  if (!opened.ok()) return opened.refusal();
  const Descriptor file(opened.value());
  struct stat about{};
  if (::fstat(file.number(), &about) != 0 || static_cast<std::size_t>(about.st_size) < size ||
      ::ftruncate(file.number(), static_cast<off_t>(size)) != 0) {
    return Refusal{RefusalCode::FileUnwritable, name};
  }
  return done();
}

Done Folder::sync(const std::string& name) {
  const Outcome<int> opened =
      open_regular(descriptor_, name, O_RDONLY, RefusalCode::FileUnwritable);
  if (!opened.ok()) return opened.refusal();
  const Descriptor file(opened.value());
  if (::fsync(file.number()) != 0) return Refusal{RefusalCode::FileUnwritable, name};
  return done();
}

Done Folder::sync_folder() {
  if (::fsync(descriptor_) != 0) return Refusal{RefusalCode::FileUnwritable, {}};
  return done();
}

Done Folder::rename(const std::string& from, const std::string& to) {
  if (!is_file_name(from) || !is_file_name(to)) return Refusal{RefusalCode::FileNameInvalid, to};
  if (::renameat(descriptor_, from.c_str(), descriptor_, to.c_str()) != 0) {
    return Refusal{errno == ENOENT ? RefusalCode::FileMissing : RefusalCode::FileUnwritable, from};
  }
  return done();
}

Done Folder::remove(const std::string& name) {
  if (!is_file_name(name)) return Refusal{RefusalCode::FileNameInvalid, name};
  if (::unlinkat(descriptor_, name.c_str(), 0) != 0) {
    return Refusal{errno == ENOENT ? RefusalCode::FileMissing : RefusalCode::FileUnwritable, name};
  }
  return done();
}

}  // namespace assay::loader
