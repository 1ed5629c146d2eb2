// SPDX-License-Identifier: Apache-2.0
// The hooks of Linux's security modules: what each passes, what it may return, who may attach.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::tables {

/// What a program may return.
enum class LsmResult : std::uint8_t {
  Error,    // 0, or the negative of an error number
  Failure,  // the negative of an error number: 0 says that the module gave what no program can give
  YesOrNo,  // 0 or 1
  Nothing,  // the hook has no result: whatever the program likes
};

/// Which programs may be attached.
enum class LsmUse : std::uint8_t {
  Plain,     // those that do not sleep
  MaySleep,  // all
  Refused,   // none
};

struct LsmHook {
  std::string_view name;
  std::uint32_t arguments = 0;  // of 8 bytes each
  LsmResult result{};
  LsmUse use{};
};

/// The hook of that name ("file_open"), or null.
[[nodiscard]] const LsmHook* find_lsm_hook(std::string_view name);

/// All names, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> lsm_hook_names();

}  // namespace assay::tables
