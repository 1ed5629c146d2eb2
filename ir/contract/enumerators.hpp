// SPDX-License-Identifier: Apache-2.0
// One row an enumerator of a contract's enumerations: its word in texts. A value without a row is
// no value: readers refuse it, and writing it is a fault. A test counts rows and enumerators.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
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
    Enumerator{ReturnKind::ArgumentOrNull, "argument_or_null"},
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
template <>
inline constexpr std::array kEnumerators<HelperModel> = {
    Enumerator{HelperModel::Prototype, "prototype"},
    Enumerator{HelperModel::MapLookup, "map_lookup"},
    Enumerator{HelperModel::MapUpdate, "map_update"},
    Enumerator{HelperModel::MapDelete, "map_delete"},
    Enumerator{HelperModel::MapLookupAndDelete, "map_lookup_and_delete"},
    Enumerator{HelperModel::MapPush, "map_push"},
    Enumerator{HelperModel::MapPop, "map_pop"},
    Enumerator{HelperModel::MapPeek, "map_peek"},
    Enumerator{HelperModel::TailCall, "tail_call"},
    Enumerator{HelperModel::Loop, "loop"},
    Enumerator{HelperModel::ForEach, "for_each"},
    Enumerator{HelperModel::CopyMemory, "copy_memory"},
    Enumerator{HelperModel::CompareMemory, "compare_memory"},
    Enumerator{HelperModel::FillMemory, "fill_memory"},
    Enumerator{HelperModel::CopyText, "copy_text"},
    Enumerator{HelperModel::AppendText, "append_text"},
    Enumerator{HelperModel::TextLength, "text_length"},
    Enumerator{HelperModel::Clock, "clock"},
    Enumerator{HelperModel::RandomNumber, "random_number"},
    Enumerator{HelperModel::LoadPacket, "load_packet"},
    Enumerator{HelperModel::MovePacketHead, "move_packet_head"},
    Enumerator{HelperModel::MovePacketTail, "move_packet_tail"},
    Enumerator{HelperModel::MovePacketMeta, "move_packet_meta"},
    Enumerator{HelperModel::Output, "output"},
    Enumerator{HelperModel::SubmitRecord, "submit_record"},
    Enumerator{HelperModel::Print, "print"},
};
template <>
inline constexpr std::array kEnumerators<ValueAlignment> = {
    Enumerator{ValueAlignment::None, "none"},
    Enumerator{ValueAlignment::Eight, "eight"},
    Enumerator{ValueAlignment::ValueSize, "value_size"},
    Enumerator{ValueAlignment::BehindPrefix, "behind_prefix"},
};
template <>
inline constexpr std::array kEnumerators<MapContents> = {
    Enumerator{MapContents::None, "none"},        Enumerator{MapContents::Array, "array"},
    Enumerator{MapContents::Hash, "hash"},        Enumerator{MapContents::LruHash, "lru_hash"},
    Enumerator{MapContents::LpmTrie, "lpm_trie"}, Enumerator{MapContents::Queue, "queue"},
    Enumerator{MapContents::Stack, "stack"},
};
template <>
inline constexpr std::array kEnumerators<AttachPoints> = {
    Enumerator{AttachPoints::None, "none"},
    Enumerator{AttachPoints::SecurityHooks, "security_hooks"},
    Enumerator{AttachPoints::SecurityHooksSleeping, "security_hooks_sleeping"},
    Enumerator{AttachPoints::ReplacedFunctions, "replaced_functions"},
};

/// The value of that word; nothing where the enumeration has no such word.
template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> value_of(std::string_view word) {
  for (const Enumerator<Enum>& row : kEnumerators<Enum>) {
    if (row.word == word) return row.value;
  }
  return std::nullopt;
}

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
