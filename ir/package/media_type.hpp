// SPDX-License-Identifier: Apache-2.0
// What registries call a package, and what a host reads of the folders that hold some (OCI Image
// Format Specification 1.1): who writes such a folder keeps to it.
#pragma once

#include <cstddef>
#include <string_view>

namespace assay {

inline constexpr std::string_view kPackageMediaType = "application/vnd.assay.package.v1";
/// The name of the file that lists what an OCI layout holds.
inline constexpr const char* kLayoutIndex = "index.json";
/// Manifests of one OCI layout that a host looks at.
inline constexpr std::size_t kMostManifests = 256;
/// Of its index, and of each manifest: bytes that a host reads, and how deep they may nest.
inline constexpr std::size_t kLongestIndex = std::size_t{1} << 20;
inline constexpr std::size_t kDeepestIndex = 16;

}  // namespace assay
