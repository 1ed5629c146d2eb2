// SPDX-License-Identifier: Apache-2.0
// One row an enumerator of a contract's enumerations: its word in texts. A value without a row is
// no value: readers refuse it, and writing it is a fault. A test counts rows and enumerators.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>

#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/contract.hpp"

namespace assay::schema {

template <class Enum>
struct Enumerator {
  Enum value{};
  std::string_view word;
};

/// The rows of an enumeration, one specialisation each.
template <class Enum>
inline constexpr int kEnumerators = 0;

template <>
inline constexpr std::array kEnumerators<Platform> = {
    Enumerator{Platform::Linux, "linux"},
    Enumerator{Platform::Windows, "windows"},
    Enumerator{Platform::Generic, "generic"},
};
template <>
inline constexpr std::array kEnumerators<Width> = {
    Enumerator{Width::W8, "8"},
    Enumerator{Width::W16, "16"},
    Enumerator{Width::W32, "32"},
    Enumerator{Width::W64, "64"},
};
template <>
inline constexpr std::array kEnumerators<FieldKind> = {
    Enumerator{FieldKind::Scalar, "scalar"},
    Enumerator{FieldKind::RegionMark, "region_mark"},
    Enumerator{FieldKind::RegionLength, "region_length"},
    Enumerator{FieldKind::Opaque, "opaque"},
};
template <>
inline constexpr std::array kEnumerators<ArgKind> = [] {
  std::array<Enumerator<ArgKind>, kArgKinds.size()> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {kArgKinds[i].kind, kArgKinds[i].word};
  return rows;
}();
template <>
inline constexpr std::array kEnumerators<Initialises> = {
    Enumerator{Initialises::All, "all"},
    Enumerator{Initialises::AllOnSuccess, "all_on_success"},
    Enumerator{Initialises::ResultBytes, "result_bytes"},
    Enumerator{Initialises::Unknown, "unknown"},
};
template <>
inline constexpr std::array kEnumerators<ReturnKind> = {
    Enumerator{ReturnKind::Scalar, "scalar"},
    Enumerator{ReturnKind::Argument, "argument"},
    Enumerator{ReturnKind::MapValueOrNull, "value_or_null"},
    Enumerator{ReturnKind::MapValue, "value"},
    Enumerator{ReturnKind::MemoryOrNull, "memory_or_null"},
    Enumerator{ReturnKind::SocketOrNull, "socket_or_null"},
    Enumerator{ReturnKind::InnerMapOrNull, "map_or_null"},
    Enumerator{ReturnKind::Void, "void"},
    Enumerator{ReturnKind::NoReturn, "no_return"},
};
template <>
inline constexpr std::array kEnumerators<ContextReach> = {
    Enumerator{ContextReach::Fixed, "fixed"},
    Enumerator{ContextReach::Arguments, "arguments"},
    Enumerator{ContextReach::Record, "record"},
};
template <>
inline constexpr std::array kEnumerators<Frames> = {
    Enumerator{Frames::Own, "own"},
    Enumerator{Frames::Callers, "callers"},
    Enumerator{Frames::Below, "below"},
};

/// Whether the enumeration has a row of that value.
template <class Enum>
[[nodiscard]] constexpr bool is_enumerator(std::underlying_type_t<Enum> number) {
  return std::ranges::any_of(kEnumerators<Enum>, [number](const Enumerator<Enum>& row) {
    return row.value == static_cast<Enum>(number);
  });
}

/// The word of a value; one without a row is a fault.
template <class Enum>
[[nodiscard]] std::string_view word_of(Enum value) {
  for (const Enumerator<Enum>& row : kEnumerators<Enum>) {
    if (row.value == value) return row.word;
  }
  internal_fault(__FILE__, __LINE__, "a value outside its enumeration");
}

}  // namespace assay::schema
