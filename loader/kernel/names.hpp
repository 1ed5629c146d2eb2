// SPDX-License-Identifier: Apache-2.0
// Names of a package, as the kernel takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::loader {

/// For people: at most 15 letters, digits, '_' and '.'; other characters become '_'.
[[nodiscard]] std::string kernel_name(std::string_view name);

/// For files: the kernel takes no '.' in the names of pins, which becomes ':'. Nothing where the
/// name has anything but letters, digits, '_', '-' and '.', or is empty or too long.
[[nodiscard]] std::optional<std::string> pin_name(std::string_view name);

}  // namespace assay::loader
