// SPDX-License-Identifier: Apache-2.0
// What makes two causes of a refusal one fault to a person. Who finds them is not known here.
#pragma once

#include <compare>
#include <cstdint>

#include "ir/base/error_code.hpp"

namespace assay {

/// What a fault is about that no place is to blame for: a definition that is missing or wrong.
struct Definition {
  enum class Kind : std::uint8_t { None, Helper, Argument, Function, Symbol, Map, KernelFunction };
  Kind kind = Kind::None;
  std::uint64_t which = 0;
  std::uint64_t detail = 0;
  auto operator<=>(const Definition&) const = default;
};

/// Causes of one key are one fault to a person: the same code at the same expression of the source,
/// whichever instruction a compiler made of it on whichever path; or the same helper, function or
/// map that cannot be used, wherever it is.
struct FaultKey {
  ErrorCode code{};
  std::int32_t file = -1;
  std::uint32_t line = 0;  // 0: the place in the source is not known, and `slot` counts
  std::uint32_t column = 0;
  std::uint32_t slot = 0;
  std::uint32_t argument = 0;
  Definition about;
  auto operator<=>(const FaultKey&) const = default;
};

}  // namespace assay
