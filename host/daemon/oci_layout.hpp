// SPDX-License-Identifier: Apache-2.0
// A folder that is an OCI image layout (OCI Image Format Specification 1.1, image-layout): what a
// registry's client such as skopeo leaves. Index and manifests are bounded before they are read,
// all together too; blobs are named by their digests, each once.
#pragma once

#include <string>

#include "host/daemon/brought.hpp"
#include "loader/base/outcome.hpp"

namespace assay::host {

/// What the layout's index reaches. LayoutMalformed, and those of files.
[[nodiscard]] loader::Outcome<Brought> brought_in_layout(const std::string& path);

}  // namespace assay::host
