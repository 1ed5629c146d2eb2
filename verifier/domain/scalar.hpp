// SPDX-License-Identifier: Apache-2.0
// Scalar: what is known of one 64-bit machine word. A reduced product of known bits, unsigned and
// signed ranges of the word, the same ranges of its low half, and a congruence.
//
// Meaning: gamma(v) = the words that satisfy every component. Invariants:
//   1. a bottom value (gamma empty and known to be) has the one form bottom();
//   2. every function below over-approximates; results other than those of widen and narrow are
//      reduced (components have told each other what they know);
//   3. a constant has the one form constant(x).
// widen's result is kept unreduced, so that the chain of an unstable loop head is finite: store it,
// compare against it with leq, and call reduce() on a copy that is only read.
// Generic over the algebra of the word and of its half (word.hpp); Scalar is the 64-bit instance.
// What this file must not know: terms, pointers, states.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/isa/instruction.hpp"
#include "verifier/domain/congruence.hpp"
#include "verifier/domain/word_view.hpp"

namespace assay {

/// Which way a conditional jump went.
enum class Branch : std::uint8_t { Taken, NotTaken };

template <class W, class H>
struct BasicScalar {
  using Word = typename W::Store;
  using SignedWord = typename W::Signed;
  using Half = typename H::Store;
  using SignedHalf = typename H::Signed;
  static constexpr std::uint32_t cap = modulus_cap(W::bits);

  View<W> full;
  URange<H> low_u;
  SRange<H> low_s;
  Congruence stride;
  /// Set by reduce(), so that it does nothing twice. Clear it when a component is changed in place.
  bool settled = false;

  [[nodiscard]] static constexpr BasicScalar top() { return {{}, {}, {}, {}, true}; }
  [[nodiscard]] static constexpr BasicScalar bottom();
  [[nodiscard]] static constexpr BasicScalar constant(Word x);
  /// The words of [lo, hi]; bottom when lo > hi.
  [[nodiscard]] static BasicScalar unsigned_range(Word lo, Word hi);
  [[nodiscard]] static BasicScalar signed_range(SignedWord lo, SignedWord hi);

  [[nodiscard]] constexpr bool is_bottom() const { return is_empty(full.u); }
  [[nodiscard]] constexpr std::optional<Word> as_constant() const {
    return full.u.lo == full.u.hi ? std::optional<Word>(full.u.lo.raw) : std::nullopt;
  }
  [[nodiscard]] constexpr Word umin() const { return full.u.lo.raw; }
  [[nodiscard]] constexpr Word umax() const { return full.u.hi.raw; }
  [[nodiscard]] constexpr SignedWord smin() const { return signed_of(full.s.lo); }
  [[nodiscard]] constexpr SignedWord smax() const { return signed_of(full.s.hi); }
  [[nodiscard]] constexpr Half u32_min() const { return low_u.lo.raw; }
  [[nodiscard]] constexpr Half u32_max() const { return low_u.hi.raw; }
  [[nodiscard]] constexpr SignedHalf s32_min() const { return half_signed(low_s.lo); }
  [[nodiscard]] constexpr SignedHalf s32_max() const { return half_signed(low_s.hi); }
  /// Masks of the bits known to be zero, and known to be one.
  [[nodiscard]] constexpr Word known_zeros() const { return (~full.known.may).raw; }
  [[nodiscard]] constexpr Word known_ones() const { return full.known.must.raw; }
  /// x = remainder (mod modulus) as an unsigned integer; modulus 1: nothing known. A constant has
  /// the largest modulus.
  [[nodiscard]] constexpr std::uint32_t modulus() const { return stride.modulus; }
  [[nodiscard]] constexpr std::uint32_t remainder() const { return stride.remainder; }
  [[nodiscard]] constexpr bool contains(Word x) const;

  /// The same components; whether they have been reduced is no part of the value.
  friend constexpr bool operator==(const BasicScalar& a, const BasicScalar& b) {
    return a.full == b.full && a.low_u == b.low_u && a.low_s == b.low_s && a.stride == b.stride;
  }

