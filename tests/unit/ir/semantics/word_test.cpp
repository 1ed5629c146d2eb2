// SPDX-License-Identifier: Apache-2.0
// Every operation of small words against plain integers.
#include "ir/semantics/word.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

using Nibble = MachineWord<4>;

std::int64_t as_signed(std::uint64_t x) {
  return x < 8 ? static_cast<std::int64_t>(x) : static_cast<std::int64_t>(x) - 16;
}
Nibble of_signed(std::int64_t x) { return Nibble::of(static_cast<std::uint64_t>(x)); }

template <class F>
void for_all_pairs(F&& f) {
  for (std::uint64_t x = 0; x < 16; ++x)
    for (std::uint64_t y = 0; y < 16; ++y) f(x, y);
}

TEST(MachineWord, DividesLikeIntegersAndByZeroGivesZero) {
  for_all_pairs([](std::uint64_t x, std::uint64_t y) {
    const Nibble a = Nibble::of(x);
    const Nibble b = Nibble::of(y);
    EXPECT_EQ(udiv(a, b), Nibble::of(y == 0 ? 0 : x / y));
    EXPECT_EQ(umod(a, b), Nibble::of(y == 0 ? 0 : x % y));
    EXPECT_EQ(sdiv(a, b), of_signed(y == 0 ? 0 : as_signed(x) / as_signed(y)));
    EXPECT_EQ(smod(a, b), of_signed(y == 0 ? 0 : as_signed(x) % as_signed(y)));
  });
}

TEST(MachineWord, ShiftsByAWordAsByItsNumberAndBeyondTheWidthToZero) {
  for_all_pairs([](std::uint64_t x, std::uint64_t k) {
    const Nibble a = Nibble::of(x);
    const Nibble by = Nibble::of(k);
    EXPECT_EQ(shl(a, by), k < 4 ? shl(a, static_cast<unsigned>(k)) : Nibble{});
    EXPECT_EQ(lshr(a, by), k < 4 ? lshr(a, static_cast<unsigned>(k)) : Nibble{});
    EXPECT_EQ(ashr(a, by), k < 4 ? ashr(a, static_cast<unsigned>(k)) : Nibble{});
  });
}

TEST(MachineWord, KeepsLowBitsWithZerosOrTheirSignAbove) {
  for (std::uint64_t x = 0; x < 16; ++x) {
    for (unsigned n = 1; n <= 4; ++n) {
      const std::uint64_t low = x & ((1U << n) - 1);
      const bool negative = (low >> (n - 1)) != 0;
      EXPECT_EQ(zero_extended_bits(Nibble::of(x), n), Nibble::of(low));
      EXPECT_EQ(sign_extended_bits(Nibble::of(x), n),
                Nibble::of(negative ? low - (std::uint64_t{1} << n) : low));
    }
  }
}

}  // namespace
}  // namespace assay
