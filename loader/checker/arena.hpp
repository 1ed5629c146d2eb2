// SPDX-License-Identifier: Apache-2.0
// Memory from the caller, handed out in order and given back in the opposite order. Nothing else in
// the checker has memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::checker {

class Arena {
 public:
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
    if (count > SIZE_MAX / sizeof(T)) return nullptr;
    T* const elements = reinterpret_cast<T*>(take_bytes(count * sizeof(T), alignof(T)));
    if (elements != nullptr) {
      for (size_t i = 0; i < count; ++i) elements[i] = T{};
    }
    return elements;
  }

  /// What is taken after a mark is given back by release(mark).
  [[nodiscard]] size_t mark() const { return used_; }
  void release(size_t mark) {
    if (mark < used_) used_ = mark;
  }
  /// From now on at most `most` bytes in all are handed out.
  void narrow(size_t most) {
    if (most < size_) size_ = most;
  }
  /// Bytes that can be handed out.
  [[nodiscard]] size_t size() const { return size_; }
  /// The most bytes that were in use at once.
  [[nodiscard]] size_t most_used() const { return most_used_; }

 private:
  [[nodiscard]] uint8_t* take_bytes(size_t size, size_t alignment);

  uint8_t* memory_;
  size_t size_;
  size_t used_ = 0;
  size_t most_used_ = 0;
};

}  // namespace assay::checker
