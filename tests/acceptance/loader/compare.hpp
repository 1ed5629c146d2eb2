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

/// Reads `ours` as Assay does and `theirs` as libbpf does, which are one object but where the
/// comparison itself is tested. What either refuses is not compared: only an object that libbpf
/// loads and Assay accepts can be judged as one program and run as another.
[[nodiscard]] Comparison compare(std::span<const std::uint8_t> ours,
                                 std::span<const std::uint8_t> theirs);

}  // namespace assay::loader
