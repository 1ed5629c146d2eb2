// SPDX-License-Identifier: Apache-2.0
// Congruences against plain search over small integers.
#include "verifier/domain/congruence.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Congruence, TheCapGrowsWithTheWord) {
  for (const auto& [bits, cap] : {std::pair{64U, 65536U}, {32U, 65536U}, {8U, 16U}, {4U, 4U}})
    EXPECT_EQ(modulus_cap(bits), cap);
}

TEST(Congruence, ACappedModulusIsTheLargestOfItsOddPartThatFits) {
  for (const std::uint32_t cap : {4U, 16U, 64U}) {
    for (std::uint64_t modulus = 1; modulus < 3000; ++modulus) {
      const std::uint32_t capped = capped_modulus(modulus, cap);
      ASSERT_LE(capped, cap);
      ASSERT_EQ(modulus % capped, 0U) << modulus;
      if (modulus <= cap) {
        ASSERT_EQ(capped, modulus);
      }
      if (modulus % (std::uint64_t{capped} * 2) == 0) {
        ASSERT_GT(capped * 2, cap) << modulus;
      }
      std::uint64_t odd = modulus;
      while (odd % 2 == 0) odd /= 2;
      if (odd <= cap) {
        ASSERT_EQ(capped % odd, 0U) << modulus;
      }
    }
    EXPECT_EQ(capped_modulus(0, cap), cap);
  }
}

TEST(Congruence, PowersOfTwoAreExact) {
  for (std::uint64_t m = 1; m < 200; ++m) {
    std::uint64_t power = 1 % m;
    for (unsigned n = 1; n <= 64; ++n) {
      power = power * 2 % m;
      ASSERT_EQ(power_mod(n, m), power) << n << " " << m;
    }
    for (unsigned bits = 1; bits < 12; ++bits) {
      const std::uint64_t part = power_part(m, bits);
      ASSERT_EQ(m % part, 0U);
      ASSERT_LE(part, std::uint64_t{1} << bits);
      ASSERT_TRUE(m % (part * 2) != 0 || part == std::uint64_t{1} << bits);
    }
  }
  EXPECT_EQ(power_part(0, 8), 256U);
  EXPECT_EQ(power_part(0, 64), std::uint64_t{1} << 32);
}

TEST(Congruence, ConstantsAreExactUntilProductsCouldOverflow) {
  const std::uint64_t limit = std::uint64_t{1} << 32;
  for (const std::uint64_t x : {std::uint64_t{0}, limit / 2, limit - 1}) {
    EXPECT_EQ(constant_residue(x).modulus, 0U);
    EXPECT_EQ(constant_residue(x).remainder, x);
  }
  EXPECT_EQ(constant_residue(limit).modulus, limit / 2);
  EXPECT_EQ(constant_residue(limit + 5).remainder, 5U);
}

TEST(Congruence, RoundingFindsTheNearestMember) {
  for (std::uint32_t m = 1; m < 9; ++m) {
    for (std::uint32_t r = 0; r < m; ++r) {
      for (std::uint64_t bound = 0; bound < 30; ++bound) {
        for (std::uint64_t limit = 0; limit < 30; ++limit) {
          std::optional<std::uint64_t> above;
          std::optional<std::uint64_t> below;
          for (std::uint64_t x = bound; x <= limit && !above; ++x)
            if (x % m == r) above = x;
          for (std::uint64_t x = bound + 1; x-- > limit && !below;)
            if (x % m == r) below = x;
          ASSERT_EQ(round_up({m, r}, bound, limit), above);
          ASSERT_EQ(round_down({m, r}, bound, limit), below);
        }
      }
    }
  }
}

TEST(Congruence, AMeetIsTheIntersectionOrKeepsTheFirst) {
  constexpr std::uint32_t kCap = 64;
  for (std::uint32_t m = 1; m <= 16; ++m) {
    for (std::uint32_t n = 1; n <= 16; ++n) {
      for (std::uint32_t r = 0; r < m; ++r) {
        for (std::uint32_t s = 0; s < n; ++s) {
          std::optional<std::uint32_t> first;
          for (std::uint32_t x = 0; x < m * n && !first; ++x)
            if (x % m == r && x % n == s) first = x;
          const auto both = meet(Congruence{m, r}, Congruence{n, s}, kCap);
          ASSERT_EQ(both.has_value(), first.has_value());
          if (!both) continue;
          const std::uint32_t least = std::lcm(m, n);
          if (least > kCap) {
            ASSERT_EQ(*both, (Congruence{m, r}));
          } else {
            ASSERT_EQ(*both, (Congruence{least, *first}));
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace assay
