// SPDX-License-Identifier: Apache-2.0
// How deep a text of JSON nests, judged before anybody builds anything of it: what is built of a
// deep one takes recursion to copy, and its text is as long as somebody else likes.
#pragma once

#include <cstddef>
#include <string_view>

namespace assay {

/// Whether lists and objects of the text nest no deeper than `deepest`. Of a text that is no JSON
/// either may be said.
[[nodiscard]] bool nests_within(std::string_view text, std::size_t deepest);

}  // namespace assay
