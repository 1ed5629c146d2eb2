// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/arena.hpp"

#include "loader/checker/memory.hpp"

namespace assay::checker {

namespace {

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

size_t Arena::left() const {
  const size_t used = used_ + used_at_end_;
  return used < end() ? end() - used : 0;
}

void Arena::note_use() {
  const size_t used = used_ + used_at_end_;
  const size_t whole = used + padding_at(used, kAlignment);
  if (whole > most_used_) most_used_ = whole;
}

uint8_t* Arena::take_bytes(size_t count, size_t each, size_t alignment) {
  const size_t padding = padding_at(used_, alignment);
  const size_t free = left();
  if (padding > free || count > (free - padding) / each) {
    ran_out_ = true;
    return nullptr;
  }
  uint8_t* const begin = memory_ + used_ + padding;
  used_ += padding + count * each;
  note_use();
  memset(begin, 0, count * each);
  return begin;
}

Arena::Room Arena::room() const {
  const size_t padding = padding_at(used_, kAlignment);
  const size_t free = left();
  if (padding > free) return {memory_, 0};
  return {memory_ + used_ + padding, free - padding};
}

bool Arena::take_at_end(size_t size) {
  const Room free = room();
  if (size > free.size) {
    ran_out_ = true;
    return false;
  }
  const size_t from = used_at_end_ + free.size;
  used_at_end_ += size;
  note_use();
  move_at_end(from, used_at_end_, size);
  return true;
}

void Arena::move_at_end(size_t from, size_t to, size_t size) {
  __builtin_memmove(at_end(to), at_end(from), size);
}

}  // namespace assay::checker
