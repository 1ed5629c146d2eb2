// SPDX-License-Identifier: Apache-2.0
// How the host stands, for people and programs. It has no bytes of events.
#pragma once

#include "host/daemon/host.hpp"

namespace assay::host {

[[nodiscard]] loader::Table status_of(Host& host);

}  // namespace assay::host
