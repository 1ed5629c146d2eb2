// SPDX-License-Identifier: Apache-2.0
// A package as an OCI image layout (OCI Image Format Specification 1.1), the folder that clients of
// registries such as skopeo copy. A package is an artifact: a manifest with an empty configuration
// and the package as its one layer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

/// The name of the file by which a folder is a layout.
inline constexpr const char* kLayoutMark = "oci-layout";
/// In front of the path of what the index names, itself or by others.
inline constexpr const char* kLayoutBlobs = "blobs/sha256/";

struct LayoutFile {
  std::string path;  // from the layout's folder
  std::vector<std::uint8_t> bytes;
};

/// The files to be written, in this order: the mark first, without which a folder is no layout; the
/// index last, so that it names nothing that is not there.
/// `index` is that of a layout that is there, or empty: what else it lists and says stays. The
/// package is found by the reference NAME-VERSION. Error: UsageError where that can be none, or the
/// index is none, too large, or lists as many others as a host looks at.
[[nodiscard]] Result<std::vector<LayoutFile>> layout_of(std::span<const std::uint8_t> package,
                                                        const std::string& reference,
                                                        const std::string& index);

}  // namespace assay
