// SPDX-License-Identifier: Apache-2.0
#include "support/oracle/rules.hpp"

namespace assay::oracle {
namespace {

/// 64-bit arithmetic, section 4.1. False for what is not there.
bool alu64(unsigned code, std::int16_t offset, std::uint64_t& x, std::uint64_t y) {
  const auto sx = static_cast<std::int64_t>(x);
  const auto sy = static_cast<std::int64_t>(y);
  const bool overflows = sx == INT64_MIN && sy == -1;
  switch (code) {
    case 0x0:
      x = x + y;
      return offset == 0;
    case 0x1:
      x = x - y;
      return offset == 0;
    case 0x2:
      x = x * y;
      return offset == 0;
    case 0x3:
      if (offset == 1)
        x = y == 0 ? 0 : overflows ? x : static_cast<std::uint64_t>(sx / sy);
      else
        x = y == 0 ? 0 : x / y;
      return offset == 0 || offset == 1;
    case 0x4:
      x = x | y;
      return offset == 0;
    case 0x5:
      x = x & y;
      return offset == 0;
    case 0x6:
      x = x << (y & 63);
      return offset == 0;
    case 0x7:
      x = x >> (y & 63);
      return offset == 0;
    case 0x8:
      x = 0 - x;
      return offset == 0;
    case 0x9:
      if (offset == 1)
        x = y == 0 ? x : overflows ? 0 : static_cast<std::uint64_t>(sx % sy);
      else
        x = y == 0 ? x : x % y;
      return offset == 0 || offset == 1;
    case 0xa:
      x = x ^ y;
      return offset == 0;
    case 0xb:
      if (offset == 0)
        x = y;
      else if (offset == 8)
        x = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int8_t>(y)));
      else if (offset == 16)
        x = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int16_t>(y)));
      else if (offset == 32)
        x = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(y)));
      else
        return false;
      return true;
    case 0xc:
      x = static_cast<std::uint64_t>(sx >> (y & 63));
      return offset == 0;
    default:
      break;
  }
  return false;
}

/// 32-bit arithmetic: the same on the low halves, the result zero-extended.
bool alu32(unsigned code, std::int16_t offset, std::uint64_t& dst, std::uint64_t src) {
  auto x = static_cast<std::uint32_t>(dst);
  const auto y = static_cast<std::uint32_t>(src);
  const auto sx = static_cast<std::int32_t>(x);
  const auto sy = static_cast<std::int32_t>(y);
  const bool overflows = sx == INT32_MIN && sy == -1;
  switch (code) {
    case 0x0:
      x = x + y;
      break;
    case 0x1:
      x = x - y;
      break;
    case 0x2:
      x = x * y;
      break;
    case 0x3:
      if (offset == 1)
        x = y == 0 ? 0 : overflows ? x : static_cast<std::uint32_t>(sx / sy);
      else
        x = y == 0 ? 0 : x / y;
      break;
    case 0x4:
      x = x | y;
      break;
    case 0x5:
      x = x & y;
      break;
    case 0x6:
      x = x << (y & 31);
      break;
    case 0x7:
      x = x >> (y & 31);
      break;
    case 0x8:
      x = 0 - x;
      break;
    case 0x9:
      if (offset == 1)
        x = y == 0 ? x : overflows ? 0 : static_cast<std::uint32_t>(sx % sy);
      else
        x = y == 0 ? x : x % y;
      break;
    case 0xa:
      x = x ^ y;
      break;
    case 0xb:
      if (offset == 0)
        x = y;
      else if (offset == 8)
        x = static_cast<std::uint32_t>(static_cast<std::int32_t>(static_cast<std::int8_t>(y)));
      else if (offset == 16)
        x = static_cast<std::uint32_t>(static_cast<std::int32_t>(static_cast<std::int16_t>(y)));
      else
        return false;
      break;
    case 0xc:
      x = static_cast<std::uint32_t>(sx >> (y & 31));
      break;
    default:
      return false;
  }
  dst = x;
  return true;
}

