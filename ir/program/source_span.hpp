// SPDX-License-Identifier: Apache-2.0
// Where the source of an instruction is.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/diagnostic/place.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// The place in the source of the instruction at `slot`, a point, with the line as the object keeps
/// it. Nothing where the slot lies outside the program, or no line is known for it.
[[nodiscard]] std::optional<SourceSpan> source_span(const Program& program, std::uint32_t slot);

}  // namespace assay
