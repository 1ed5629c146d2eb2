// SPDX-License-Identifier: Apache-2.0
// What a license says to a platform that keeps some helpers for programs under the GPL.
#pragma once

#include <string_view>

namespace assay {

/// Whether Linux takes the license for one that fits the GPL: license_is_gpl_compatible of
/// include/linux/license.h, 6.12. By its letters: "gpl" does not.
[[nodiscard]] bool fits_gpl(std::string_view license);

}  // namespace assay
