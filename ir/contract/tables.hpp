// SPDX-License-Identifier: Apache-2.0
// The vocabulary in which the contract tables of this folder are written: one short word an
// argument kind, one row a helper. Only the tables of ir/contract include this.
//
// The width of a size or scalar is the width of the C parameter, because that is how much of the
// register the helper reads; W64 is the stricter choice and stands wherever the width is not known.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string_view>

#include "ir/contract/contract.hpp"

namespace assay::tables {

inline constexpr std::int64_t kU32Max = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t kI32Min = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t kI32Max = std::numeric_limits<std::int32_t>::max();

constexpr Argument argument(ArgKind kind, Width width = Width::W64) {
  Argument made;
  made.kind = kind;
  made.width = width;
  return made;
}

inline constexpr Argument any = argument(ArgKind::Any);
inline constexpr Argument any32 = argument(ArgKind::Any, Width::W32);
/// A number that C declares as a pointer: an address that the helper does not trust.
constexpr Argument as_address(Argument argument) {
  argument.address = true;
  return argument;
}
inline constexpr Argument address = as_address(any);
inline constexpr Argument context = argument(ArgKind::Context);
inline constexpr Argument map = argument(ArgKind::MapHandle);
inline constexpr Argument key = argument(ArgKind::MapKey);
inline constexpr Argument value_in = argument(ArgKind::MapValueIn);
inline constexpr Argument value_out = argument(ArgKind::MapValueOut);
inline constexpr Argument reads = argument(ArgKind::ReadMemory);
inline constexpr Argument writes = argument(ArgKind::WriteMemory);
inline constexpr Argument reads_writes = argument(ArgKind::ReadWriteMemory);
inline constexpr Argument size64 = argument(ArgKind::Size);
inline constexpr Argument size32 = argument(ArgKind::Size, Width::W32);
inline constexpr Argument size64_or_zero = argument(ArgKind::SizeOrZero);
inline constexpr Argument size32_or_zero = argument(ArgKind::SizeOrZero, Width::W32);
inline constexpr Argument allocated = argument(ArgKind::AllocatedMemory);
inline constexpr Argument callback = argument(ArgKind::Callback);
inline constexpr Argument socket = argument(ArgKind::SocketReference);
inline constexpr Argument const_string = argument(ArgKind::ConstString);
inline constexpr Argument opaque = argument(ArgKind::OpaqueHandle);

/// The same argument, null allowed (memory: together with size zero).
constexpr Argument or_null(Argument argument) {
  argument.nullable = true;
  return argument;
}
/// A memory argument of a fixed number of bytes.
constexpr Argument of_size(Argument argument, std::uint64_t bytes) {
  argument.size = bytes;
  return argument;
}
/// A number in [min, max] at `width`.
constexpr Argument scalar(std::uint64_t min, std::uint64_t max, Width width = Width::W64) {
  Argument made = argument(ArgKind::Scalar, width);
  made.min = min;
  made.max = max;
  return made;
}
/// A number that must be known when the program is verified.
constexpr Argument constant(Argument argument) {
  argument.constant = true;
  return argument;
}

/// One helper as a table row: the prototype first, then whatever differs from the defaults.
class Row {
 public:
  Row(std::uint32_t id, std::string_view name, std::initializer_list<Argument> arguments) {
    helper_.id = id;
    helper_.name = name;
    ASSAY_CHECK(arguments.size() <= helper_.args.size(), "a helper has at most five arguments");
    std::copy(arguments.begin(), arguments.end(), helper_.args.begin());
  }
  operator Helper() const { return helper_; }

