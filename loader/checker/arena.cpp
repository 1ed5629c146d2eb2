// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/arena.hpp"

namespace assay::checker {

namespace {

constexpr size_t kAlignment = 16;

/// Bytes from `place` to the next multiple of `alignment`.
size_t padding_at(size_t place, size_t alignment) {
  return (alignment - place % alignment) % alignment;
}

}  // namespace

Arena::Arena(uint8_t* memory, size_t size) : memory_(memory), size_(0) {
  const size_t padding = padding_at(reinterpret_cast<uintptr_t>(memory), kAlignment);
  if (padding > size) return;
  memory_ += padding;
  size_ = size - padding;
}

uint8_t* Arena::take_bytes(size_t size, size_t alignment) {
  const size_t padding = padding_at(used_, alignment);
  const size_t left = size_ - used_;
  if (padding > left || size > left - padding) return nullptr;
  uint8_t* const begin = memory_ + used_ + padding;
  used_ += padding + size;
  if (used_ > most_used_) most_used_ = used_;
  return begin;
}

}  // namespace assay::checker
