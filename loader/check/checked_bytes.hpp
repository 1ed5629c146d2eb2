// SPDX-License-Identifier: Apache-2.0
// A package as the trusted checker sees it, for who has an allocator: a private copy of the bytes,
// an arena, and the checker's answer, which looks into both. What the answer means for a host is
// not known here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loader/checker/assay_checker.h"

namespace assay {

/// A contract of the host's own: its full name, and its proof record (ir/contract/record.hpp).
struct HostContract {
  std::string name;
  std::vector<std::uint8_t> record;
};

/// The most that a check may take, and a program.
struct CheckLimits {
  std::uint64_t units = 1ull << 28;
  std::uint64_t edges = 1ull << 24;
  std::uint64_t instructions = ~0ull;
  std::size_t arena = std::size_t{1} << 24;  // bytes
  std::uint32_t depth = 64;
};

/// The bytes as text; they stay where they lie.
[[nodiscard]] inline std::string_view text_of(const assay_check_bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data), bytes.size};
}

class CheckedBytes {
 public:
  /// Copies the bytes and has the copy checked (assay_check_package).
  CheckedBytes(std::span<const std::uint8_t> package, const std::vector<HostContract>& contracts,
               const CheckLimits& limits);

  [[nodiscard]] bool accepted() const { return result_.code == ASSAY_CHECK_ACCEPTED; }
  /// Its views hold as long as this lives, and its programs' contracts are indices into what the
  /// check was given.
  [[nodiscard]] const assay_check_result& result() const { return result_; }

 private:
  std::vector<std::uint8_t> bytes_;
  std::unique_ptr<std::uint8_t[]> arena_;
  assay_check_result result_{};
};

}  // namespace assay
