// SPDX-License-Identifier: Apache-2.0
// What a license says to a platform that keeps some helpers for programs under the GPL.
#pragma once

#include <string_view>

#include "ir/program/program.hpp"

namespace assay {

/// Whether Linux takes the license for one that fits the GPL: license_is_gpl_compatible of
/// include/linux/license.h, 6.12. By its letters: "gpl" does not.
[[nodiscard]] bool fits_gpl(std::string_view license);

/// Whether the program's object declares a license that does not fit the GPL.
[[nodiscard]] bool has_unfit_license(const Program& program);

}  // namespace assay
