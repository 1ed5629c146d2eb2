// SPDX-License-Identifier: Apache-2.0
// Words that the texts made of a contract share: what is shown to people, and C headers.
#pragma once

#include <string>
#include <string_view>

#include "ir/contract/contract.hpp"

namespace assay {

/// How much of the buffer that a helper takes is written; empty: all of it.
[[nodiscard]] std::string_view initialises_text(Initialises how);
/// Whether a buffer or map value of the caller's is written by the helper alone.
[[nodiscard]] bool writes_memory(const Helper& helper);
/// The names of the kinds that the helper's map may have, separated by commas.
[[nodiscard]] std::string map_kind_names(const Contract& contract, const Helper& helper);

}  // namespace assay
