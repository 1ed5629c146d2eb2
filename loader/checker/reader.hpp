// SPDX-License-Identifier: Apache-2.0
// Little-endian numbers out of untrusted bytes, one byte after another and never through a cast
// pointer. After the first fault every number is 0, nothing moves and nothing is left, and code()
// says why.
#pragma once

#include "loader/checker/code.hpp"

namespace assay::checker {

/// A run of somebody else's bytes.
struct Bytes {
  const uint8_t* data = nullptr;
  size_t size = 0;
};

/// Byte by byte, of which compilers make one load where the machine has that order, if they see the
/// whole of it.
[[nodiscard, gnu::always_inline]] inline uint16_t u16_at(const uint8_t* at) {
  return static_cast<uint16_t>(at[0] | at[1] << 8);
}
[[nodiscard, gnu::always_inline]] inline uint32_t u32_at(const uint8_t* at) {
  return u16_at(at) | uint32_t{u16_at(at + 2)} << 16;
}
[[nodiscard, gnu::always_inline]] inline uint64_t u64_at(const uint8_t* at) {
  return u32_at(at) | uint64_t{u32_at(at + 4)} << 32;
}

/// What a reader says of bytes is said of the package's form; elsewhere it is another's.
[[nodiscard]] Code as_form_of(Code code, Code other);

class Reader {
 public:
  explicit Reader(Bytes bytes)
      : begin_(bytes.data), at_(bytes.data), end_(bytes.data + bytes.size) {}

  [[nodiscard]] uint8_t u8();
  [[nodiscard]] uint32_t u32();
  [[nodiscard]] uint64_t u64();
  /// A byte that is 0 or 1 (BadTruthValue).
  [[nodiscard]] bool truth();
  /// A byte below `count` (BadEnumerator).
  [[nodiscard]] uint8_t enumerator(uint8_t count);
  /// A number of 7 bits a byte, lowest first, the top bit set where another byte follows. Refused
  /// (BadNumberForm): a last byte of 0 that is not the first, and more than 64 bits.
  [[nodiscard]] uint64_t number();
  /// The same of a signed number: 0, -1, 1, -2, 2, ... are written as 0, 1, 2, 3, 4, ...
  [[nodiscard]] int64_t signed_number();
  /// A count that is at most `most` (CountTooLarge).
  [[nodiscard]] uint32_t count(uint32_t most);
  [[nodiscard]] Bytes bytes(uint64_t size);
  /// Goes behind what was looked at where it stands. Requires size <= left().
  void skip(size_t size) { at_ += size; }
  /// A length of one byte and as many printable characters (BadWord), at least one for word().
  [[nodiscard]] Bytes word();
  [[nodiscard]] Bytes word_or_nothing();

  /// Refuses with that code, unless it is Ok or something was refused before.
  void fail(Code code);
  /// Refuses where bytes are left (BytesLeftOver).
  void expect_end();
  [[nodiscard]] bool ok() const { return code_ == Code::Ok; }
  [[nodiscard]] Code code() const { return code_; }
  /// Bytes read, and so where the fault is.
  [[nodiscard]] size_t place() const { return static_cast<size_t>(at_ - begin_); }
  /// The next byte, where one is left.
  [[nodiscard]] const uint8_t* here() const { return at_; }
  [[nodiscard]] size_t left() const { return static_cast<size_t>(end_ - at_); }

 private:
  /// Goes behind the next `size` bytes, at most 8, which are zeros where there are not so many.
  [[nodiscard, gnu::always_inline]] const uint8_t* take(size_t size);

  const uint8_t* begin_;
  const uint8_t* at_;
  const uint8_t* end_;
  Code code_ = Code::Ok;
};

}  // namespace assay::checker
