// SPDX-License-Identifier: Apache-2.0
// A package for people, and as a JSON document. Both say what is in it, not whether it is true.
#pragma once

#include <string>

#include "ir/package/package.hpp"

namespace assay {

/// Text, some lines a map and a line an instruction.
[[nodiscard]] std::string render_package(const SealedPackage& package);
/// One document, with stable keys; digests as "sha256:...", bytes as hexadecimal digits.
[[nodiscard]] std::string render_package_json(const SealedPackage& package);

}  // namespace assay
