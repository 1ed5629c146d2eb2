// SPDX-License-Identifier: Apache-2.0
// Whether Assay judged what libbpf would load.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace assay::loader {

struct Comparison {
  std::size_t programs = 0;              // that both read, and that were compared
  std::vector<std::string> differences;  // one clause each
};

/// One object but where the comparison itself is tested.
struct Compared {
  std::span<const std::uint8_t> ours;
  std::span<const std::uint8_t> theirs;
  /// Types for CO-RE relocations, of a kernel; empty: the object's own.
  std::span<const std::uint8_t> target;
};

/// Reads `ours` as Assay does and `theirs` as libbpf does. What either refuses is not compared:
/// only an object that libbpf loads and Assay accepts can be judged as one program and run as
/// another.
[[nodiscard]] Comparison compare(const Compared& objects);

}  // namespace assay::loader