  /// r0 is a number in [min, max] as a signed 64-bit value.
  Row& gives(std::int64_t min, std::int64_t max) {
    helper_.return_min = min;
    helper_.return_max = max;
    return *this;
  }
  /// r0 is a C `int`: sign-extended 32 bits.
  Row& gives_int() { return gives(kI32Min, kI32Max); }
  /// r0's low half is a C `int` in [min, max]; the upper half may be anything.
  Row& gives_low_half(std::int64_t min = kI32Min, std::int64_t max = kI32Max) {
    helper_.result_width = Width::W32;
    return gives(min, max);
  }
  /// r0 is argument `index` as it was given.
  Row& gives_argument(std::uint32_t index) {
    helper_.returned_argument = index;
    return gives_kind(ReturnKind::Argument);
  }
  Row& gives_u32() { return gives(0, kU32Max); }
  /// r0 is 0, or a negative error number.
  Row& gives_error() { return gives(kI32Min, 0); }
  Row& gives_kind(ReturnKind kind) {
    helper_.returns = kind;
    return *this;
  }
  /// r0, when not negative, is at most the size argument `index`.
  Row& gives_at_most_size(std::int32_t index) {
    helper_.return_at_most_argument = index;
    return *this;
  }
  Row& kinds(std::vector<std::uint32_t> map_kinds) {
    helper_.map_kinds = std::move(map_kinds);
    return *this;
  }
  Row& initialises(Initialises how) {
    helper_.initialises = how;
    return *this;
  }
  Row& moves_packet() {
    helper_.moves_packet = true;
    return *this;
  }
  Row& acquires() {
    helper_.acquires = true;
    return *this;
  }
  Row& releases(std::int32_t index) {
    helper_.releases = index;
    return *this;
  }
  Row& writes_map() {
    helper_.writes_map = true;
    return *this;
  }
  /// `on_failure`: Void where a tail call that fails leaves no result, or NoReturn.
  Row& calls_tail(ReturnKind on_failure) {
    helper_.tail_call = true;
    helper_.returns = on_failure;
    return *this;
  }
  Row& calls_back(std::int32_t index) {
    helper_.callback_argument = index;
    return *this;
  }
  Row& no_packet_arguments() {
    helper_.packet_arguments = false;
    return *this;
  }
  /// Where the platform promises all that the row says: "file", for the function bpf_NAME there; or
  /// "file, function", or a document and its section.
  Row& from(std::string_view place) {
    const bool whole = place.find(',') != std::string_view::npos;
    helper_.source.text = std::string(place) + (whole ? "" : ", bpf_" + helper_.name);
    return *this;
  }
  Row& sized_by(std::uint32_t index) {
    helper_.size_argument = index;
    return *this;
  }

 private:
  Helper helper_;
};

/// The lists in one, sorted by id. Two rows of one id are a fault of the tables.
[[nodiscard]] std::vector<Helper> merge(std::initializer_list<std::vector<Helper>> lists);
/// The rows of `pool` that have one of `ids`, sorted by id. An id without a row is a fault.
[[nodiscard]] std::vector<Helper> pick(const std::vector<Helper>& pool,
                                       std::vector<std::uint32_t> ids);

// Field shorthands.
[[nodiscard]] ContextField scalar_field(std::string_view name, std::uint32_t offset,
                                        std::uint32_t size);
[[nodiscard]] ContextField writable_field(std::string_view name, std::uint32_t offset,
                                          std::uint32_t size);
/// A pointer to mark `mark` of region `region`; never writable, never read in part.
struct MarkAt {
  std::uint32_t region = 0;
  std::uint32_t mark = 0;
};
[[nodiscard]] ContextField mark_field(std::string_view name, std::uint32_t offset,
                                      std::uint32_t size, MarkAt at);

// The tables, one function a source file.
[[nodiscard]] std::vector<MapKind> windows_map_kinds();
[[nodiscard]] std::vector<MapKind> linux_map_kinds();
[[nodiscard]] std::vector<Helper> windows_general_helpers();
[[nodiscard]] std::vector<Contract> windows_contracts();
[[nodiscard]] std::vector<Contract> linux_contracts();
[[nodiscard]] Contract unspec_contract();

}  // namespace assay::tables
