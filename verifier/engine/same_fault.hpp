// SPDX-License-Identifier: Apache-2.0
// Which findings tell of one fault.
#pragma once

#include <compare>
#include <string>

#include "ir/program/program.hpp"
#include "verifier/obligation/finding.hpp"

namespace assay {

/// Findings of one key are one fault to a person: the same code at the same expression of the
/// source, whichever instruction a compiler made of it on whichever path; or the same helper,
/// function or map that cannot be used, wherever it is.
struct FaultKey {
  ErrorCode code{};
  std::int32_t file = -1;
  std::uint32_t line = 0;  // 0: the place in the source is not known, and `slot` counts
  std::uint32_t column = 0;
  std::uint32_t slot = 0;
  std::uint32_t argument = 0;
  std::string about;  // what no place is to blame for: a definition that is missing or wrong
  auto operator<=>(const FaultKey&) const = default;
};
[[nodiscard]] FaultKey fault_key(const Program& program, const Finding& finding);

}  // namespace assay
