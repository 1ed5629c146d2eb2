// SPDX-License-Identifier: Apache-2.0
// What a sealed package says that it is (docs/package.md: Identity), before anybody has checked it:
// so that bytes are not kept under another name than their own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "loader/admission/check.hpp"

namespace assay::loader {

/// Nothing where the bytes end before, or the name is no word. Of bytes that are no package, any.
[[nodiscard]] std::optional<SaidIdentity> said_identity(std::span<const std::uint8_t> package);

}  // namespace assay::loader
