// SPDX-License-Identifier: Apache-2.0
// One row a platform: how its headers and its users spell things. What holds for programs is in
// contracts; no rule asks which platform it is.
#pragma once

#include <array>
#include <string_view>

#include "ir/base/check.hpp"
#include "ir/contract/contract.hpp"

namespace assay {

struct PlatformRow {
  Platform platform{};
  std::string_view title;         // in texts
  bool tags_contexts = false;     // C calls the context `struct NAME`, not `NAME`
  bool has_narrow_marks = false;  // numbers of 32 bits that a load turns into pointers
  bool annotates_header = false;  // its header says the contracts (docs/hook-headers.md)
};

inline constexpr std::array kPlatformRows = {
    PlatformRow{Platform::Linux, "Linux", true, true, false},
    PlatformRow{Platform::Windows, "Windows", false, false, true},
    PlatformRow{Platform::Generic, "No platform", false, false, false},
};

[[nodiscard]] inline const PlatformRow& row_of(Platform platform) {
  for (const PlatformRow& row : kPlatformRows) {
    if (row.platform == platform) return row;
  }
  internal_fault(__FILE__, __LINE__, "not a platform");
}

}  // namespace assay
