// SPDX-License-Identifier: Apache-2.0
// Values as their forms write them (DWARF 5, section 7.5.6).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ir/object/dwarf/constants.hpp"
#include "ir/object/dwarf/cursor.hpp"

namespace assay::dwarf {

/// What the size of a form depends on.
struct Encoding {
  std::uint16_t version = 0;
  std::uint8_t offset_size = 4;  // or 8
};

/// Classes of values, as far as they differ for the reader.
enum class ValueKind : std::uint8_t {
  Other,         // of another unit or file, or of no use here
  Number,        // also a flag
  Signed,        // `number` is its two's complement
  Block,         // bytes, or an expression
  Text,          // `text`
  TextAt,        // at `number` of .debug_str
  LineTextAt,    // at `number` of .debug_line_str
  TextIndex,     // in .debug_str_offsets
  Address,       // at `at` of the section that the value stands in
  AddressIndex,  // in .debug_addr
  Reference,     // an entry, in bytes from the begin of its own unit
  Offset,        // into a section
  RangesIndex,   // in .debug_rnglists
};

struct Value {
  ValueKind kind = ValueKind::Other;
  std::uint64_t number = 0;
  std::span<const std::uint8_t> block;
  std::string_view text;
  std::uint64_t at = 0;  // where the value stands
};

/// The form of that number; one that is not known where there is none.
[[nodiscard]] Form form_of(std::uint64_t number);

/// The value at the cursor, which moves behind it; `implicit` is that of ImplicitConstant. Nothing
/// where the form is not known, or the value does not end inside.
[[nodiscard]] std::optional<Value> read_value(Cursor& cursor, Form form, std::int64_t implicit,
                                              Encoding encoding);

}  // namespace assay::dwarf
