// SPDX-License-Identifier: Apache-2.0
// Calls of helpers: arguments checked against the prototype, then the effects.
#pragma once

#include "ir/interpreter/machine.hpp"

namespace assay {

/// Calls the contract's helper `id` with r1 to r5; sets r0 and makes r1 to r5 unreadable.
[[nodiscard]] MaybeFault call_helper(Machine& machine, std::uint32_t id);
/// r0 = the packet's bytes in network order (RFC 9669 section 5.5), and true; or r0 = 0 and false
/// where they lie past its end, and the running function exits. Requires of the program: a contract
/// with legacy packet access, and the context in r6.
[[nodiscard]] Attempt<bool> load_packet(Machine& machine, const LoadPacket& load);

}  // namespace assay
