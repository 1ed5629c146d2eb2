// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/cursor.hpp"

#include <algorithm>

#include "ir/base/bytes.hpp"

namespace assay::dwarf {

std::span<const std::uint8_t> Cursor::block(std::uint64_t size) {
  if (bad_ || !inside(at_, size, bytes_.size())) {
    bad_ = true;
    return {};
  }
  const auto found = bytes_.subspan(at_, size);
  at_ += size;
  return found;
}

std::uint64_t Cursor::number(std::uint64_t size) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const std::uint8_t byte : block(size)) {
    value |= std::uint64_t{byte} << shift;
    shift += 8;
  }
  return value;
}

std::uint64_t Cursor::unsigned_leb() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto next = block(1);
    if (next.empty()) return 0;
    const std::uint64_t part = next[0] & 0x7fu;
    if (shift == 63 && part > 1) break;
    value |= part << shift;
    if ((next[0] & 0x80u) == 0) return value;
  }
  bad_ = true;
  return 0;
}

std::int64_t Cursor::signed_leb() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto next = block(1);
    if (next.empty()) return 0;
    const std::uint64_t part = next[0] & 0x7fu;
    value |= part << shift;
    if ((next[0] & 0x80u) != 0) continue;
    if ((part & 0x40u) != 0 && shift + 7 < 64) value |= ~std::uint64_t{0} << (shift + 7);
    return static_cast<std::int64_t>(value);
  }
  bad_ = true;
  return 0;
}

std::string_view Cursor::text() {
  if (bad_) return {};
  const auto rest = bytes_.subspan(at_);
  const auto end = std::ranges::find(rest, std::uint8_t{0});
  if (end == rest.end()) {
    bad_ = true;
    return {};
  }
  const auto found = block(static_cast<std::uint64_t>(end - rest.begin()));
  block(1);
  return {reinterpret_cast<const char*>(found.data()), found.size()};
}

Cursor::Length Cursor::initial_length() {
  constexpr std::uint64_t kLong = 0xffffffff;
  constexpr std::uint64_t kReserved = 0xfffffff0;
  const std::uint64_t length = number(4);
  if (length == kLong) return {number(8), 8};
  if (length >= kReserved) bad_ = true;
  return {length, 4};
}

}  // namespace assay::dwarf
