// SPDX-License-Identifier: Apache-2.0
// Abstract values for the scalar tests: all of a kind at 4/2 bits, random mixtures at 8/4 and
// 64/32.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "scalar_naive.hpp"
#include "verifier/domain/scalar.hpp"
#include "verifier/domain/scalar_alu.hpp"
#include "verifier/domain/scalar_lattice.hpp"
#include "verifier/domain/scalar_refine.hpp"

namespace assay {

using Scalar8 = BasicScalar<MachineWord<8>, MachineWord<4>>;
using Scalar4 = BasicScalar<MachineWord<4>, MachineWord<2>>;

/// Multiplies the number of random cases: ASSAY_TEST_SCALE, 1 by default.
inline unsigned test_scale() {
  const char* text = std::getenv("ASSAY_TEST_SCALE");
  const long scale = text == nullptr ? 1 : std::atol(text);
  return scale < 1 ? 1U : static_cast<unsigned>(scale);
}

template <class S>
inline constexpr unsigned kWordBits = decltype(S{}.full.u.lo)::bits;
template <class S>
inline constexpr unsigned kHalfBits = decltype(S{}.low_u.lo)::bits;

template <class S>
unsigned op_bits(Width width) {
  return width == Width::W64 ? kWordBits<S> : kHalfBits<S>;
}

template <class S>
std::vector<std::uint64_t> members(const S& v) {
  std::vector<std::uint64_t> result;
  for (std::uint64_t x = 0; x <= naive::mask(kWordBits<S>); ++x) {
    if (v.contains(static_cast<typename S::Word>(x))) result.push_back(x);
  }
  return result;
}

/// A value, and words that it contains.
template <class S>
struct Sampled {
  S value;
  std::vector<std::uint64_t> words;
};

/// A value of at most eight bits with all its members.
template <class S>
Sampled<S> sampled(const S& value) {
  return {value, members(value)};
}

enum class Kinds : std::uint8_t { Intervals, IntervalsAndTnums };

/// Every unsigned and signed interval of four bits, and every tnum if asked, each meaning once.
inline std::vector<Scalar4> all_simple_values(Kinds kinds) {
  std::vector<Scalar4> values;
  const auto put = [&](const Scalar4& v) {
    if (std::find(values.begin(), values.end(), v) == values.end()) values.push_back(v);
  };
  for (unsigned lo = 0; lo < 16; ++lo) {
    for (unsigned hi = lo; hi < 16; ++hi) {
      put(Scalar4::unsigned_range(std::uint8_t(lo), std::uint8_t(hi)));
      put(Scalar4::signed_range(std::int8_t(int(lo) - 8), std::int8_t(int(hi) - 8)));
    }
  }
  for (unsigned may = 0; kinds == Kinds::IntervalsAndTnums && may < 16; ++may) {
    for (unsigned must = 0; must <= may; ++must) {
      if ((must & ~may) != 0) continue;
      Scalar4 v;
      v.full.known = {MachineWord<4>::of(must), MachineWord<4>::of(may)};
      put(reduce(v));
    }
  }
  return values;
}

template <class S>
std::string show(const S& v) {
  if (v.is_bottom()) return "bottom";
  return "u[" + std::to_string(v.umin()) + "," + std::to_string(v.umax()) + "] s[" +
         std::to_string(v.smin()) + "," + std::to_string(v.smax()) + "] u32[" +
         std::to_string(v.u32_min()) + "," + std::to_string(v.u32_max()) + "] s32[" +
         std::to_string(v.s32_min()) + "," + std::to_string(v.s32_max()) + "] ones " +
         std::to_string(v.known_ones()) + " zeros " + std::to_string(v.known_zeros()) + " = " +
         std::to_string(v.remainder()) + " mod " + std::to_string(v.modulus());
}

/// Random abstract values that hold at least one random word.
template <class S>
class ValueSource {
 public:
  explicit ValueSource(std::uint64_t seed) : random_(seed) {}

  std::uint64_t number() { return random_(); }

  /// A word: often next to a corner (0, sign bits, ends of the half), else of random magnitude.
  std::uint64_t word() {
    constexpr unsigned n = kWordBits<S>;
    constexpr unsigned h = kHalfBits<S>;
    const std::uint64_t corners[] = {0,
                                     std::uint64_t{1} << (h - 1),
                                     naive::mask(h),
                                     std::uint64_t{1} << h,
                                     std::uint64_t{1} << (n - 1),
                                     naive::mask(n)};
    const std::uint64_t x =
        number() % 2 == 0 ? corners[number() % 6] + number() % 7 - 3 : number() >> (number() % 64);
    return x & naive::mask(n);
  }

  /// Components drawn one by one around `x`; not reduced.
  S raw_around(std::uint64_t x) {
    S v;
    using W = decltype(v.full.u.lo);
    using H = decltype(v.low_u.lo);
    const W word_x = W::of(x);
    const H low_x = H::of(x);
    if (number() % 2 == 0) {
      const W p = W::of(word());
      v.full.u = {umin_of(word_x, p), umax_of(word_x, W::of(word()))};
    }
    if (number() % 2 == 0)
      v.full.s = {smin_of(word_x, W::of(word())), smax_of(word_x, W::of(word()))};
    if (number() % 3 == 0) v.low_u = {umin_of(low_x, H::of(word())), umax_of(low_x, H::of(word()))};
    if (number() % 3 == 0) v.low_s = {smin_of(low_x, H::of(word())), smax_of(low_x, H::of(word()))};
    if (number() % 2 == 0) {
      const W unknown = W::of(number() | number());
      v.full.known = {word_x & ~unknown, word_x | unknown};
    }
    if (number() % 2 == 0) {
      const std::uint32_t modulus = static_cast<std::uint32_t>(1 + number() % S::cap);
      v.stride = {modulus, static_cast<std::uint32_t>(x % modulus)};
    }
    return v;
  }
  S any() {
    switch (number() % 4) {
      case 0:
        return S::constant(static_cast<typename S::Word>(word()));
      case 1:
        return join(constant(word()), join(constant(word()), constant(word())));
      default:
        return reduce(raw_around(word()));
    }
  }

 private:
  static S constant(std::uint64_t x) { return S::constant(static_cast<typename S::Word>(x)); }
  std::mt19937_64 random_;
};

}  // namespace assay
