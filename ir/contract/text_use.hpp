// SPDX-License-Identifier: Apache-2.0
// The record `use` of a contract's text: which records of a part are meant.
#pragma once

#include <string>
#include <vector>

#include "ir/contract/schema.hpp"

namespace assay {

struct TextUse {
  std::string part;
  std::vector<std::string> only;     // names of helpers and kinds of map; empty: all
  std::vector<std::string> without;  // names
};

/// The records of `contract` that are there once, and nothing else: what a part adds to.
[[nodiscard]] Contract once_of(const Contract& contract);

/// Adds to `contract` what `use` means of the part, which was read on top of once_of(contract).
/// Gives the first name of `use` that the part does not have; empty where all is well.
[[nodiscard]] std::string add_part(const TextUse& use, Contract part, Contract& contract);

/// Sorts what stands in any order in a text: helpers and kinds of map, by their numbers.
void sort_tables(Contract& contract);

namespace schema {

template <>
inline constexpr std::tuple kFacts<TextUse> = {
    no_proof("part", &TextUse::part),
    no_proof("only", &TextUse::only),
    no_proof("without", &TextUse::without),
};
template <>
inline constexpr std::string_view kKeyword<TextUse> = "use";

}  // namespace schema
}  // namespace assay
