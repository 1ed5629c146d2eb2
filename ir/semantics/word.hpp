// SPDX-License-Identifier: Apache-2.0
// The word algebra over which the meaning of instructions and the scalar domain are written, and
// its concrete instance.
//
// Code over words uses `select` in place of branches on values, so that a type of solver terms with
// the same functions can stand in for MachineWord and the same code can be proved.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace assay {

/// An n-bit machine word, 1 <= n <= 64, wrapping. Scaled-down widths serve exhaustive tests.
template <unsigned Bits>
struct MachineWord {
  static_assert(Bits >= 1 && Bits <= 64);
  using Store = std::conditional_t<
      (Bits <= 8), std::uint8_t,
      std::conditional_t<(Bits <= 16), std::uint16_t,
                         std::conditional_t<(Bits <= 32), std::uint32_t, std::uint64_t>>>;
  using Signed = std::make_signed_t<Store>;
  using Bool = bool;
  static constexpr unsigned bits = Bits;
  static constexpr std::uint64_t all = ~std::uint64_t{0} >> (64 - Bits);

  Store raw = 0;  // invariant: bits above `Bits` are zero

  /// The low `Bits` bits of v.
  [[nodiscard]] static constexpr MachineWord of(std::uint64_t v) {
    return MachineWord{static_cast<Store>(v & all)};
  }
  [[nodiscard]] constexpr std::uint64_t value() const { return raw; }
  /// Two's complement reading.
  [[nodiscard]] constexpr std::int64_t signed_value() const {
    return static_cast<std::int64_t>(std::uint64_t{raw} << (64 - Bits)) >> (64 - Bits);
  }

  friend constexpr bool operator==(MachineWord, MachineWord) = default;
  friend constexpr MachineWord operator+(MachineWord a, MachineWord b) {
    return of(a.value() + b.value());
  }
  friend constexpr MachineWord operator-(MachineWord a, MachineWord b) {
    return of(a.value() - b.value());
  }
  friend constexpr MachineWord operator*(MachineWord a, MachineWord b) {
    return of(a.value() * b.value());
  }
  friend constexpr MachineWord operator&(MachineWord a, MachineWord b) {
    return of(a.value() & b.value());
  }
  friend constexpr MachineWord operator|(MachineWord a, MachineWord b) {
    return of(a.value() | b.value());
  }
  friend constexpr MachineWord operator^(MachineWord a, MachineWord b) {
    return of(a.value() ^ b.value());
  }
  friend constexpr MachineWord operator~(MachineWord a) { return of(~a.value()); }
};

template <class W>
inline constexpr bool kIsMachineWord = false;
template <unsigned Bits>
inline constexpr bool kIsMachineWord<MachineWord<Bits>> = true;

