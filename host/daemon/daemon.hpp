// SPDX-License-Identifier: Apache-2.0
// The host at its socket: rights, workers, and what is done now and then, from start to orderly
// stop.
#pragma once

#include "host/daemon/settings.hpp"

namespace assay::host {

/// Runs until SIGTERM or SIGINT. What keeps the host from starting.
[[nodiscard]] loader::Done run_daemon(const Settings& settings);

}  // namespace assay::host
