// SPDX-License-Identifier: Apache-2.0
#include "session/read_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kLargestText = 16u << 20;  // bytes

/// A file that is closed at the end; standard input is left open.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : file_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (file_ > STDIN_FILENO) close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int number() const { return file_; }

 private:
  int file_;
};

Error unreadable(const std::string& path, int reason) {
  return {ErrorCode::FileUnreadable,
          fmt::format("{}: {}", shown_path(path), std::strerror(reason))};
}

/// All bytes of a file in a container of bytes or characters.
template <class Bytes>
Result<Bytes> read_whole(const std::string& path, std::uint64_t most) {
  const OpenFile file(path);
  if (file.number() < 0) return unreadable(path, errno);
  // Piece by piece: room for the largest file would cost more than reading an ordinary one.
  Bytes bytes;
  std::array<char, 1u << 16> piece{};
  while (bytes.size() <= most) {
    const ssize_t got = read(file.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path, errno);
    if (got == 0) return bytes;
    bytes.insert(bytes.end(), piece.begin(), piece.begin() + got);
  }
  return Error{ErrorCode::LimitExceeded,
               fmt::format("{}: is larger than {} bytes", shown_path(path), most)};
}

}  // namespace

std::string shown_path(const std::string& path) { return path == "-" ? "<stdin>" : path; }

Result<std::vector<std::uint8_t>> read_bytes(const std::string& path, std::uint64_t most) {
  return read_whole<std::vector<std::uint8_t>>(path, most);
}

Result<std::string> read_text(const std::string& path) {
  return read_whole<std::string>(path, kLargestText);
}

}  // namespace assay
