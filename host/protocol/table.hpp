// SPDX-License-Identifier: Apache-2.0
// The answer to "status" as a table for people.
#pragma once

#include "host/protocol/frame.hpp"

namespace assay::host {

/// Prints it. Members that are not there are left out.
void show_status(const loader::Table& status);

}  // namespace assay::host
