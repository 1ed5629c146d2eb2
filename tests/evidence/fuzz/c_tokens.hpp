// SPDX-License-Identifier: Apache-2.0
// Random changes of C, token by token: what a compiler's front end is likely to get wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/interpreter/random.hpp"

namespace assay::fuzz {

/// The tokens of the text with the blanks and comments between them as tokens of their own, so that
/// all of them together are the text.
[[nodiscard]] std::vector<std::string> c_tokens(std::string_view text);

/// The text changed in a few places, with pieces of `other` spliced in now and then; at most
/// `most_bytes` long.
[[nodiscard]] std::string changed_c(std::string_view text, std::string_view other,
                                    std::size_t most_bytes, Random& random);

}  // namespace assay::fuzz
