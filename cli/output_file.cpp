// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

Error unwritable(const std::string& path, int reason) {
  return Error{ErrorCode::OutputUnwritable, fmt::format("{}: {}", path, std::strerror(reason))};
}

/// Writes everything; the error number, or 0.
int write_all(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

/// Writes and closes; the error number, or 0. A full disk may show only at the closing.
int write_and_close(int file, std::span<const std::uint8_t> bytes) {
  const int failed = write_all(file, bytes);
  const int closed = close(file) == 0 ? 0 : errno;
  return failed != 0 ? failed : closed;
}

/// The rights that a file made by open() would have.
mode_t ordinary_rights() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

std::optional<Error> replace(const std::string& path, std::span<const std::uint8_t> bytes) {
  std::string temporary = path + ".XXXXXX";
  const int file = mkstemp(temporary.data());
  if (file < 0) return unwritable(path, errno);
  int failed = fchmod(file, ordinary_rights()) == 0 ? 0 : errno;
  const int written = write_and_close(file, bytes);
  if (failed == 0) failed = written;
  if (failed == 0 && rename(temporary.c_str(), path.c_str()) != 0) failed = errno;
  if (failed == 0) return std::nullopt;
  unlink(temporary.c_str());
  return unwritable(path, failed);
}

}  // namespace

std::optional<Error> write_output(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (path == "-") {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return std::nullopt;
    return unwritable("standard output", errno);
  }
  std::error_code ignored;
  const std::filesystem::file_status there = std::filesystem::status(path, ignored);
  if (std::filesystem::is_directory(there)) return unwritable(path, EISDIR);
  if (!std::filesystem::exists(there)) return replace(path, bytes);
  if (std::filesystem::is_regular_file(there)) {
    // Through a link the file that it names is replaced, not the link.
    const std::filesystem::path real = std::filesystem::canonical(path, ignored);
    if (access(path.c_str(), W_OK) != 0) return unwritable(path, errno);
    return replace(ignored ? path : real.string(), bytes);
  }
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return unwritable(path, errno);
  const int failed = write_and_close(file, bytes);
  if (failed != 0) return unwritable(path, failed);
  return std::nullopt;
}

}  // namespace assay
