// SPDX-License-Identifier: Apache-2.0
// Programs of up to 64 KiB that are valid, and made to cost a verifier as much as they can.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ir/program/program.hpp"

namespace assay::bench {

/// Most slots of a program of 64 KiB.
inline constexpr std::size_t kMostHostileSlots = 8192;

/// A way to be costly. Every program is one of linux/xdp, with an array map of 4096-byte values.
struct HostileFamily {
  std::string_view name;
  Program (*make)(std::uint64_t seed);
  std::uint64_t seeds = 1;  // seeds from 0 that give different programs
};

[[nodiscard]] const std::vector<HostileFamily>& hostile_families();

}  // namespace assay::bench
