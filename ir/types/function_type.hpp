// SPDX-License-Identifier: Apache-2.0
// What the type of a function says of how Linux judges it: check_btf_func and do_check_subprogs of
// kernel/bpf/verifier.c, 6.12.
#pragma once

#include "ir/types/btf.hpp"

namespace assay {

/// It is linked by its name (BTF_FUNC_GLOBAL). Requires btf.has(function).
[[nodiscard]] bool is_global(const Btf& btf, TypeId function);

/// It returns an integer of a register's size at most, or an enumeration; false where the type is
/// no function. Requires btf.has(function).
[[nodiscard]] bool returns_number(const Btf& btf, TypeId function);

}  // namespace assay
