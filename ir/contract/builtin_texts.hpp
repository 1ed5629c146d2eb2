// SPDX-License-Identifier: Apache-2.0
// The texts of ir/contract/platform, which the build embeds, and what they say. A text at fault is
// a fault of Assay's own; a test reads all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ir/contract/contract.hpp"

namespace assay {

/// A text: its path in that folder without its extension, and what it says.
struct BuiltinText {
  std::string_view name;
  std::string_view text;
};
/// The contracts' texts, in the order of platform/order.txt, and the parts that they use.
[[nodiscard]] std::span<const BuiltinText> builtin_contract_texts();
[[nodiscard]] std::span<const BuiltinText> builtin_part_texts();

/// What chooses the contract of the text: the facts of its first record, and defaults.
[[nodiscard]] Contract builtin_head(const BuiltinText& text);
[[nodiscard]] Contract builtin_contract(const BuiltinText& text);
/// What the part of that name says, which must exist, beside the defaults.
[[nodiscard]] Contract builtin_part(std::string_view name);

}  // namespace assay
