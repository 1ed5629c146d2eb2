// SPDX-License-Identifier: Apache-2.0
// A line on the terminal that says how far a long run has come.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assay {

/// Writes to stderr, only when that is a terminal, and only once the run has taken a second.
/// Whoever prints results calls clear() before.
class Progress {
 public:
  explicit Progress(std::size_t total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::size_t done);
  void clear();

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::size_t total_;
  bool terminal_;
  bool visible_ = false;
};

}  // namespace assay
