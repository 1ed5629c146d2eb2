// SPDX-License-Identifier: Apache-2.0
// All bytes of a file: mapped where it is large, since only parts of it are looked at (a kernel
// with debug information takes hundreds of megabytes); else read, as pipes and /sys want it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

class FileBytes {
 public:
  /// Errors: FileUnreadable, and LimitExceeded where there are more than `most` bytes.
  [[nodiscard]] static Result<FileBytes> read(const std::string& path, std::uint64_t most);

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
