// SPDX-License-Identifier: Apache-2.0
// The event file of `assay run` and of a hook (docs/event.md) as an Event that fits a program and
// its contract.
#pragma once

#include <cstdint>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Reads `text` and checks all that run() requires of an event: names, sizes, the region axiom, and
/// that its bytes are at most as many as a run may take (kMostRunBytes). The only error is
/// EventMalformed; its message begins with a JSON pointer to what is wrong.
[[nodiscard]] Result<Event> parse_event(std::string_view text, const Program& program,
                                        const Contract& contract);

/// Bytes of the largest event that a hook supplies.
inline constexpr std::uint64_t kMostHookBytes = std::uint64_t{4} << 20;

/// parse_event() of what a hook supplies, whoever sends it: at most kMostHookBytes, and nothing of
/// maps and helpers, of which nothing is read then. EventMalformed.
[[nodiscard]] Result<Event> parse_hook_event(std::string_view text, const Contract& contract);

}  // namespace assay
