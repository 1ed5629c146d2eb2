// SPDX-License-Identifier: Apache-2.0
// Text from objects made safe to show: names and source lines come from files that nobody vouches
// for.
#pragma once

#include <string>
#include <string_view>

namespace assay {

/// `text` with every control character (escape sequences for a terminal among them) replaced by
/// '?'. A tab becomes one space, so that a caret below the text stays in its column.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace assay
