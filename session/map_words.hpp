// SPDX-License-Identifier: Apache-2.0
// The words by which documents about packages name what a map is for.
#pragma once

#include <string_view>

#include "ir/wire/package.hpp"

namespace assay {

[[nodiscard]] std::string_view role_id(wire::MapRole role);
[[nodiscard]] std::string_view contents_id(wire::Contents contents);

}  // namespace assay
