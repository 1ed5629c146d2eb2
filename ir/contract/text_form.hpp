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
// and
// \\ for these two characters, and ends on its line; a fact of two parts is two facts with a dot. A
// fact that is not there is the default. Records of a list stand in the list's order, and arguments
// after their helper. A # begins a comment, up to the end of the line.
#pragma once

#include <cstddef>
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
};
/// The contract that the text says. It does not contradict itself (validate.hpp).
[[nodiscard]] std::variant<Contract, TextFault> read_text(std::string_view text);

}  // namespace assay
