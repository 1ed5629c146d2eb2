// SPDX-License-Identifier: Apache-2.0
// An obligation that was not shown to hold, as data: which, and in what way it fails. The values
// concerned are those of the obligation's operands in the state that goes with it (Unmet). No
// words: verifier/explain has them.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/base/error_code.hpp"
#include "verifier/domain/state.hpp"
#include "verifier/obligation/obligation.hpp"

namespace assay {

/// In what way an obligation fails, where it can in several with one code.
enum class Lack : std::uint8_t {
  Plain,
  // Computable
  MakesNumber,  // of a pointer
  MovesOpaque,  // a pointer that only helpers may use
  // Comparable
  LeftTooFar,
  RightTooFar,
  // Accessible, ArgumentFits: the address
  IsNull,
  MayBeNull,
  // Accessible, ArgumentFits: the bytes
  BeginsBefore,    // may begin before the region
  EndsBehind,      // begins inside or behind, and may end behind it
  KeepsPointer,    // a helper reads them, and a pointer is kept there
  HoldsObject,     // a helper made an object of them, which only helpers may use
  BeginsAnywhere,  // of Misaligned: `detail`: of how many bytes their region's begin is a multiple
  // WholePointerStored
  UnknownPlace,
  // Addressable
  NoDirectValue,
  // ArgumentFits: a size
  SizeTooLarge,
  SizeNotConstant,
  SizeMayBeZero,
  // ArgumentFits: a number
  NotConstant,
  OutOfRange,
  // ArgumentFits: what it must be, and is not
  WantsNumber,
  WantsContext,
  WantsMap,
  WantsSize,
  WantsMemory,
  WantsOwnMemory,  // not the context
  WantsCopy,       // not bytes that the helper may move
  WantsPrivate,    // not bytes that others may change meanwhile
  WantsAsReturned,
  WantsConstString,
  WantsRoom,  // at a known place of the stack, a multiple of 8
  // ArgumentFits: what is not modelled
  IsCallback,
  IsCallbackContext,
  IsKernelObject,
  // ArgumentFits: an object
  NotAcquired,
  NotHeld,
};

/// A way to fail. `detail`: of SpecialFieldTouched the index into Map::special_fields; of
/// MapFlagsNotAllowed the MapProblem; of MapNotForHook the HookProblem; with WantsSize the
/// argument, from 0; with BeginsAnywhere see there.
struct Miss {
  ErrorCode code{};
  Lack lack = Lack::Plain;
  std::uint32_t detail = 0;
  /// What a helper would have done to the memory of its argument.
  AccessKind use = AccessKind::Read;
};
/// Nothing when what was asked holds.
using Missing = std::optional<Miss>;

struct Gap {
  Obligation failed;
  Miss miss;
  [[nodiscard]] ErrorCode code() const { return miss.code; }
};

/// The gap at the instruction at `slot`, and the state before it.
struct Unmet {
  Gap gap;
  std::uint32_t slot = 0;
  State state;
};

}  // namespace assay
