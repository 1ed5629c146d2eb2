// SPDX-License-Identifier: Apache-2.0
// A package in a file, read for people: nothing in it is checked.
#pragma once

#include <string>

#include "ir/base/result.hpp"
#include "ir/package/package.hpp"

namespace assay {

/// The package of that file, or of standard input ("-"). Errors, with the path in front:
/// FileUnreadable, LimitExceeded, PackageMalformed.
[[nodiscard]] Result<SealedPackage> package_in(const std::string& file);

}  // namespace assay
