// SPDX-License-Identifier: Apache-2.0
// Why the checker refuses (codes.def), and where it did.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::checker {

enum class Code : uint32_t {
#define ASSAY_CHECK_CODE(name, number) name = number,
#include "loader/checker/codes.def"
#undef ASSAY_CHECK_CODE
};

}  // namespace assay::checker
