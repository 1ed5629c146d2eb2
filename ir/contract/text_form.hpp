// SPDX-License-Identifier: Apache-2.0
// The text form of a contract, for people who write or compare one.
//
//     contract name="linux/example" platform=linux context_size=16
//     field name="length" size=4
//     helper id=1 name="map_lookup_elem" returns=value_or_null map_kinds=[1, 2]
//       argument kind=map
//       argument kind=key
//
// A record is its keyword and facts `name=value`, in any order, with any white space between them;
// the keywords and names are the schema's. A number is decimal; a word in quotation marks has \"
// and \\ for these two characters, and ends on its line: what does not fit follows in further
// quotation marks, but in lists. A fact of two parts is two facts with a dot. A fact that is not
// there is the default. Records of a list stand in the list's order, but helpers and kinds of map,
// which stand in any; arguments stand after their helper. A # begins a comment, up to the end of
// the line.
//
// What contracts share stands in texts of its own, parts, which have no record `contract`:
//
//     use part="linux/shared/skb_helpers" only=["skb_load_bytes", "csum_diff"]
//
// means that all records of the part stand here; with `only`, of its helpers and kinds of map those
// of these names, and with `without` those of other names. Of a record that is there once (policy,
// limits, result), what is said later, by a part or the text, replaces what was said before, fact
// by fact. A part uses no other.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "ir/contract/contract.hpp"

namespace assay {

/// The text: what differs from the defaults, in the order of the schema. It reads as the same
/// contract if no word of the contract has a control character.
[[nodiscard]] std::string write_text(const Contract& contract);

/// Why a text is no contract.
struct TextFault {
  std::size_t line = 1;    // from 1
  std::size_t column = 1;  // from 1, in bytes
  std::string what;
  std::string part = {};  // the used part in which it lies; empty: the text itself
};
/// The text of a part, or nothing where there is no part of that name.
using TextParts = std::function<std::optional<std::string_view>(std::string_view name)>;

/// The contract that the text says. It does not contradict itself (validate.hpp).
[[nodiscard]] std::variant<Contract, TextFault> read_text(std::string_view text,
                                                          const TextParts& parts = {});
/// What the first record of a contract's text says, and nothing else: cheap.
[[nodiscard]] std::variant<Contract, TextFault> read_head(std::string_view text);
/// What a part says beside the defaults.
[[nodiscard]] std::variant<Contract, TextFault> read_part(std::string_view text);

}  // namespace assay
