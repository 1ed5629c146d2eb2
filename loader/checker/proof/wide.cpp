// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/wide.hpp"

namespace assay::checker {
namespace {

constexpr uint64_t kHalf = 0xffffffffu;

Wide product(uint64_t a, uint64_t b) {
  const uint64_t a0 = a & kHalf;
  const uint64_t a1 = a >> 32;
  const uint64_t b0 = b & kHalf;
  const uint64_t b1 = b >> 32;
  const uint64_t low = a0 * b0;
  const uint64_t cross = a1 * b0 + (low >> 32);
  const uint64_t middle = a0 * b1 + (cross & kHalf);
  const uint64_t high = a1 * b1 + (cross >> 32) + (middle >> 32);
  return {(middle << 32) | (low & kHalf), static_cast<int64_t>(high)};
}

/// Of two that are not negative, b > 0: bit by bit.
Wide quotient(Wide a, Wide b, Wide& rest) {
  if (a.high == 0 && b.high == 0) {
    rest = Wide::of_unsigned(a.low % b.low);
    return Wide::of_unsigned(a.low / b.low);
  }
  Wide out;
  rest = Wide{};
  for (unsigned i = 128; i-- > 0;) {
    const uint64_t word = i >= 64 ? static_cast<uint64_t>(a.high) : a.low;
    rest = rest + rest + Wide::of_unsigned(word >> (i % 64) & 1);
    out = out + out;
    if (rest < b) continue;
    rest = rest - b;
    out = out + Wide::of(1);
  }
  return out;
}

}  // namespace

Wide times(Wide a, int64_t factor) {
  if (factor == 1) return a;
  if (factor == -1) return -a;
  const auto f = static_cast<uint64_t>(factor);
  const uint64_t size = factor < 0 ? 0 - f : f;
  Wide out = product(a.low, size);
  out.high =
      static_cast<int64_t>(static_cast<uint64_t>(out.high) + static_cast<uint64_t>(a.high) * size);
  return factor < 0 ? -out : out;
}

Wide floor_divided(Wide a, Wide b) {
  if (b == Wide::of(1)) return a;
  Wide rest;
  if (!a.negative()) return quotient(a, b, rest);
  const Wide down = quotient(-a, b, rest);
  return rest == Wide{} ? -down : -down - Wide::of(1);
}

}  // namespace assay::checker
