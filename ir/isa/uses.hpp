// SPDX-License-Identifier: Apache-2.0
// Which registers an instruction reads and writes, from the columns of opcodes.def.
#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>

#include "ir/isa/instruction.hpp"

namespace assay {

/// A set of registers; iteration goes upwards.
class RegSet {
 public:
  constexpr RegSet() = default;
  constexpr RegSet(std::initializer_list<Reg> regs) {
    for (const Reg reg : regs) insert(reg);
  }

  constexpr void insert(Reg reg) { bits_ = static_cast<std::uint16_t>(bits_ | mask(reg)); }
  constexpr void erase(Reg reg) { bits_ = static_cast<std::uint16_t>(bits_ & ~mask(reg)); }
  [[nodiscard]] constexpr bool contains(Reg reg) const { return (bits_ & mask(reg)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr int size() const { return std::popcount(bits_); }
  [[nodiscard]] constexpr std::uint16_t mask() const { return bits_; }

  friend constexpr RegSet operator|(RegSet a, RegSet b) { return RegSet(a.bits_ | b.bits_); }
  friend constexpr RegSet operator&(RegSet a, RegSet b) { return RegSet(a.bits_ & b.bits_); }
  /// The registers of a that are not in b.
  friend constexpr RegSet operator-(RegSet a, RegSet b) { return RegSet(a.bits_ & ~b.bits_); }
  constexpr bool operator==(const RegSet&) const = default;

  class Iterator {
   public:
    constexpr explicit Iterator(std::uint16_t rest) : rest_(rest) {}
    constexpr Reg operator*() const {
      return Reg{static_cast<std::uint8_t>(std::countr_zero(rest_))};
    }
    constexpr Iterator& operator++() {
      rest_ = static_cast<std::uint16_t>(rest_ & (rest_ - 1));
      return *this;
    }
    constexpr bool operator==(const Iterator&) const = default;

   private:
    std::uint16_t rest_;
  };
  [[nodiscard]] constexpr Iterator begin() const { return Iterator(bits_); }
  [[nodiscard]] constexpr Iterator end() const { return Iterator(0); }

 private:
  constexpr explicit RegSet(int bits) : bits_(static_cast<std::uint16_t>(bits)) {}
  static constexpr unsigned mask(Reg reg) { return 1U << reg.index; }

  std::uint16_t bits_ = 0;
};

/// Registers read. Calls read r1 to r5 (a contract may know that fewer count); exit reads r0;
/// packet loads read r6. WideTail reads and writes nothing.
[[nodiscard]] RegSet uses(const Instruction& instruction);
/// Registers that hold something else afterwards. Calls and packet loads write r0 to r5.
[[nodiscard]] RegSet defs(const Instruction& instruction);

}  // namespace assay