std::uint64_t reversed(std::uint64_t value, int size) {
  std::uint64_t result = 0;
  for (int i = 0; i < size; ++i) {
    result = result << 8 | (value & 0xff);
    value >>= 8;
  }
  return result;
}

/// Section 4.2. Class 0x07 swaps always; class 0x04 converts from or to the host's little endian.
bool byte_swap(const Slot& slot, std::uint64_t& x) {
  if (slot.imm != 16 && slot.imm != 32 && slot.imm != 64) return false;
  const int size = slot.imm / 8;
  const bool always = (slot.opcode & 0x07) == 0x07;
  const bool to_big = (slot.opcode & 0x08) != 0;
  if (always && to_big) return false;
  if (always || to_big)
    x = reversed(x, size);
  else if (size < 8)
    x = x & ((std::uint64_t{1} << slot.imm) - 1);
  return true;
}

/// Section 4.3; both operands at 64 bits, or both sign- or zero-extended from 32.
bool condition(unsigned code, std::uint64_t x, std::uint64_t y, std::int64_t sx, std::int64_t sy) {
  switch (code) {
    case 0x1:
      return x == y;
    case 0x2:
      return x > y;
    case 0x3:
      return x >= y;
    case 0x4:
      return (x & y) != 0;
    case 0x5:
      return x != y;
    case 0x6:
      return sx > sy;
    case 0x7:
      return sx >= sy;
    case 0xa:
      return x < y;
    case 0xb:
      return x <= y;
    case 0xc:
      return sx < sy;
    case 0xd:
      return sx <= sy;
    default:
      break;
  }
  return false;
}

bool known_condition(unsigned code) {
  return code >= 0x1 && code <= 0xd && code != 0x8 && code != 0x9;
}

/// Section 4: which combinations of code, width and offset exist.
bool arithmetic_well_formed(const Slot& slot) {
  const bool wide = slot.kind() == 0x7;
  const unsigned code = slot.code();
  if (code == 0x8 || code == 0xd) {
    if (slot.src != 0 || slot.offset != 0) return false;
    if (code == 0x8) return !slot.takes_register() && slot.imm == 0;
    return (slot.imm == 16 || slot.imm == 32 || slot.imm == 64) && !(wide && slot.takes_register());
  }
  if (code > 0xd) return false;
  if (slot.takes_register() ? slot.imm != 0 : slot.src != 0) return false;
  switch (code) {
    case 0x3:
    case 0x9:
      return slot.offset == 0 || slot.offset == 1;
    case 0xb:
      if (slot.offset == 0) return true;
      return slot.takes_register() &&
             (slot.offset == 8 || slot.offset == 16 || (wide && slot.offset == 32));
    default:
      return slot.offset == 0;
  }
}

bool jump_well_formed(const Slot& slot) {
  switch (slot.opcode) {
    case 0x05:
      return slot.dst == 0 && slot.src == 0 && slot.imm == 0;
    case 0x06:
      return slot.dst == 0 && slot.src == 0 && slot.offset == 0;
    case 0x85:
      return slot.dst == 0 && slot.src <= 2 && slot.offset == 0;
    case 0x8d:
      return slot.src == 0 && slot.offset == 0 && slot.imm == 0;
    case 0x95:
      return slot.dst == 0 && slot.src == 0 && slot.offset == 0 && slot.imm == 0;
    default:
      break;
  }
  if (!known_condition(slot.code())) return false;
  return slot.takes_register() ? slot.imm == 0 : slot.src == 0;
}

bool atomic_well_formed(const Slot& slot) {
  if (size_of(slot.opcode) < 4) return false;
  switch (slot.imm) {
    case 0x00:
    case 0x01:
    case 0x40:
    case 0x41:
    case 0x50:
    case 0x51:
    case 0xa0:
    case 0xa1:
    case 0xe1:
    case 0xf1:
      return true;
    default:
      return false;
  }
}

