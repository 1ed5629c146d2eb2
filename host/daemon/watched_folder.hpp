// SPDX-License-Identifier: Apache-2.0
// A watched folder: the regular files NAME.root, NAME.statement, and NAME.pkg. No link is followed.
#pragma once

#include <string>

#include "host/daemon/brought.hpp"

namespace assay::host {

/// Entries of a folder that are looked at; more than these are left where they are, and that is
/// told.
inline constexpr std::size_t kMostEntries = 4096;

/// What lies there. FolderUnreadable.
[[nodiscard]] loader::Outcome<Brought> brought_in_folder(const std::string& path);

}  // namespace assay::host
