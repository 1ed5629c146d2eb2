// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

/// What a line of C writes as an argument (from 1) of `helper`, which may have a prefix there;
/// empty unless the line has one call of that name, and all of the argument.
[[nodiscard]] std::string argument_in_line(std::string_view line, std::string_view helper,
                                           std::uint32_t argument);
/// The variable or member that a line of C gives the result of `helper` to ("x", "s->next"); empty
/// unless the line has one call of that name, and gives it to something that reads as a name.
[[nodiscard]] std::string result_in_line(std::string_view line, std::string_view helper);
/// Whether the line of C has that name, not as a part of another.
[[nodiscard]] bool has_name(std::string_view line, std::string_view name);

}  // namespace assay
