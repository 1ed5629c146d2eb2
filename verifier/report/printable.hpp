// SPDX-License-Identifier: Apache-2.0
// Text from objects made safe to show: names and source lines come from files that nobody vouches
// for.
#pragma once

#include <string>
#include <string_view>

namespace assay {

/// `text` with what a terminal would act on written as escapes ("\x1b"): control characters of
/// ASCII and of Unicode, the marks that turn the direction of text, and bytes that are not UTF-8. A
/// tab becomes one space.
[[nodiscard]] std::string printable(std::string_view text);
/// The same for a line under which a caret is to stand: each such byte becomes one '?'.
[[nodiscard]] std::string printable_line(std::string_view text);

}  // namespace assay
