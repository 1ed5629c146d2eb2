// SPDX-License-Identifier: Apache-2.0
// What the kernel calls the hooks of Assay's Linux contracts.
#pragma once

#include <linux/bpf.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::kernel {

struct Hook {
  std::string_view contract;
  bpf_prog_type type;
  std::optional<bpf_attach_type> attach;  // nothing: the type alone says what the context is
  const char* target = nullptr;  // the function or event that a program is loaded for, or null
  std::uint32_t flags = 0;       // BPF_F_*
};

/// The hook of a contract; nothing where the kernel has none of its own (windows/..., unspec).
[[nodiscard]] const Hook* find_hook(std::string_view contract);

}  // namespace assay::kernel
