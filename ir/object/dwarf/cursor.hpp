// SPDX-License-Identifier: Apache-2.0
// Reads on from a place in bytes that nobody vouches for.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace assay::dwarf {

/// What does not lie inside the bytes, or is no number of 64 bits, is 0 or empty, and the cursor is
/// bad from then on. It never stands behind the last byte.
class Cursor {
 public:
  explicit Cursor(std::span<const std::uint8_t> bytes, std::uint64_t at = 0)
      : bytes_(bytes), at_(at), bad_(at > bytes.size()) {}

  [[nodiscard]] std::uint64_t at() const { return at_; }
  [[nodiscard]] bool is_bad() const { return bad_; }
  [[nodiscard]] bool is_at_end() const { return bad_ || at_ == bytes_.size(); }

  /// An unsigned number of 1 to 8 bytes, little-endian.
  std::uint64_t number(std::uint64_t size);
  std::uint64_t unsigned_leb();
  std::int64_t signed_leb();
  std::span<const std::uint8_t> block(std::uint64_t size);
  /// Up to the next NUL, which it leaves behind.
  std::string_view text();

  /// The length with which units and tables begin, and the size of the offsets in them, 4 or 8.
  struct Length {
    std::uint64_t bytes = 0;
    std::uint8_t offset_size = 4;
  };
  Length initial_length();

 private:
  std::span<const std::uint8_t> bytes_;
  std::uint64_t at_;
  bool bad_;
};

}  // namespace assay::dwarf
