// SPDX-License-Identifier: Apache-2.0
// The event file of `assay run` (docs/event.md) as an Event that fits a program and its contract.
#pragma once

#include <string_view>

#include "ir/base/result.hpp"
#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Reads `text` and checks all that run() requires of an event: names, sizes, the region axiom. The
/// only error is EventMalformed; its message begins with a JSON pointer to what is wrong.
[[nodiscard]] Result<Event> parse_event(std::string_view text, const Program& program,
                                        const Contract& contract);

}  // namespace assay
