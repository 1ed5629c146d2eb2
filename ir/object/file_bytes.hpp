// SPDX-License-Identifier: Apache-2.0
// All bytes of a file: mapped where it is large, since only parts of it are looked at (a kernel
// with debug information takes hundreds of megabytes); else read, as pipes and /sys want it, whose
// size is not known before: what they begin with says how much of them is taken.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

class FileBytes {
 public:
  /// How many bytes a file may have that begins so: at least four, or all of a smaller file. An
  /// error where it is not wanted.
  using MostBytes = std::function<Result<std::uint64_t>(std::span<const std::uint8_t>)>;

  /// Errors: FileUnreadable, those of `most`, and LimitExceeded where there are more bytes than it
  /// says, or more than kMostRead that cannot be mapped.
  [[nodiscard]] static Result<FileBytes> read(const std::string& path, const MostBytes& most);

  static constexpr std::uint64_t kMostRead = 256ull << 20;

  FileBytes(FileBytes&& other) noexcept
      : read_(std::move(other.read_)), mapped_(std::exchange(other.mapped_, {})) {}
  FileBytes& operator=(FileBytes&&) = delete;
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes();

  [[nodiscard]] std::span<const std::uint8_t> bytes() const {
    return mapped_.empty() ? std::span<const std::uint8_t>(read_) : mapped_;
  }

 private:
  FileBytes() = default;

  std::vector<std::uint8_t> read_;
  std::span<const std::uint8_t> mapped_;  // owned; empty where the file was read
};

}  // namespace assay
