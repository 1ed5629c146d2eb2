// SPDX-License-Identifier: Apache-2.0
// A watched folder: the regular files NAME.root, NAME.statement, and NAME.pkg. No link is followed,
// and nothing is read that is larger than allowed.
#pragma once

#include <cstddef>
#include <string>

#include "host/daemon/brought.hpp"
#include "loader/base/outcome.hpp"

namespace assay::host {

/// What lies there; `most` bytes of a package. FolderUnreadable.
[[nodiscard]] loader::Outcome<Brought> brought_in_folder(const std::string& path, std::size_t most);

}  // namespace assay::host
