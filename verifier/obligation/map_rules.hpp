// SPDX-License-Identifier: Apache-2.0
// What a map's definition says about its use: whether it fits its kind, and who may write or read.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/obligation/gap.hpp"

namespace assay {

/// What of a definition no loader takes, or no program may use.
enum class MapProblem : std::uint8_t {
  KeySize,
  ValueSize,
  SizeOfBoth,
  FlagsMissing,
  WriteOnly,  // for programs, which Assay does not model
};

/// The program may not change the map's values: data that the loader freezes, or a map so flagged.
[[nodiscard]] bool read_only_to_programs(const Map& map);
/// Of how many bytes, at most 8, the address of each value of the map is known to be a multiple.
[[nodiscard]] std::uint32_t value_alignment(const MapKind& kind, const Map& map);
/// MapKindUnknown where the contract has no such kind of map, and MapFlagsNotAllowed where no
/// loader takes this definition of one, or no program may use it.
[[nodiscard]] Missing check_definition(const Contract& contract, const Map& map);

}  // namespace assay
