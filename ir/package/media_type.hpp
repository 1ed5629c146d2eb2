// SPDX-License-Identifier: Apache-2.0
// What registries call a package.
#pragma once

#include <string_view>

namespace assay {

inline constexpr std::string_view kPackageMediaType = "application/vnd.assay.package.v1";

}  // namespace assay
