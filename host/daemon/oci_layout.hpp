// SPDX-License-Identifier: Apache-2.0
// A folder that is an OCI image layout (OCI Image Format Specification 1.1, image-layout): what a
// registry's client such as skopeo leaves. Every blob is bounded before it is read, and has the
// digest that it is named by.
#pragma once

#include <cstddef>
#include <string>

#include "host/daemon/brought.hpp"
#include "loader/base/outcome.hpp"

namespace assay::host {

/// What the layout's index reaches; `most` bytes of a package. LayoutMalformed, and those of files.
[[nodiscard]] loader::Outcome<Brought> brought_in_layout(const std::string& path, std::size_t most);

}  // namespace assay::host
