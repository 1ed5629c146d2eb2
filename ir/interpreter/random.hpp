// SPDX-License-Identifier: Apache-2.0
// The seeded source of everything that a run leaves to chance. Same seed, same run, on every
// machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace assay {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  bool operator==(const Random&) const = default;

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  /// A number in [0, bound); bound >= 1. The bias of the remainder does not matter here.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  /// True once in `n` calls on average.
  [[nodiscard]] bool one_in(std::uint64_t n) { return below(n) == 0; }
  [[nodiscard]] std::vector<std::uint8_t> bytes(std::uint64_t count) {
    std::vector<std::uint8_t> result(count);
    // Eight at a time: each frame of a run begins with some hundred.
    for (std::uint64_t i = 0; i < count; i += 8) {
      const std::uint64_t word = next();
      std::memcpy(result.data() + i, &word, std::min<std::uint64_t>(8, count - i));
    }
    return result;
  }

 private:
  std::uint64_t state_;
};

}  // namespace assay
