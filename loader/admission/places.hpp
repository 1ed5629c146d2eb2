// SPDX-License-Identifier: Apache-2.0
// Places that threads take for the time of an event, so that each works on its own cache lines and
// pays one atomic operation to take one, where a lock would be taken and given back.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::loader {

/// How many events at once have a place; others go a slower way.
inline constexpr std::size_t kPlaces = 8;
/// What is written by different threads lies so far apart.
inline constexpr std::size_t kCacheLine = 64;

/// The place at which a thread looks first: nearly always the same, and another than most other
/// threads'. `here` is anything on its stack. A hint; nothing rests on it.
[[nodiscard]] inline std::size_t first_place(const void* here) {
  // Stacks of threads lie at least so far apart, and an event takes little of one.
  constexpr unsigned kStackBits = 20;
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;  // odd, without a pattern in its bits
  constexpr unsigned kUpperBits = 61;                    // eight places
  static_assert(std::size_t{1} << (64 - kUpperBits) == kPlaces);
  const auto stack =
      static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(here)) >> kStackBits;
  return static_cast<std::size_t>(stack * kSpread >> kUpperBits);
}

/// The first place, from the thread's own on, that `try_take` takes; null where it takes none.
template <class Place, class TryTake>
[[nodiscard]] Place* take_place(std::array<Place, kPlaces>& places, TryTake&& try_take) {
  const char here = 0;
  const std::size_t first = first_place(&here);
  for (std::size_t i = 0; i < kPlaces; ++i) {
    Place& place = places[(first + i) % kPlaces];
    if (try_take(place)) return &place;
  }
  return nullptr;
}

}  // namespace assay::loader
