// SPDX-License-Identifier: Apache-2.0
// How the host stands as metrics in Prometheus' text format (version 0.0.4). Packages and codes
// alone are labels, so that their number is bounded.
#pragma once

#include <string>

#include "host/daemon/counts.hpp"
#include "host/daemon/host.hpp"

namespace assay::host {

[[nodiscard]] std::string metrics_of(Host& host, const RefusalCounts& refusals);

}  // namespace assay::host
