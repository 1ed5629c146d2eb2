// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace assay {

Progress::Progress(std::size_t total) : total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::size_t done) {
  if (!terminal_) return;
  if (std::chrono::steady_clock::now() - start_ < std::chrono::seconds(1)) return;
  fmt::print(stderr, "\r{} of {} programs verified", done, total_);
  std::fflush(stderr);
  visible_ = true;
}

void Progress::clear() {
  if (!visible_) return;
  constexpr const char* kEraseLine = "\r\033[K";
  std::fputs(kEraseLine, stderr);
  std::fflush(stderr);
  visible_ = false;
}

}  // namespace assay