bool memory_well_formed(const Slot& slot) {
  const unsigned mode = slot.opcode & 0xe0;
  const unsigned size = size_of(slot.opcode);
  switch (slot.kind()) {
    case 0x0:
      if (slot.opcode == 0x18) return slot.src <= 6 && slot.offset == 0;
      if (size == 8 || slot.dst != 0 || slot.offset != 0) return false;
      return mode == 0x40 || (mode == 0x20 && slot.src == 0);
    case 0x1:
      return slot.imm == 0 && (mode == 0x60 || (mode == 0x80 && size < 8));
    case 0x2:
      return slot.src == 0 && mode == 0x60;
    default:
      return mode == 0xc0 ? atomic_well_formed(slot) : mode == 0x60 && slot.imm == 0;
  }
}

}  // namespace

Slot slot_at(std::span<const std::uint8_t> code, std::uint64_t index) {
  const std::uint8_t* p = code.data() + 8 * index;
  Slot slot;
  slot.opcode = p[0];
  slot.dst = p[1] & 0x0f;
  slot.src = p[1] >> 4;
  slot.offset = static_cast<std::int16_t>(p[2] | p[3] << 8);
  slot.imm = static_cast<std::int32_t>(
      static_cast<std::uint32_t>(p[4]) | static_cast<std::uint32_t>(p[5]) << 8 |
      static_cast<std::uint32_t>(p[6]) << 16 | static_cast<std::uint32_t>(p[7]) << 24);
  return slot;
}

bool well_formed(const Slot& slot) {
  if (slot.dst > 10 || slot.src > 10) return false;
  switch (slot.kind()) {
    case 0x4:
    case 0x7:
      return arithmetic_well_formed(slot);
    case 0x5:
    case 0x6:
      return jump_well_formed(slot);
    default:
      return memory_well_formed(slot);
  }
}

unsigned size_of(std::uint8_t opcode) {
  switch (opcode & 0x18) {
    case 0x00:
      return 4;
    case 0x08:
      return 2;
    case 0x10:
      return 1;
    default:
      return 8;
  }
}

std::uint64_t sign_extended(std::uint64_t value, unsigned size) {
  switch (size) {
    case 1:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int8_t>(value)});
    case 2:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int16_t>(value)});
    case 4:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(value)});
    default:
      break;
  }
  return value;
}

bool compute(const Slot& slot, std::uint64_t& x, std::uint64_t y) {
  if (slot.code() == 0xd) return byte_swap(slot, x);
  return slot.kind() == 0x7 ? alu64(slot.code(), slot.offset, x, y)
                            : alu32(slot.code(), slot.offset, x, y);
}

std::optional<bool> holds(const Slot& slot, std::uint64_t x, std::uint64_t y) {
  if (!known_condition(slot.code())) return std::nullopt;
  if (slot.kind() == 0x5) {
    return condition(slot.code(), x, y, static_cast<std::int64_t>(x), static_cast<std::int64_t>(y));
  }
  return condition(slot.code(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
                   static_cast<std::int32_t>(x), static_cast<std::int32_t>(y));
}

std::optional<std::uint64_t> atomic_result(const Slot& slot, const AtomicWords& words) {
  const std::uint64_t mask = size_of(slot.opcode) == 4 ? 0xffffffffu : ~std::uint64_t{0};
  switch (slot.imm) {
    case 0x00:
    case 0x01:
      return words.old + words.src;
    case 0x40:
    case 0x41:
      return words.old | words.src;
    case 0x50:
    case 0x51:
      return words.old & words.src;
    case 0xa0:
    case 0xa1:
      return words.old ^ words.src;
    case 0xe1:
      return words.src;
    case 0xf1:
      return words.old == (words.r0 & mask) ? words.src : words.old;
    default:
      break;
  }
  return std::nullopt;
}

}  // namespace assay::oracle
