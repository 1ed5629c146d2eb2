// SPDX-License-Identifier: Apache-2.0
// What an acceptance rests on, for people: only what is not the same for every program of the hook.
// The JSON report has all of it (assumes_json.hpp).
#pragma once

#include <string>
#include <vector>

#include "verifier/report/report.hpp"

namespace assay {

/// Clauses that begin with a verb, the program being their subject ("reads 12 arguments", "assumes
/// that nobody writes .rodata"); none where it was not accepted.
[[nodiscard]] std::vector<std::string> assumptions(const ProgramReport& report);

/// How many 8-byte arguments the program reads of the function or event that it is attached to;
/// nothing where the hook's own table says how many there are.
[[nodiscard]] std::optional<std::uint32_t> arguments_read(const ProgramReport& report);

/// How many bytes of the event's record the program reads; nothing where the context is no record.
[[nodiscard]] std::optional<std::uint32_t> record_bytes_read(const ProgramReport& report);

}  // namespace assay
