// SPDX-License-Identifier: Apache-2.0
#include "reference/reference.hpp"

#include <cstring>

namespace assay::reference {
namespace {

/// One slot, taken apart as RFC 9669 section 3 lays it out.
struct Slot {
  std::uint8_t opcode = 0;
  unsigned dst = 0;
  unsigned src = 0;
  std::int16_t offset = 0;
  std::int32_t imm = 0;
};

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
  }
  return false;
}

bool known_condition(unsigned code) {
  return code >= 0x1 && code <= 0xd && code != 0x8 && code != 0x9;
}

std::uint8_t* bytes_at(State& state, std::uint64_t address, unsigned size) {
  const std::uint64_t at = address - state.memory_base;
  if (at >= state.memory.size() || size > state.memory.size() - at) return nullptr;
  return state.memory.data() + at;
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

std::uint64_t load(const std::uint8_t* from, unsigned size) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, size);
  return value;
}

std::uint64_t sign_extended(std::uint64_t value, unsigned size) {
  switch (size) {
    case 1:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int8_t>(value)});
    case 2:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int16_t>(value)});
    case 4:
      return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(value)});
  }
  return value;
}

/// Section 5.3.
Ending atomic(const Slot& slot, State& state) {
  const unsigned size = size_of(slot.opcode);
  std::uint8_t* where = bytes_at(
      state, state.registers[slot.dst] + static_cast<std::uint64_t>(std::int64_t{slot.offset}),
      size);
  if (where == nullptr) return Ending::OutOfMemory;
  const std::uint64_t old = load(where, size);
  std::uint64_t& src = state.registers[slot.src];
  const std::uint64_t mask = size == 4 ? 0xffffffffu : ~std::uint64_t{0};
  std::uint64_t next = 0;
  switch (slot.imm) {
    case 0x00:
    case 0x01:
      next = old + src;
      break;
    case 0x40:
    case 0x41:
      next = old | src;
      break;
    case 0x50:
    case 0x51:
      next = old & src;
      break;
    case 0xa0:
    case 0xa1:
      next = old ^ src;
      break;
    case 0xe1:
      next = src;
      break;
    case 0xf1:
      next = old == (state.registers[0] & mask) ? src : old;
      break;
    default:
      return Ending::BadInstruction;
  }
  std::memcpy(where, &next, size);
  if (slot.imm == 0xf1)
    state.registers[0] = old;
  else if ((slot.imm & 1) != 0)
    src = old;
  return Ending::Exited;
}

/// Section 5: loads and stores of a register, an immediate or an atomic operation.
Ending memory(const Slot& slot, State& state) {
  const unsigned kind = slot.opcode & 0x07;
  const unsigned mode = slot.opcode & 0xe0;
  const unsigned size = size_of(slot.opcode);
  const auto offset = static_cast<std::uint64_t>(std::int64_t{slot.offset});
  if (kind == 0x3 && mode == 0xc0) {
    return size == 4 || size == 8 ? atomic(slot, state) : Ending::BadInstruction;
  }
  const bool loads = kind == 0x1;
  if (mode != 0x60 && !(loads && mode == 0x80 && size < 8)) return Ending::BadInstruction;
  std::uint8_t* where =
      bytes_at(state, state.registers[loads ? slot.src : slot.dst] + offset, size);
  if (where == nullptr) return Ending::OutOfMemory;
  if (loads) {
    const std::uint64_t value = load(where, size);
    state.registers[slot.dst] = mode == 0x80 ? sign_extended(value, size) : value;
    return Ending::Exited;
  }
  const std::uint64_t value =
      kind == 0x3 ? state.registers[slot.src] : static_cast<std::uint64_t>(std::int64_t{slot.imm});
  std::memcpy(where, &value, size);
  return Ending::Exited;
}

bool arithmetic(const Slot& slot, State& state) {
  const bool wide = (slot.opcode & 0x07) == 0x07;
  const unsigned code = slot.opcode >> 4;
  if (code == 0xd) return byte_swap(slot, state.registers[slot.dst]);
  const std::uint64_t operand = (slot.opcode & 0x08) != 0
                                    ? state.registers[slot.src]
                                    : static_cast<std::uint64_t>(std::int64_t{slot.imm});
  return wide ? alu64(code, slot.offset, state.registers[slot.dst], operand)
              : alu32(code, slot.offset, state.registers[slot.dst], operand);
}

bool jump_taken(const Slot& slot, const State& state) {
  const std::uint64_t x = state.registers[slot.dst];
  const std::uint64_t y = (slot.opcode & 0x08) != 0
                              ? state.registers[slot.src]
                              : static_cast<std::uint64_t>(std::int64_t{slot.imm});
  if ((slot.opcode & 0x07) == 0x05) {
    return condition(slot.opcode >> 4, x, y, static_cast<std::int64_t>(x),
                     static_cast<std::int64_t>(y));
  }
  return condition(slot.opcode >> 4, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
                   static_cast<std::int32_t>(x), static_cast<std::int32_t>(y));
}

}  // namespace

Ending run(std::span<const std::uint8_t> code, State& state, std::uint64_t limit) {
  const std::uint64_t slots = code.size() / 8;
  std::uint64_t pc = 0;
  while (true) {
    if (state.executed >= limit) return Ending::TooLong;
    if (pc >= slots) return Ending::BadInstruction;
    const Slot slot = slot_at(code, pc);
    if (slot.dst > 10 || slot.src > 10) return Ending::BadInstruction;
    ++state.executed;
    const unsigned kind = slot.opcode & 0x07;
    if (slot.opcode == 0x95) return Ending::Exited;
    if (slot.opcode == 0x18) {
      if (slot.src != 0 || pc + 1 >= slots) return Ending::BadInstruction;
      const auto high = static_cast<std::uint32_t>(slot_at(code, pc + 1).imm);
      state.registers[slot.dst] =
          static_cast<std::uint64_t>(high) << 32 | static_cast<std::uint32_t>(slot.imm);
      pc += 2;
      continue;
    }
    if (slot.opcode == 0x05 || slot.opcode == 0x06) {
      pc += 1 +
            static_cast<std::uint64_t>(std::int64_t{slot.opcode == 0x05 ? slot.offset : slot.imm});
      continue;
    }
    if (kind == 0x4 || kind == 0x7) {
      if (!arithmetic(slot, state)) return Ending::BadInstruction;
    } else if (kind == 0x5 || kind == 0x6) {
      if (!known_condition(slot.opcode >> 4)) return Ending::BadInstruction;
      if (jump_taken(slot, state)) pc += static_cast<std::uint64_t>(std::int64_t{slot.offset});
    } else {
      const Ending ending = kind == 0x0 ? Ending::BadInstruction : memory(slot, state);
      if (ending != Ending::Exited) return ending;
    }
    ++pc;
  }
}

}  // namespace assay::reference
