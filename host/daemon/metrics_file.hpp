// SPDX-License-Identifier: Apache-2.0
// The metrics as a file for a collector that reads folders (node_exporter): it is replaced by
// rename, so that nobody reads half of one. Everybody may read it.
#pragma once

#include <string>

#include "loader/base/outcome.hpp"

namespace assay::host {

/// Nothing where the path is empty. No link at the path, or at the path with ".new", is followed.
/// FileUnwritable.
[[nodiscard]] loader::Done write_metrics_file(const std::string& path, const std::string& text);

}  // namespace assay::host
