// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/stack.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay {
namespace {

template <class Bytes>
bool overlap(const Bytes& cell, std::int32_t offset, std::uint32_t size) {
  return cell.offset < offset + static_cast<std::int32_t>(size) &&
         offset < cell.offset + static_cast<std::int32_t>(cell.size);
}

}  // namespace

const StackCell* Stack::exact(std::int32_t offset, std::uint32_t size) const {
  const auto it = std::ranges::lower_bound(cells_, offset, {}, &StackCell::offset);
  return it != cells_.end() && it->offset == offset && it->size == size ? &*it : nullptr;
}

void Stack::mark(std::int32_t offset, std::uint32_t size, Byte as) {
  ASSAY_CHECK(offset >= -kFrameBytes && offset + static_cast<std::int32_t>(size) <= 0,
              "outside the frame");
  for (std::uint32_t i = 0; i < size; ++i) {
    initialised_.set(static_cast<std::uint32_t>(offset + kFrameBytes) + i, as == Byte::Written);
  }
}

bool Stack::initialised(std::int32_t offset, std::uint32_t size) const {
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!initialised_.test(static_cast<std::uint32_t>(offset + kFrameBytes) + i)) return false;
  }
  return true;
}

bool Stack::touches_object(std::int32_t offset, std::uint32_t size) const {
  return std::ranges::any_of(
      cells_, [&](const StackCell& c) { return c.size > kWordBytes && overlap(c, offset, size); });
}

bool Stack::touches_pointer(std::int32_t offset, std::uint32_t size) const {
  return std::ranges::any_of(
      cells_, [&](const StackCell& c) { return c.value.is_pointer() && overlap(c, offset, size); });
}

void Stack::remove_overlapping(std::int32_t offset, std::uint32_t size) {
  for (const StackCell& cell : cells_) {
    if (cell.value.is_pointer() && overlap(cell, offset, size)) {
      mark(cell.offset, cell.size, Byte::Unwritten);
      drop_filled_at(cell.offset, cell.size);
    }
  }
  std::erase_if(cells_, [&](const StackCell& c) { return overlap(c, offset, size); });
}

void Stack::store(std::int32_t offset, std::uint32_t size, const Value& value) {
  remove_overlapping(offset, size);
  mark(offset, size, Byte::Written);
  const auto it = std::ranges::lower_bound(cells_, offset, {}, &StackCell::offset);
  cells_.insert(it, {offset, size, value});
}

void Stack::scramble(std::int32_t offset, std::uint32_t size) {
  remove_overlapping(offset, size);
  mark(offset, size, Byte::Written);
}

void Stack::weaken(std::int32_t offset, std::uint32_t size) { remove_overlapping(offset, size); }

void Stack::forget(std::int32_t offset, std::uint32_t size) {
  remove_overlapping(offset, size);
  mark(offset, size, Byte::Unwritten);
  drop_filled_at(offset, size);
}

void Stack::fill(const FilledBytes& bytes) {
  constexpr std::size_t kMostFilled = 4;
  weaken(bytes.offset, bytes.size);
  std::erase_if(filled_, [&](const FilledBytes& known) {
    return known.offset == bytes.offset && known.size == bytes.size;
  });
  if (filled_.size() == kMostFilled) filled_.erase(filled_.begin());
  filled_.push_back(bytes);
}

const FilledBytes* Stack::filled_exact(std::int32_t offset, std::uint32_t size) const {
  const auto it = std::ranges::find_if(filled_, [&](const FilledBytes& bytes) {
    return bytes.offset == offset && bytes.size == size;
  });
  return it == filled_.end() ? nullptr : &*it;
}

void Stack::drop_filled_at(std::int32_t offset, std::uint32_t size) {
  std::erase_if(filled_, [&](const FilledBytes& bytes) { return overlap(bytes, offset, size); });
}

void Stack::name(std::int32_t offset, std::uint32_t size, const Value& value) {
  if (std::ranges::any_of(cells_, [&](const StackCell& c) { return overlap(c, offset, size); }))
    return;
  const auto it = std::ranges::lower_bound(cells_, offset, {}, &StackCell::offset);
  cells_.insert(it, {offset, size, value});
}

bool Stack::initialised_within(const Stack& other) const {
  return (initialised_ & ~other.initialised_).none();
}

}  // namespace assay
