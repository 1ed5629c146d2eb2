// SPDX-License-Identifier: Apache-2.0
// One stack frame: which bytes are initialised, and what the spilled cells among them hold.
//
// Offsets are bytes from the frame's top (r10), in [-kFrameBytes, 0). Invariants: cells ascend by
// offset and do not overlap; every byte of a cell is initialised; cell values are readable. A cell
// of more than 8 bytes is an object that a helper made there: its value is a pointer to a
// KernelObject, the resource of which it is, and no instruction may read or write its bytes. A byte
// that is initialised outside every cell holds an unknown number, never part of a pointer; so does
// a byte outside every cell that a FilledBytes speaks of.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "verifier/domain/value.hpp"

namespace assay {

/// The most bytes of a cell that is no object.
inline constexpr std::uint32_t kWordBytes = 8;

struct StackCell {
  std::int32_t offset = 0;
  std::uint32_t size = 0;  // 1, 2, 4 or 8 bytes, pointers only at 8; or of an object
  Value value;
};

/// Bytes that a helper wrote as far as a number says: the first min(count, size) from `offset` on.
struct FilledBytes {
  std::int32_t offset = 0;
  std::uint32_t size = 0;
  Value count;  // a number, read without a sign
};

/// Bytes of one frame; index 0 is its lowest byte, r10 - Stack::kFrameBytes.
using FrameBytes = std::bitset<512>;

class Stack {
 public:
  static constexpr auto kFrameBytes = static_cast<std::int32_t>(FrameBytes{}.size());

  [[nodiscard]] const std::vector<StackCell>& cells() const { return cells_; }
  [[nodiscard]] std::vector<StackCell>& mutable_cells() { return cells_; }
  [[nodiscard]] const StackCell* exact(std::int32_t offset, std::uint32_t size) const;
  [[nodiscard]] bool initialised(std::int32_t offset, std::uint32_t size) const;
  /// Some byte of the range lies in an object.
  [[nodiscard]] bool touches_object(std::int32_t offset, std::uint32_t size) const;
  /// Some byte of the range lies in a cell that holds a pointer.
  [[nodiscard]] bool touches_pointer(std::int32_t offset, std::uint32_t size) const;

  /// Writes a whole cell: what overlapped it is gone, bytes of broken cells stay initialised.
  void store(std::int32_t offset, std::uint32_t size, const Value& value);
  /// The bytes hold unknown numbers from now on.
  void scramble(std::int32_t offset, std::uint32_t size);
  /// The bytes may have been overwritten by numbers: cells go, initialisation stays as it was;
  /// bytes of a broken pointer cell become uninitialised, for they may be part of an address.
  void weaken(std::int32_t offset, std::uint32_t size);
  /// The first bytes of a buffer were written, as many as a number says; all hold unknown numbers.
  /// Only the last few such buffers are kept.
  void fill(const FilledBytes& bytes);
  [[nodiscard]] const std::vector<FilledBytes>& filled() const { return filled_; }
  [[nodiscard]] std::vector<FilledBytes>& mutable_filled() { return filled_; }
  /// What is known of the buffer of these bounds, or null.
  [[nodiscard]] const FilledBytes* filled_exact(std::int32_t offset, std::uint32_t size) const;
  /// The bytes may not be read any more.
  void forget(std::int32_t offset, std::uint32_t size);
  /// Adds a cell for bytes that are initialised already (a load gave them a name).
  void name(std::int32_t offset, std::uint32_t size, const Value& value);

  [[nodiscard]] bool initialised_within(const Stack& other) const;  // ours is a subset of theirs
  [[nodiscard]] const FrameBytes& initialised_bytes() const { return initialised_; }
  [[nodiscard]] FrameBytes& mutable_initialised() { return initialised_; }

 private:
  enum class Byte : std::uint8_t { Unwritten, Written };

  /// Bytes of a pointer that loses some become uninitialised.
  void remove_overlapping(std::int32_t offset, std::uint32_t size);
  void mark(std::int32_t offset, std::uint32_t size, Byte as);
  void drop_filled_at(std::int32_t offset, std::uint32_t size);

  std::vector<StackCell> cells_;
  std::vector<FilledBytes> filled_;  // in the order in which they were written
  FrameBytes initialised_;
};

}  // namespace assay
