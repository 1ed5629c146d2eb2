// SPDX-License-Identifier: Apache-2.0
// How much the scalar domain knows: the members of all results at 8 bits, and the open bits of all
// components at 64, are counted for each operation and compared with what they were. Containment
// tests cannot see a result that is larger than need be; these do. A change that moves a number on
// purpose takes over the file that the test writes; a smaller number is more precise.
#include <gtest/gtest.h>

#include <bit>
#include <functional>
#include <map>

#include "scalar_values.hpp"
#include "support/pinned.hpp"
#include "verifier/engine/scalar_widen.hpp"

namespace assay {
namespace {

/// Mixtures of all components around a word, each draw a statement of its own, so that every
/// compiler draws the same.
template <class S>
class Mixtures {
 public:
  using W = decltype(S{}.full.u.lo);
  using H = decltype(S{}.low_u.lo);

  S next() {
    const std::uint64_t shape = random_();
    const W x = W::of(word());
    if (shape % 8 == 0) return S::constant(x.raw);
    S v;
    if ((shape >> 8) % 2 == 0) {
      const W p = near(x);
      const W q = near(x);
      v.full.u = {umin_of(x, umin_of(p, q)), umax_of(x, umax_of(p, q))};
    }
    if ((shape >> 16) % 2 == 0) {
      const W p = near(x);
      const W q = near(x);
      v.full.s = {smin_of(x, smin_of(p, q)), smax_of(x, smax_of(p, q))};
    }
    const H low = truncate<H>(x);
    if ((shape >> 24) % 3 == 0) {
      const H p = truncate<H>(near(x));
      v.low_u = {umin_of(low, p), umax_of(low, p)};
    }
    if ((shape >> 32) % 3 == 0) {
      const H p = truncate<H>(near(x));
      v.low_s = {smin_of(low, p), smax_of(low, p)};
    }
    if ((shape >> 40) % 3 == 0) {
      const W unknown = W::of(word() | word());
      v.full.known = {x & ~unknown, x | unknown};
    }
    if ((shape >> 48) % 2 == 0) {
      const auto modulus = static_cast<std::uint32_t>(1 + random_() % S::cap);
      v.stride = {modulus, static_cast<std::uint32_t>(x.value() % modulus)};
    }
    return reduce(v);
  }

 private:
  std::uint64_t word() {
    const std::uint64_t kind = random_();
    const std::uint64_t x = random_();
    if (kind % 4 == 0) return x;
    const unsigned bits = kWordBits<S>;
    if (kind % 4 == 1) return x % 16;  // a small number, as most are
    const std::uint64_t corner = std::uint64_t{1} << ((kind >> 8) % 2 == 0 ? bits - 1 : bits / 2);
    if (kind % 4 == 2) return corner + x % 9 - 4;
    return x >> ((kind >> 16) % bits) >> (64 - bits);
  }
  W near(W x) {
    const std::uint64_t kind = random_();
    const std::uint64_t y = random_();
    if (kind % 3 == 0) return W::of(word());
    return W::of(x.value() + (y >> ((kind >> 8) % 64)) % 64 - 8);
  }

  std::mt19937_64 random_{7};
};

std::uint64_t open_bits(std::uint64_t span) {
  return static_cast<std::uint64_t>(std::bit_width(span));
}
/// What is not known of v: its members where they can be counted, else bits of its components.
std::uint64_t open(const Scalar8& v) { return members(v).size(); }
std::uint64_t open(const Scalar& v) {
  if (v.is_bottom()) return 0;
  return open_bits(v.umax() - v.umin()) +
         open_bits(static_cast<std::uint64_t>(v.smax()) - static_cast<std::uint64_t>(v.smin())) +
         open_bits(v.u32_max() - v.u32_min()) +
         open_bits(static_cast<std::uint32_t>(v.s32_max()) -
                   static_cast<std::uint32_t>(v.s32_min())) +
         static_cast<std::uint64_t>(std::popcount(~(v.known_zeros() | v.known_ones()))) +
         (v.as_constant() ? 0 : 17 - open_bits(v.modulus()));
}

template <class S>
using Operation = std::function<S(const S&, const S&)>;

template <class S>
std::map<std::string, Operation<S>> operations() {
  using Thresholds = std::vector<typename S::Word>;
  std::map<std::string, Operation<S>> all;
  for (const Width width : {Width::W32, Width::W64}) {
    const std::string at = width == Width::W32 ? " half" : " word";
    for (const AluOp op : naive::kAluOps) {
      all["alu " + std::to_string(int(op)) + at] = [=](const S& a, const S& b) {
        return alu(op, width, a, b);
      };
    }
    for (const JumpOp op : naive::kJumpOps) {
      for (const Branch way : {Branch::Taken, Branch::NotTaken}) {
        const std::string name =
            "jump " + std::to_string(int(op)) + (way == Branch::Taken ? " taken" : " not taken");
        all[name + " left" + at] = [=](const S& a, const S& b) {
          const auto pair = refine(op, width, a, b, way);
          return pair ? pair->left : S::bottom();
        };
        all[name + " right" + at] = [=](const S& a, const S& b) {
          const auto pair = refine(op, width, a, b, way);
          return pair ? pair->right : S::bottom();
        };
      }
    }
    all["swap" + at] = [=](const S& a, const S&) { return byte_swap(ByteOrder::ToBig, width, a); };
    all["negation" + at] = [=](const S& a, const S&) { return neg(width, a); };
  }
  for (const Width from : {Width::W8, Width::W16, Width::W32}) {
    all["zero extension " + std::to_string(int(from))] = [=](const S& a, const S&) {
      return zero_extend(a, from);
    };
    all["sign extension " + std::to_string(int(from))] = [=](const S& a, const S&) {
      return sign_extend(a, from);
    };
  }
  all["join"] = [](const S& a, const S& b) { return join(a, b); };
  all["meet"] = [](const S& a, const S& b) { return meet(a, b); };
  all["widening"] = [](const S& a, const S& b) {
    return reduce(widen(a, join(a, b), std::span<const typename S::Word>(Thresholds{1, 10, 100})));
  };
  all["nothing"] = [](const S& a, const S&) { return a; };
  return all;
}

template <class S>
testing::Counts measured(unsigned pairs) {
  const auto all = operations<S>();
  testing::Counts totals;
  Mixtures<S> mixtures;
  for (unsigned i = 0; i < pairs; ++i) {
    const S a = mixtures.next();
    const S b = mixtures.next();
    for (const auto& [name, operation] : all) totals[name] += open(operation(a, b));
  }
  return totals;
}

TEST(ScalarPrecision, IsWhatItWas) {
  testing::Counts all;
  for (const auto& [name, total] : measured<Scalar8>(3000)) all["8 bits, " + name] = total;
  for (const auto& [name, total] : measured<Scalar>(3000)) all["64 bits, " + name] = total;
  testing::expect_pinned(all, "evidence/exhaustive/scalar_precision.txt");
}

}  // namespace
}  // namespace assay
