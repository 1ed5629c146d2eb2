// SPDX-License-Identifier: Apache-2.0
// How the word of a symbol follows from the low half of a term.
#pragma once

#include <cstdint>

namespace assay {

enum class LinkKind : std::uint8_t { None, ZeroExtend32, SignExtend32 };

}  // namespace assay
