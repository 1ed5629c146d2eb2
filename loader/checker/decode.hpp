// SPDX-License-Identifier: Apache-2.0
// One instruction out of its bytes (RFC 9669 section 3, little-endian). The checker's own decoder:
// it shares no table with ir/isa; a test compares both on all opcodes and fields.
#pragma once

#include "loader/checker/reader.hpp"

namespace assay::checker {

enum class Op : uint8_t {
  Alu,           // dst = dst ACTION second
  Negate,        // dst = -dst
  Swap,          // bytes of dst
  LoadNumber,    // dst = wide
  LoadMap,       // dst = the handle of map `map`
  LoadMapValue,  // dst = address of byte `map_offset` of the only value of map `map`
  LoadFunction,  // dst = the function that begins at slot `target`
  WideTail,      // second slot of the four above: never executed, never a target
  Load,          // dst = *(dst's width *)(src + offset)
  Store,         // *(width *)(dst + offset) = second
  Atomic,        // on *(width *)(dst + offset), with src
  PacketLoad,    // r0 = big-endian number of `width` bytes of the packet at imm (+ src)
  JumpIf,        // if dst TEST second goto target
  Jump,          // goto target
  CallHelper,    // helper number `imm`
  CallLocal,     // function that begins at slot `target`
  CallKernel,    // kernel function: no contract offers any
  CallIndirect,  // function whose address dst holds
  Exit,
};

enum class Alu : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Sdiv,
  Mod,
  Smod,
  Or,
  And,
  Xor,
  Lsh,
  Rsh,
  Arsh,
  Mov,
  Movsx8,
  Movsx16,
  Movsx32,
};
enum class Swap : uint8_t { ToLittle, ToBig, Always };
enum class AtomicAction : uint8_t { Add, Or, And, Xor, Exchange, CompareExchange };
enum class Test : uint8_t { Eq, Ne, Gt, Ge, Lt, Le, Sgt, Sge, Slt, Sle, Set };

/// What a field means where `op` does not use it: 0.
struct Instruction {
  Op op = Op::WideTail;
  uint8_t width = 0;  // bytes: 4 or 8 of Alu, Negate, Atomic, JumpIf; 1 to 8 of memory and Swap
  Alu alu = Alu::Add;
  Swap swap = Swap::ToLittle;
  AtomicAction atomic = AtomicAction::Add;
  Test test = Test::Eq;
  bool second_is_register = false;  // Alu, Store, JumpIf: second operand is src, else imm
  bool sign_extend = false;         // Load
  bool fetch = false;               // Atomic; always of Exchange and CompareExchange
  bool indirect = false;            // PacketLoad: plus src
  uint8_t dst = 0;
  uint8_t src = 0;
  int16_t offset = 0;       // of Load, Store, Atomic
  int32_t imm = 0;          // sign-extended where the operation is of 64 bits
  uint32_t target = 0;      // absolute slot; inside the program once decode_all() accepted it
  uint32_t map = 0;         // index into the package's maps
  uint32_t map_offset = 0;  // bytes
  uint64_t wide = 0;
};

/// A program's instructions: 8 bytes a slot.
struct Slots {
  const uint8_t* bytes = nullptr;
  uint32_t count = 0;
};

/// The instruction at `slot`, which is below slots.count and no second slot of another. Targets are
/// computed, not checked: one that is negative or beyond 2^32 is TargetOutside.
[[nodiscard]] Code decode(const Slots& slots, uint32_t slot, Instruction& out);

}  // namespace assay::checker
