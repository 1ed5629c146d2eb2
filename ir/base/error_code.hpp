// SPDX-License-Identifier: Apache-2.0
// The catalogue of errors.def as types: the one place where codes, classes and titles live.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

enum class ErrorCode : std::uint16_t {
#define ASSAY_ERROR(name, code, kind, title) name,
#include "ir/base/errors.def"
#undef ASSAY_ERROR
};

/// What an error means for the verdict and the exit status (errors.def).
enum class ErrorClass : std::uint8_t { Input, Unsupported, Unproved, Internal };

/// The stable code ("A501") by which `assay explain` and CI know the error.
[[nodiscard]] std::string_view error_id(ErrorCode code);
/// One clause, lower case, without a full stop.
[[nodiscard]] std::string_view error_title(ErrorCode code);
[[nodiscard]] ErrorClass error_class(ErrorCode code);

}  // namespace assay
