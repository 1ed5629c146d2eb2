// SPDX-License-Identifier: Apache-2.0
// Tells the service manager how the host is, as sd_notify(3) does: a datagram to the socket that
// NOTIFY_SOCKET names. Without one nothing happens.
#pragma once

#include <string_view>

namespace assay::host {

/// "READY=1", "STOPPING=1", "WATCHDOG=1".
void notify(std::string_view state);

}  // namespace assay::host
