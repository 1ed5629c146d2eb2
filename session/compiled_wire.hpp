// SPDX-License-Identifier: Apache-2.0
// What the front end says, as bytes from one process to another of the same program.
#pragma once

#include <string>
#include <string_view>

#include "rules/front/module.hpp"

namespace assay {

[[nodiscard]] std::string to_wire(const Compiled& compiled);

/// InternalFault where the bytes are not whole: they come from a process that may have gone wrong.
[[nodiscard]] Compiled from_wire(std::string_view bytes);

}  // namespace assay
