// SPDX-License-Identifier: Apache-2.0
// What the kernel calls the hooks of Assay's Linux contracts.
#pragma once

#include <linux/bpf.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::kernel {

/// What a program may read of what its target passes.
enum class Arguments : std::uint8_t { Numbers, Pointers };

struct Hook {
  std::string_view contract;
  bpf_prog_type type;
  std::optional<bpf_attach_type> attach;  // nothing: the type alone says what the context is
  std::uint32_t flags = 0;                // BPF_F_*
  const char* target = nullptr;  // the function or event that a program is loaded for, or null
  std::uint32_t count = 0;       // its arguments
  Arguments arguments = Arguments::Numbers;
};

/// The hook of a contract; nothing where the kernel has none of its own (windows/..., unspec).
[[nodiscard]] const Hook* find_hook(std::string_view contract);

}  // namespace assay::kernel
