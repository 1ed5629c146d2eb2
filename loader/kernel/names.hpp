// SPDX-License-Identifier: Apache-2.0
// Names of a package, as the kernel takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::loader {

/// For people: at most 15 letters, digits, '_' and '.'; other characters become '_'.
[[nodiscard]] std::string kernel_name(std::string_view name);

/// A program's, with the kernel's number of the hook that it was loaded for in front: the kernel
/// keeps it, and only who may load programs gives it, so that a pin's name, which anybody who may
/// write in its folder gives, need not be trusted.
[[nodiscard]] std::string program_name(unsigned hook, std::string_view name);
/// Whether program_name() made this name, cut or not, for that hook.
[[nodiscard]] bool is_for_hook(std::string_view program_name, unsigned hook);

/// For files: the kernel takes no '.' in the names of pins, which becomes ':'. Nothing where the
/// name has anything but letters, digits, '_', '-' and '.', or is empty or too long.
[[nodiscard]] std::optional<std::string> pin_name(std::string_view name);

}  // namespace assay::loader
