// SPDX-License-Identifier: Apache-2.0
// What the kernel makes of a load: the code that it runs in its place, and how large a number that
// code can give. Linux rewrites loads of contexts (convert_ctx_accesses of kernel/bpf/verifier.c).
#pragma once

#include <linux/bpf.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "evidence/kernel/kernel.hpp"

namespace assay::kernel {

/// The program as the kernel rewrote it; none where the kernel does not show it.
[[nodiscard]] std::vector<bpf_insn> translated(const Handle& program);

/// The greatest number that r0 can hold before the instruction at `slot`, whatever memory holds;
/// nothing where no path is followed there, or code jumps back. What this does not know counts as
/// any word.
[[nodiscard]] std::optional<std::uint64_t> most_in_r0(std::span<const bpf_insn> code,
                                                      std::size_t slot);

}  // namespace assay::kernel
