// SPDX-License-Identifier: Apache-2.0
// Why the checker refuses, for people. The checker itself has numbers only
// (loader/checker/codes.def).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ir/base/error_code.hpp"

namespace assay {

/// A clause without a full stop. A number that is no code has one, too.
[[nodiscard]] std::string_view check_words(std::uint32_t code);

/// ", at byte 12", ", at instruction 3"; empty where the checker names no place. `kind` is one of
/// assay_check_place.
[[nodiscard]] std::string check_place_words(std::uint32_t kind, std::uint64_t place);

/// The code of errors.def under which a refusal is told: PackageMalformed for the package's form,
/// InternalError for what the host did wrong, else PackageRefused.
[[nodiscard]] ErrorCode error_of_check(std::uint32_t code);

}  // namespace assay
