// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/socket_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace assay::host {

using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;

Outcome<SocketLock> SocketLock::take(const std::string& socket) {
  const std::string path = socket + kLockEnd;
  // Nothing waits for the other end of a pipe that lies there.
  const int file = ::open(path.c_str(), O_RDONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                          S_IRUSR | S_IWUSR);
  if (file < 0) return Refusal{RefusalCode::SocketFailed, path + ": " + std::strerror(errno)};
  SocketLock lock(file);
  struct stat about{};
  if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
    return Refusal{RefusalCode::SocketFailed, path + ": no regular file"};
  }
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) {
    return Refusal{RefusalCode::SocketFailed, socket + ": another host has it"};
  }
  return Refusal{RefusalCode::SocketFailed, path + ": " + std::strerror(errno)};
}

SocketLock::SocketLock(SocketLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

SocketLock::~SocketLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace assay::host
