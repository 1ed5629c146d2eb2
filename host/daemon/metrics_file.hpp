// SPDX-License-Identifier: Apache-2.0
// The metrics as a file for a collector that reads folders (node_exporter): it is replaced by
// rename, so that nobody reads half of one.
#pragma once

#include <string>

namespace assay::host {

/// Nothing where the path is empty. What fails is left for the next time.
void write_metrics_file(const std::string& path, const std::string& text);

}  // namespace assay::host
