// SPDX-License-Identifier: Apache-2.0
// The codes of the catalogue errors.def by name; a row's other columns are in
// ir/base/error_code.hpp.
#pragma once

#include <cstdint>

#include "ir/base/error_code.hpp"

namespace assay {

enum class ErrorCode : std::uint16_t {
#define ASSAY_ERROR(name, code, kind, title, repair) name,
#include "ir/base/errors.def"
#undef ASSAY_ERROR
};

}  // namespace assay
