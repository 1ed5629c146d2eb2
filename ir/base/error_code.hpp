// SPDX-License-Identifier: Apache-2.0
// What an error's code says, by the catalogue errors.def: its identifier, class, title and repair.
//
// The type is opaque here, so that units that only hand codes on are not compiled anew for a new
// row. Whoever names a code includes ir/base/errors.hpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

enum class ErrorCode : std::uint16_t;

/// What an error means for the verdict and the exit status (errors.def).
enum class ErrorClass : std::uint8_t { Input, Unsupported, Unproved, Internal };

/// The stable code ("A501") by which `assay explain` and CI know the error.
[[nodiscard]] std::string_view error_id(ErrorCode code);
/// One clause, lower case, without a full stop.
[[nodiscard]] std::string_view error_title(ErrorCode code);
[[nodiscard]] ErrorClass error_class(ErrorCode code);
/// The repair that usually fits, for messages that know no better one: one clause in the words of a
/// sensor's developer; empty where the message itself says what to do (a malformed file, an
/// unusable command line).
[[nodiscard]] std::string_view error_repair(ErrorCode code);

}  // namespace assay
