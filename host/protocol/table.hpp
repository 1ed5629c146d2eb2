// SPDX-License-Identifier: Apache-2.0
// The answer to "status" as a table for people.
#pragma once

#include <string>
#include <string_view>

#include "host/protocol/frame.hpp"

namespace assay::host {

/// Prints it. Members that are not there are left out.
void show_status(const loader::Table& status);

/// A hook's answer, the member of that name: with its sign where it is a small negative number; "-"
/// where it is not there.
[[nodiscard]] std::string shown_answer(const loader::Table& table, std::string_view name);

}  // namespace assay::host