template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> select(bool c, MachineWord<Bits> a, MachineWord<Bits> b) {
  return c ? a : b;
}
template <unsigned Bits>
[[nodiscard]] constexpr bool ult(MachineWord<Bits> a, MachineWord<Bits> b) {
  return a.raw < b.raw;
}
template <unsigned Bits>
[[nodiscard]] constexpr bool slt(MachineWord<Bits> a, MachineWord<Bits> b) {
  return a.signed_value() < b.signed_value();
}
/// Shifts by k < Bits.
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> shl(MachineWord<Bits> a, unsigned k) {
  return MachineWord<Bits>::of(a.value() << k);
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> lshr(MachineWord<Bits> a, unsigned k) {
  return MachineWord<Bits>::of(a.value() >> k);
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> ashr(MachineWord<Bits> a, unsigned k) {
  return MachineWord<Bits>::of(static_cast<std::uint64_t>(a.signed_value() >> k));
}
/// Shifts by a word; by `Bits` or more they give any word, here 0.
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> shl(MachineWord<Bits> a, MachineWord<Bits> k) {
  return k.value() < Bits ? shl(a, static_cast<unsigned>(k.value())) : MachineWord<Bits>{};
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> lshr(MachineWord<Bits> a, MachineWord<Bits> k) {
  return k.value() < Bits ? lshr(a, static_cast<unsigned>(k.value())) : MachineWord<Bits>{};
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> ashr(MachineWord<Bits> a, MachineWord<Bits> k) {
  return k.value() < Bits ? ashr(a, static_cast<unsigned>(k.value())) : MachineWord<Bits>{};
}
/// Unsigned quotient and remainder; by zero they give any word, here 0.
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> udiv(MachineWord<Bits> a, MachineWord<Bits> b) {
  return b.raw == 0 ? b : MachineWord<Bits>::of(a.value() / b.value());
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> umod(MachineWord<Bits> a, MachineWord<Bits> b) {
  return b.raw == 0 ? b : MachineWord<Bits>::of(a.value() % b.value());
}
/// Quotient that truncates toward zero, and the remainder, which has the sign of the dividend; by
/// zero they give any word, here 0. The smallest number by -1 is itself, with remainder 0.
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> sdiv(MachineWord<Bits> a, MachineWord<Bits> b) {
  if (b.raw == 0) return b;
  if (b.signed_value() == -1) return MachineWord<Bits>::of(0) - a;
  return MachineWord<Bits>::of(static_cast<std::uint64_t>(a.signed_value() / b.signed_value()));
}
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> smod(MachineWord<Bits> a, MachineWord<Bits> b) {
  return b.raw == 0 ? b : a - sdiv(a, b) * b;
}
/// True when the product of the unsigned readings does not fit.
template <unsigned Bits>
[[nodiscard]] constexpr bool umul_overflows(MachineWord<Bits> a, MachineWord<Bits> b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a.value(), b.value(), &product) || product > MachineWord<Bits>::all;
}
/// True when the product of the signed readings does not fit.
template <unsigned Bits>
[[nodiscard]] constexpr bool smul_overflows(MachineWord<Bits> a, MachineWord<Bits> b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a.signed_value(), b.signed_value(), &product)) return true;
  return MachineWord<Bits>::of(static_cast<std::uint64_t>(product)).signed_value() != product;
}
/// Changes of width: the low bits, or an extension.
template <class To, unsigned Bits>
[[nodiscard]] constexpr To truncate(MachineWord<Bits> a) {
  return To::of(a.value());
}
template <class To, unsigned Bits>
[[nodiscard]] constexpr To zext(MachineWord<Bits> a) {
  return To::of(a.value());
}
template <class To, unsigned Bits>
[[nodiscard]] constexpr To sext(MachineWord<Bits> a) {
  return To::of(static_cast<std::uint64_t>(a.signed_value()));
}

/// A type of words of `bits` bits, two's complement, whose operations are total and wrap. Shifts
/// take a known amount below `bits`, or a word.
template <class W>
concept Word = requires(const W& x, const typename W::Bool& b) {
  { W::bits } -> std::convertible_to<unsigned>;
  { W::of(std::uint64_t{}) } -> std::same_as<W>;
  { x + x } -> std::same_as<W>;
  { x - x } -> std::same_as<W>;
  { x* x } -> std::same_as<W>;
  { x& x } -> std::same_as<W>;
  { x | x } -> std::same_as<W>;
  { x ^ x } -> std::same_as<W>;
  { ~x } -> std::same_as<W>;
  { x == x } -> std::same_as<typename W::Bool>;
  { !b } -> std::same_as<typename W::Bool>;
  { ult(x, x) } -> std::same_as<typename W::Bool>;
  { slt(x, x) } -> std::same_as<typename W::Bool>;
  { select(b, x, x) } -> std::same_as<W>;
  { shl(x, 1U) } -> std::same_as<W>;
  { lshr(x, 1U) } -> std::same_as<W>;
  { ashr(x, 1U) } -> std::same_as<W>;
  { shl(x, x) } -> std::same_as<W>;
  { lshr(x, x) } -> std::same_as<W>;
  { ashr(x, x) } -> std::same_as<W>;
  { udiv(x, x) } -> std::same_as<W>;
  { umod(x, x) } -> std::same_as<W>;
  { sdiv(x, x) } -> std::same_as<W>;
  { smod(x, x) } -> std::same_as<W>;
  { umul_overflows(x, x) } -> std::same_as<typename W::Bool>;
  { smul_overflows(x, x) } -> std::same_as<typename W::Bool>;
};
static_assert(Word<MachineWord<64>>);

// Derived functions, the same for every algebra.

/// The low n bits, zero- or sign-extended; 1 <= n <= bits.
template <class W>
[[nodiscard]] constexpr W zero_extended_bits(const W& a, unsigned n) {
  return lshr(shl(a, W::bits - n), W::bits - n);
}
template <class W>
[[nodiscard]] constexpr W sign_extended_bits(const W& a, unsigned n) {
  return ashr(shl(a, W::bits - n), W::bits - n);
}

template <class W>
[[nodiscard]] constexpr W zero() {
  return W::of(0);
}
template <class W>
[[nodiscard]] constexpr W ones() {
  return W::of(~std::uint64_t{0});
}
/// The top bit alone: the smallest signed number.
template <class W>
[[nodiscard]] constexpr W sign_bit() {
  return W::of(std::uint64_t{1} << (W::bits - 1));
}
template <class W>
[[nodiscard]] constexpr auto ule(W a, W b) {
  return !ult(b, a);
}
template <class W>
[[nodiscard]] constexpr auto sle(W a, W b) {
  return !slt(b, a);
}
template <class W>
[[nodiscard]] constexpr auto negative(W a) {
  return slt(a, zero<W>());
}
template <class W>
[[nodiscard]] constexpr W umin_of(W a, W b) {
  return select(ult(b, a), b, a);
}
template <class W>
[[nodiscard]] constexpr W umax_of(W a, W b) {
  return select(ult(a, b), b, a);
}
template <class W>
[[nodiscard]] constexpr W smin_of(W a, W b) {
  return select(slt(b, a), b, a);
}
template <class W>
[[nodiscard]] constexpr W smax_of(W a, W b) {
  return select(slt(a, b), b, a);
}
/// Every bit at or below the highest set bit of a.
template <class W>
[[nodiscard]] constexpr W smear(W a) {
  for (unsigned k = 1; k < W::bits; k *= 2) a = a | lshr(a, k);
  return a;
}
/// The same at one stroke, for concrete words.
template <unsigned Bits>
[[nodiscard]] constexpr MachineWord<Bits> smear(MachineWord<Bits> a) {
  return MachineWord<Bits>{static_cast<typename MachineWord<Bits>::Store>(
      a.raw == 0 ? 0 : ~std::uint64_t{0} >> std::countl_zero(a.value()))};
}
/// The lowest set bit of a alone; zero for zero.
template <class W>
[[nodiscard]] constexpr W lowest_bit(W a) {
  return a & (zero<W>() - a);
}

}  // namespace assay
