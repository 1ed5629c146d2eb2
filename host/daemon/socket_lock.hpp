// SPDX-License-Identifier: Apache-2.0
// A claim to a socket's path: of hosts that start at once, each with a state folder of its own, one
// may look whether a dead host has left its socket there, and take its place. The claim is a lock
// on a file beside the socket, which ends with the process whatever ends it. The file itself stays:
// were it removed, of two hosts each could have a lock, on two files.
#pragma once

#include <string>

#include "loader/base/outcome.hpp"

namespace assay::host {

/// What the file's name has behind the socket's.
inline constexpr const char* kLockEnd = ".lock";

class SocketLock {
 public:
  /// Claims the path, for as long as this lives. The file is made with mode 0600 where there is
  /// none, and no link is followed to it. SocketFailed, also where another host has the path.
  [[nodiscard]] static loader::Outcome<SocketLock> take(const std::string& socket);
  SocketLock(SocketLock&& other) noexcept;
  SocketLock& operator=(SocketLock&&) = delete;
  SocketLock(const SocketLock&) = delete;
  SocketLock& operator=(const SocketLock&) = delete;
  ~SocketLock();

 private:
  explicit SocketLock(int file) : file_(file) {}

  int file_;
};

}  // namespace assay::host
