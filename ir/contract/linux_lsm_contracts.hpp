// SPDX-License-Identifier: Apache-2.0
// The contract of one hook of Linux's security modules, or of one function of theirs that a program
// answers for: there are too many for a contract each in the list.
#pragma once

#include <memory>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/contract/contract.hpp"
#include "ir/contract/linux_lsm_hooks.hpp"

namespace assay::tables {

/// `lsm` (linux/lsm, or its sleepable variant) with the arguments and results of `hook`.
[[nodiscard]] Contract narrowed_to_lsm_hook(const Contract& lsm, const LsmHook& hook);

/// `contract`, or what it is for what the section says that a program is attached to: a hook of
/// security modules ("lsm/file_open"), or in place of a function that asks them
/// ("fmod_ret/security_file_open"), whose callers take what is no error number for a pointer.
/// Error: ContractUnknown for a hook that is not known, to which BPF may not attach, or where a
/// program that sleeps may not.
[[nodiscard]] Result<std::shared_ptr<const Contract>> at_attach_point(
    const std::shared_ptr<const Contract>& contract, std::string_view section);

}  // namespace assay::tables
