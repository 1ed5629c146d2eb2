// SPDX-License-Identifier: Apache-2.0
// What registries call a package, and how many of them a host looks at in one place.
#pragma once

#include <cstddef>
#include <string_view>

namespace assay {

inline constexpr std::string_view kPackageMediaType = "application/vnd.assay.package.v1";
/// Manifests of one OCI layout that a host looks at.
inline constexpr std::size_t kMostManifests = 256;

}  // namespace assay
