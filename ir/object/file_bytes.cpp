// SPDX-License-Identifier: Apache-2.0
#include "ir/object/file_bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kLarge = 16ull << 20;  // types of a kernel alone take 4 to 8 MiB
constexpr std::size_t kAtOnce = 1u << 20;
constexpr std::size_t kBegin = 4;  // bytes that tell formats apart

class Opened {
 public:
  explicit Opened(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    if (file_ >= 0) ::close(file_);
  }
  [[nodiscard]] int number() const { return file_; }

 private:
  int file_;
};

Error unreadable(const std::string& path, int why) {
  return {ErrorCode::FileUnreadable,
          fmt::format("'{}' cannot be read: {}", path, std::strerror(why))};
}

Error too_large(const std::string& path, std::uint64_t bytes, std::uint64_t most) {
  return {ErrorCode::LimitExceeded,
          fmt::format("'{}' has {} bytes, more than {}", path, bytes, most)};
}

/// The bytes of a regular file that is large; nothing for others, and where it cannot be mapped.
std::optional<std::span<const std::uint8_t>> mapped(int file, const struct stat& about) {
  if (!S_ISREG(about.st_mode) || static_cast<std::uint64_t>(about.st_size) < kLarge)
    return std::nullopt;
  const auto size = static_cast<std::size_t>(about.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED) return std::nullopt;
  return std::span(static_cast<const std::uint8_t*>(at), size);
}

}  // namespace

FileBytes::~FileBytes() {
  if (!mapped_.empty()) ::munmap(const_cast<std::uint8_t*>(mapped_.data()), mapped_.size());
}

Result<FileBytes> FileBytes::read(const std::string& path, const MostBytes& most) {
  const Opened file(path);
  struct stat about{};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0) return unreadable(path, errno);
  FileBytes out;
  if (const auto all = mapped(file.number(), about)) {
    out.mapped_ = *all;
    const auto allowed = most(*all);
    if (!allowed) return allowed.error();
    if (all->size() > allowed.value()) return too_large(path, all->size(), allowed.value());
    return out;
  }
  std::optional<std::uint64_t> allowed;
  for (;;) {
    const std::size_t before = out.read_.size();
    out.read_.resize(before + kAtOnce);
    const ssize_t count = ::read(file.number(), out.read_.data() + before, kAtOnce);
    if (count < 0 && errno != EINTR) return unreadable(path, errno);
    out.read_.resize(before + static_cast<std::size_t>(count < 0 ? 0 : count));
    if (!allowed && (out.read_.size() >= kBegin || count == 0)) {
      const auto said = most(out.read_);
      if (!said) return said.error();
      allowed = std::min(said.value(), kMostRead);
    }
    if (allowed && out.read_.size() > *allowed) return too_large(path, out.read_.size(), *allowed);
    if (count == 0) return out;
  }
}

}  // namespace assay
