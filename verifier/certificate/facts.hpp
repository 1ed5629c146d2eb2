// SPDX-License-Identifier: Apache-2.0
// Facts of a word in their shortest form: the fewest bytes of which reducing makes the same facts.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/domain/scalar.hpp"

namespace assay {

/// The record "facts" of ir/wire/certificate.hpp.
[[nodiscard]] std::vector<std::uint8_t> facts_record(const Scalar& facts);

}  // namespace assay
