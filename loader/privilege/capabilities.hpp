// SPDX-License-Identifier: Apache-2.0
// The rights of a process that works for the kernel's part of the loader: what it does not need it
// gives up, for itself and for whatever it starts, and never gets back (capabilities(7)).
#pragma once

#include "loader/base/outcome.hpp"

namespace assay::loader {

/// For who hands a package on: no capability is in effect any more, and whatever is started from
/// here can have CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN at most. PrivilegeKept.
[[nodiscard]] Done keep_kernel_rights_for_the_helper();

/// For the helper: those three are all that is left, as far as they were there; nothing that is
/// started gets any; no core is dumped, and nobody attaches. PrivilegeKept.
[[nodiscard]] Done keep_kernel_rights_only();

}  // namespace assay::loader