 private:
  [[nodiscard]] static constexpr SignedWord signed_of(W x) {
    return static_cast<SignedWord>(x.signed_value());
  }
  [[nodiscard]] static constexpr SignedHalf half_signed(H x) {
    return static_cast<SignedHalf>(x.signed_value());
  }
};

using Scalar = BasicScalar<MachineWord<64>, MachineWord<32>>;

/// Both operands of a comparison, after what the branch taken tells about them.
template <class W, class H>
struct BasicRefinedPair {
  BasicScalar<W, H> left, right;
};
using RefinedPair = BasicRefinedPair<MachineWord<64>, MachineWord<32>>;

/// Lets the components tell each other what they know, to a small fixed number of rounds.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> reduce(BasicScalar<W, H> v);

/// True only if gamma(a) is a subset of gamma(b): every component of b follows from a.
template <class W, class H>
[[nodiscard]] bool leq(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b);
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> join(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b);
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> meet(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b);

/// dst op src (RFC 9669 section 4.1). Requires width W32 or W64. x / 0 = 0, x mod 0 = x, shift
/// amounts modulo the width, 32-bit results zero-extended. Movsx* read src.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> alu(AluOp op, Width width, const BasicScalar<W, H>& dst,
                                    const BasicScalar<W, H>& src);
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> neg(Width width, const BasicScalar<W, H>& v);
/// Byte swap of the low `size` bits on a little-endian host, the others zero (RFC 9669
/// section 4.2).
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> byte_swap(ByteOrder order, Width size, const BasicScalar<W, H>& v);
/// The low `from` bits, extended to the whole word.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> zero_extend(const BasicScalar<W, H>& v, Width from);
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> sign_extend(const BasicScalar<W, H>& v, Width from);

/// What `left op right` being true (Taken) or false tells about both operands; nullopt: this branch
/// cannot happen. Requires width W32 (compares low halves) or W64.
template <class W, class H>
[[nodiscard]] std::optional<BasicRefinedPair<W, H>> refine(JumpOp op, Width width,
                                                           const BasicScalar<W, H>& left,
                                                           const BasicScalar<W, H>& right,
                                                           Branch taken);

template <class W, class H>
constexpr BasicScalar<W, H> BasicScalar<W, H>::bottom() {
  return {{{}, URange<W>::empty(), SRange<W>::empty()},
          URange<H>::empty(),
          SRange<H>::empty(),
          {},
          true};
}
template <class W, class H>
constexpr BasicScalar<W, H> BasicScalar<W, H>::constant(Word x) {
  const W word = W::of(x);
  const H low = truncate<H>(word);
  return {View<W>::constant(word),
          {low, low},
          {low, low},
          {cap, static_cast<std::uint32_t>(word.value() % cap)},
          true};
}
template <class W, class H>
BasicScalar<W, H> BasicScalar<W, H>::unsigned_range(Word lo, Word hi) {
  BasicScalar v;
  v.full.u = {W::of(lo), W::of(hi)};
  return reduce(v);
}
template <class W, class H>
BasicScalar<W, H> BasicScalar<W, H>::signed_range(SignedWord lo, SignedWord hi) {
  BasicScalar v;
  v.full.s = {W::of(static_cast<std::uint64_t>(lo)), W::of(static_cast<std::uint64_t>(hi))};
  return reduce(v);
}
template <class W, class H>
constexpr bool BasicScalar<W, H>::contains(Word x) const {
  const W word = W::of(x);
  const H low = truncate<H>(word);
  return assay::contains(full.known, word) && in_range(full.u, word) && in_range(full.s, word) &&
         in_range(low_u, low) && in_range(low_s, low) &&
         word.value() % stride.modulus == stride.remainder;
}

// The 64-bit instance is compiled once, in scalar.cpp.
extern template Scalar reduce(Scalar);
extern template bool leq(const Scalar&, const Scalar&);
extern template Scalar join(const Scalar&, const Scalar&);
extern template Scalar meet(const Scalar&, const Scalar&);
extern template Scalar alu(AluOp, Width, const Scalar&, const Scalar&);
extern template Scalar neg(Width, const Scalar&);
extern template Scalar byte_swap(ByteOrder, Width, const Scalar&);
extern template Scalar zero_extend(const Scalar&, Width);
extern template Scalar sign_extend(const Scalar&, Width);
extern template std::optional<RefinedPair> refine(JumpOp, Width, const Scalar&, const Scalar&,
                                                  Branch);

}  // namespace assay
