// SPDX-License-Identifier: Apache-2.0
// What all hooks of a platform have in common, which no header of a hook says.
#pragma once

#include "ir/contract/contract.hpp"

namespace assay {

/// Sets what the contract's platform decides for every hook, as its part `every_hook` says: the
/// ways of execution, whether context pointers may have moved, helpers that are declared and
/// absent.
void set_platform_facts(Contract& contract);

}  // namespace assay
