// SPDX-License-Identifier: Apache-2.0
// The kinds of difference whose programs were read and whose cause is known; docs/kernel.md tells
// each at length.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "evidence/kernel/difference.hpp"

namespace assay::kernel {

struct Explained {
  Side side{};
  std::string_view kind;              // how Difference::kind starts; empty: any
  bool (*has_cause)(const Program&);  // whether what causes such a difference is in the program
  bool only_unreached;                // whether the cause is a path that no run takes
  std::string_view why;
};

[[nodiscard]] std::span<const Explained> explained_kinds();

/// Why Assay and the kernel differ about the program; nothing where nobody has found out.
[[nodiscard]] std::optional<std::string_view> explanation_of(const Difference& difference,
                                                             const Program& program,
                                                             const Contract& contract);

}  // namespace assay::kernel
