// SPDX-License-Identifier: Apache-2.0
// The contract of one hook of Linux's security modules, of which there are too many for a contract
// each in the list.
#pragma once

#include <memory>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/contract/contract.hpp"
#include "ir/contract/linux_lsm_hooks.hpp"

namespace assay::tables {

/// `lsm` (linux/lsm, or its sleepable variant) with the arguments and results of `hook`.
[[nodiscard]] Contract narrowed_to_lsm_hook(const Contract& lsm, const LsmHook& hook);

/// `contract`, or where it is that of security modules and the section says which hook a program is
/// attached to ("lsm/file_open"), what it is for this hook.
/// Error: ContractUnknown for a hook that is not known, to which BPF may not attach, or where a
/// program that sleeps may not.
[[nodiscard]] Result<std::shared_ptr<const Contract>> at_lsm_hook(
    const std::shared_ptr<const Contract>& contract, std::string_view section);

}  // namespace assay::tables
