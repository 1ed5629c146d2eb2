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
  Entries,
  FlagsMissing,
  FlagsUnknown,
  WriteOnly,  // for programs, which Assay does not model
};

/// Why a hook does not take a map whose definition is valid.
enum class HookProblem : std::uint8_t {
  SecondOfKind,
  Lock,   // in its values
  Timer,  // or what else the kernel manages and works on later: a queue of work, a list, a tree
};

/// The program may not change the map's values: data that the loader freezes, or a map so flagged.
[[nodiscard]] bool read_only_to_programs(const Map& map);
/// Of how many bytes, at most 8, the address of each value of the map is known to be a multiple.
[[nodiscard]] std::uint32_t value_alignment(const MapKind& kind, const Map& map);
/// MapKindUnknown where the contract has no such kind of map, and MapFlagsNotAllowed where no
/// loader takes this definition of one, or no program may use it.
[[nodiscard]] Missing check_definition(const Contract& contract, const Map& map);
/// The object leaves it to its loader how many entries the map has, which must be some: a
/// definition of none is not refused, and an acceptance says that it assumes a number.
[[nodiscard]] bool is_counted_by_loader(const Contract& contract, const Map& map);
/// Likewise how many bytes a value of the map has, of which the program sees none.
[[nodiscard]] bool is_sized_by_loader(const Contract& contract, const Map& map);
/// MapsOfOneType where the platform may take the map for another one of the object; MapNotForHook
/// where it takes the map, but not together with this program.
[[nodiscard]] Missing check_together(const Program& program, const Contract& contract,
                                     std::uint32_t map);

}  // namespace assay
