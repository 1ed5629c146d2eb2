// SPDX-License-Identifier: Apache-2.0
// The instruction as a typed variant: one alternative a family of RFC 9669.
//
// What this file must not know: encoding bytes and names (opcodes.def), meaning (ir/semantics).
// A program is a vector of these indexed by SLOT (8-byte unit): the second slot of a 16-byte
// instruction is held as WideTail, so that slot numbers, jump targets and source lines agree with
// what every other eBPF tool prints.
#pragma once

#include <compare>
#include <cstdint>
#include <variant>

namespace assay {

/// A number of bytes that an access or an operation covers.
enum class Width : std::uint8_t { W8 = 1, W16 = 2, W32 = 4, W64 = 8 };
[[nodiscard]] constexpr unsigned bytes(Width w) { return static_cast<unsigned>(w); }
[[nodiscard]] constexpr unsigned bits(Width w) { return 8 * static_cast<unsigned>(w); }

/// A register, r0 to r10 (RFC 9669 section 2.1). r10 is the read-only frame pointer.
struct Reg {
  std::uint8_t index = 0;
  constexpr auto operator<=>(const Reg&) const = default;
};
inline constexpr unsigned kRegisterCount = 11;
inline constexpr Reg kFramePointer{10};

/// A 32-bit immediate; 64-bit operations sign-extend it.
struct Imm {
  std::int32_t value = 0;
  constexpr auto operator<=>(const Imm&) const = default;
};
using Operand = std::variant<Reg, Imm>;

enum class AluOp : std::uint8_t {
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
  Movsx32
};
/// dst = dst op src at 32 bits (the upper half becomes zero) or 64 bits (RFC 9669 section 4.1).
struct Alu {
  AluOp op{};
  Width width{};  // W32 or W64
  Reg dst;
  Operand src;
  constexpr auto operator<=>(const Alu&) const = default;
};
struct Neg {
  Width width{};  // W32 or W64
  Reg dst;
  constexpr auto operator<=>(const Neg&) const = default;
};
enum class ByteOrder : std::uint8_t { ToLittle, ToBig, Swap };
/// Byte swap of the low `size` bits; bits above become zero (RFC 9669 section 4.2). Host: little
/// endian.
struct ByteSwap {
  ByteOrder order{};
  Width size{};  // W16, W32 or W64
  Reg dst;
  constexpr auto operator<=>(const ByteSwap&) const = default;
};

/// What a 16-byte load puts into its register (RFC 9669 section 5.4).
enum class WideKind : std::uint8_t {
  Immediate,  // value: the 64-bit number
  Map,        // value: index into Program::maps; the register becomes a map handle
  MapValue,   // value: index of a map in its low half, byte offset into its value in its high half
  Function,   // value: slot of a subprogram's first instruction (callback)
  UnresolvedSymbol,  // value: index into Program::unresolved; unsupported when reached
};
struct LoadImm64 {
  Reg dst;
  WideKind kind{};
  std::uint64_t value = 0;
  constexpr auto operator<=>(const LoadImm64&) const = default;
};
/// The second slot of LoadImm64. Never executed; a jump to it is invalid.
struct WideTail {
  constexpr auto operator<=>(const WideTail&) const = default;
};

/// dst = *(size *)(base + offset), sign-extended when asked (RFC 9669 section 5.1, 5.2).
struct Load {
  Width size{};
  bool sign_extend = false;
  Reg dst;
  Reg base;
  std::int16_t offset = 0;
  constexpr auto operator<=>(const Load&) const = default;
};
/// *(size *)(base + offset) = src.
struct Store {
  Width size{};
  Reg base;
  std::int16_t offset = 0;
  Operand src;
  constexpr auto operator<=>(const Store&) const = default;
};
enum class AtomicOp : std::uint8_t { Add, Or, And, Xor, Exchange, CompareExchange };
/// Atomic read-modify-write (RFC 9669 section 5.3). With fetch, src (r0 for CompareExchange, which
/// always fetches) receives the old value, zero-extended.
struct Atomic {
  AtomicOp op{};
  bool fetch = false;
  Width size{};  // W32 or W64
  Reg base;
  std::int16_t offset = 0;
  Reg src;
  constexpr auto operator<=>(const Atomic&) const = default;
};
/// Legacy packet access (LD_ABS, LD_IND): r0 = big-endian load from packet at imm (+ src).
struct LoadPacket {
  Width size{};  // W8, W16 or W32
  bool indirect = false;
  Reg src;  // only when indirect
  std::int32_t offset = 0;
  constexpr auto operator<=>(const LoadPacket&) const = default;
};

enum class JumpOp : std::uint8_t { Eq, Ne, Gt, Ge, Lt, Le, Sgt, Sge, Slt, Sle, Set };
/// if left op right goto target. `target` is an absolute slot.
struct JumpIf {
  JumpOp op{};
  Width width{};  // W32 or W64
  Reg left;
  Operand right;
  std::int32_t target = 0;
  constexpr auto operator<=>(const JumpIf&) const = default;
};
/// goto target (absolute slot); `wide` is the 32-bit form (JA32).
struct Jump {
  std::int32_t target = 0;
  bool wide = false;
  constexpr auto operator<=>(const Jump&) const = default;
};
enum class CallKind : std::uint8_t {
  Helper,      // target: helper id of the platform
  Local,       // target: absolute slot of the subprogram
  Kernel,      // target: BTF id of a kernel function (unsupported when reached)
  Unresolved,  // target: index into Program::unresolved (unsupported when reached)
};
struct Call {
  CallKind kind{};
  std::int32_t target = 0;
  constexpr auto operator<=>(const Call&) const = default;
};
/// callx: refused unless the callee is known.
struct CallIndirect {
  Reg target;
  constexpr auto operator<=>(const CallIndirect&) const = default;
};
struct Exit {
  constexpr auto operator<=>(const Exit&) const = default;
};

using Instruction = std::variant<Alu, Neg, ByteSwap, LoadImm64, WideTail, Load, Store, Atomic,
                                 LoadPacket, JumpIf, Jump, Call, CallIndirect, Exit>;

/// Joins lambdas into one visitor, so that a missing alternative does not compile.
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace assay
