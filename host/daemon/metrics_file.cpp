// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/metrics_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace assay::host {
namespace {

constexpr mode_t kMode = 0644;

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(file, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

/// A file that was not there before, whatever lay at the path.
bool make_file(const std::string& path, std::string_view text) {
  (void)::unlink(path.c_str());
  const int file =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode);
  if (file < 0) return false;
  const bool written = ::fchmod(file, kMode) == 0 && write_all(file, text);
  return ::close(file) == 0 && written;
}

}  // namespace

loader::Done write_metrics_file(const std::string& path, const std::string& text) {
  if (path.empty()) return loader::done();
  const std::string fresh = path + ".new";
  if (!make_file(fresh, text) || std::rename(fresh.c_str(), path.c_str()) != 0) {
    return loader::Refusal{loader::RefusalCode::FileUnwritable, path};
  }
  return loader::done();
}

}  // namespace assay::host
