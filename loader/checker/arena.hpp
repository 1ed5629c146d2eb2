// SPDX-License-Identifier: Apache-2.0
// Memory from the caller, handed out in order and given back in the opposite order; from its other
// end blocks that are given back in any order. Nothing else in the checker has memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::checker {

/// Where an element is made, in memory that is there.
struct Here {
  void* at;
};

}  // namespace assay::checker

inline void* operator new(size_t /*size*/, assay::checker::Here here) noexcept { return here.at; }

namespace assay::checker {

class Arena {
 public:
  static constexpr size_t kAlignment = 16;

  /// Begins at the first multiple of 16 in `memory`, so that what fits does not depend on the rest
  /// of the address.
  Arena(uint8_t* memory, size_t size);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// `count` elements, each T{}; null when they do not fit. T has no constructor that does anything
  /// and no destructor.
  template <class T>
  [[nodiscard]] T* take(size_t count) {
    static_assert(__is_trivially_copyable(T));
    uint8_t* const bytes = take_bytes(count, sizeof(T), alignof(T));
    if (bytes == nullptr) return nullptr;
    // Made in place: a copy of what is large would stand on the stack.
    for (size_t i = 0; i < count; ++i) new (Here{bytes + i * sizeof(T)}) T{};
    return reinterpret_cast<T*>(bytes);
  }

  /// As take(), but each byte is 0, whatever T{} has: for lists of which nothing is read that was
  /// not written.
  template <class T>
  [[nodiscard]] T* take_zeros(size_t count) {
    static_assert(__is_trivially_copyable(T));
    return reinterpret_cast<T*>(take_bytes(count, sizeof(T), alignof(T)));
  }

  /// What is taken after a mark is given back by release(mark).
  [[nodiscard]] size_t mark() const { return used_; }
  void release(size_t mark) {
    if (mark < used_) used_ = mark;
  }
  /// From now on at most `most` bytes in all are handed out. Requires that none is at the end.
  void narrow(size_t most) {
    if (most < size_) size_ = most;
  }
  /// What is free, from a multiple of kAlignment on.
  struct Room {
    uint8_t* at;
    size_t size;
  };
  [[nodiscard]] Room room() const;
  /// The first `size` bytes of the room, a multiple of kAlignment, become those in front of the
  /// ones at the end; false when there are not so many. Each run at the end is named by the bytes
  /// from its begin to the end.
  [[nodiscard]] bool take_at_end(size_t size);
  [[nodiscard]] size_t used_at_end() const { return used_at_end_; }
  [[nodiscard]] uint8_t* at_end(size_t distance) const { return memory_ + end() - distance; }
  /// `size` bytes, a multiple of kAlignment, from one distance to a smaller one.
  void move_at_end(size_t from, size_t to, size_t size);
  /// Gives back what lies in front of the last `size` bytes.
  void keep_at_end(size_t size) { used_at_end_ = size; }
  /// Something did not fit: so whoever takes much asks once.
  [[nodiscard]] bool ran_out() const { return ran_out_; }
  /// Bytes that can be handed out.
  [[nodiscard]] size_t size() const { return size_; }
  /// The most bytes that were in use at once.
  [[nodiscard]] size_t most_used() const { return most_used_; }

 private:
  /// All 0.
  [[nodiscard]] uint8_t* take_bytes(size_t count, size_t each, size_t alignment);
  [[nodiscard]] size_t end() const { return size_ / kAlignment * kAlignment; }
  [[nodiscard]] size_t left() const;
  void note_use();

  uint8_t* memory_;
  size_t size_;
  size_t used_ = 0;
  size_t used_at_end_ = 0;
  size_t most_used_ = 0;
  bool ran_out_ = false;
};

}  // namespace assay::checker
