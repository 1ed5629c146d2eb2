// SPDX-License-Identifier: Apache-2.0
#include "support/oracle/flat.hpp"

#include <cstring>

#include "support/oracle/rules.hpp"

namespace assay::oracle {
namespace {

std::uint8_t* bytes_at(FlatState& state, std::uint64_t address, unsigned size) {
  const std::uint64_t at = address - state.memory_base;
  if (at >= state.memory.size() || size > state.memory.size() - at) return nullptr;
  return state.memory.data() + at;
}

std::uint64_t load(const std::uint8_t* from, unsigned size) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, size);
  return value;
}

Ending atomic(const Slot& slot, FlatState& state) {
  const unsigned size = size_of(slot.opcode);
  std::uint8_t* where = bytes_at(state, state.registers[slot.dst] + slot.displacement(), size);
  if (where == nullptr) return Ending::OutOfMemory;
  const std::uint64_t old = load(where, size);
  const auto next = atomic_result(slot, {old, state.registers[slot.src], state.registers[0]});
  if (!next) return Ending::BadInstruction;
  std::memcpy(where, &*next, size);
  if (slot.imm == 0xf1)
    state.registers[0] = old;
  else if ((slot.imm & 1) != 0)
    state.registers[slot.src] = old;
  return Ending::Exited;
}

Ending memory(const Slot& slot, FlatState& state) {
  const unsigned size = size_of(slot.opcode);
  if (slot.kind() == 0x3 && (slot.opcode & 0xe0) == 0xc0) return atomic(slot, state);
  const bool loads = slot.kind() == 0x1;
  std::uint8_t* where =
      bytes_at(state, state.registers[loads ? slot.src : slot.dst] + slot.displacement(), size);
  if (where == nullptr) return Ending::OutOfMemory;
  if (loads) {
    const std::uint64_t value = load(where, size);
    state.registers[slot.dst] = (slot.opcode & 0xe0) == 0x80 ? sign_extended(value, size) : value;
    return Ending::Exited;
  }
  const std::uint64_t value = slot.kind() == 0x3 ? state.registers[slot.src] : slot.immediate();
  std::memcpy(where, &value, size);
  return Ending::Exited;
}

}  // namespace

Ending run(std::span<const std::uint8_t> code, FlatState& state, std::uint64_t limit) {
  const std::uint64_t slots = code.size() / 8;
  std::uint64_t pc = 0;
  while (true) {
    if (state.executed >= limit) return Ending::TooLong;
    if (pc >= slots) return Ending::BadInstruction;
    const Slot slot = slot_at(code, pc);
    if (!well_formed(slot)) return Ending::BadInstruction;
    ++state.executed;
    const std::uint64_t operand =
        slot.takes_register() ? state.registers[slot.src] : slot.immediate();
    switch (slot.kind()) {
      case 0x0: {
        if (slot.opcode != 0x18 || slot.src != 0 || pc + 1 >= slots) return Ending::BadInstruction;
        const auto high = static_cast<std::uint32_t>(slot_at(code, ++pc).imm);
        state.registers[slot.dst] =
            static_cast<std::uint64_t>(high) << 32 | static_cast<std::uint32_t>(slot.imm);
        break;
      }
      case 0x4:
      case 0x7:
        if (!compute(slot, state.registers[slot.dst], operand)) return Ending::BadInstruction;
        break;
      case 0x5:
      case 0x6: {
        if (slot.opcode == 0x95) return Ending::Exited;
        if (slot.opcode == 0x05 || slot.opcode == 0x06) {
          pc += slot.opcode == 0x05 ? slot.displacement() : slot.immediate();
          break;
        }
        const auto taken = holds(slot, state.registers[slot.dst], operand);
        if (!taken) return Ending::BadInstruction;
        if (*taken) pc += slot.displacement();
        break;
      }
      default:
        if (const Ending ending = memory(slot, state); ending != Ending::Exited) return ending;
    }
    ++pc;
  }
}

}  // namespace assay::oracle
