// SPDX-License-Identifier: Apache-2.0
// One row a kind of argument: how texts and headers spell it, and what a helper does with it. What
// it demands of a program is in verifier/obligation, what a call does with it in ir/interpreter.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "ir/contract/contract.hpp"

namespace assay {

enum class ArgShape : std::uint8_t {
  None,
  Number,
  Size,     // of the buffer before it
  Buffer,   // memory of a fixed size, or of the size that the next argument says
  MapPart,  // memory of as many bytes as the map's keys or values have
  Pointer,  // any other pointer
};

/// What a helper does to the memory that an argument points to.
enum class MemoryUse : std::uint8_t { None, Read, Written, Both };

struct ArgKindRow {
  ArgKind kind{};
  std::string_view word;   // in texts, and in annotations of headers
  std::string_view takes;  // what the annotation takes: 's' a string, 'i' a number, "*" any number
  std::string_view shown;  // in `contract show`
  // In C headers: the type (empty: a number of the argument's width; one that ends with a space or
  // a star takes the name at once), the name (empty: by its place), and the comment.
  std::string_view c_type;
  std::string_view c_name;
  std::string_view c_comment;
  ArgShape shape = ArgShape::Pointer;
  MemoryUse use = MemoryUse::None;
};

inline constexpr std::array kArgKinds = {
    ArgKindRow{ArgKind::None, "none", "", "", "", "", "", ArgShape::None},
    ArgKindRow{ArgKind::Any, "any", "", "any", "", "", "any initialised number", ArgShape::Number},
    ArgKindRow{ArgKind::Scalar, "range", "ii", "number", "", "number", "a number",
               ArgShape::Number},
    ArgKindRow{ArgKind::Context, "context", "", "context", "void *", "ctx",
               "the context, unmodified"},
    ArgKindRow{ArgKind::MapHandle, "map", "i*", "map", "const void *", "map", "address of the map"},
    ArgKindRow{ArgKind::MapKey, "key", "", "const key *", "const void *", "key",
               "readable: as many bytes as the map's keys have", ArgShape::MapPart,
               MemoryUse::Read},
    ArgKindRow{ArgKind::MapValueIn, "value_in", "", "const value *", "const void *", "value",
               "readable: as many bytes as the map's values have", ArgShape::MapPart,
               MemoryUse::Read},
    ArgKindRow{ArgKind::MapValueOut, "value_out", "", "out value *", "void *", "value",
               "written: as many bytes as the map's values have", ArgShape::MapPart,
               MemoryUse::Written},
    ArgKindRow{ArgKind::ReadMemory, "reads", "", "const void *", "const void *", "from",
               "readable, initialised", ArgShape::Buffer, MemoryUse::Read},
    ArgKindRow{ArgKind::WriteMemory, "writes", "", "out void *", "void *", "to",
               "writable, need not be initialised", ArgShape::Buffer, MemoryUse::Written},
    ArgKindRow{ArgKind::ReadWriteMemory, "reads_writes", "", "inout void *", "void *", "buffer",
               "readable and writable, initialised", ArgShape::Buffer, MemoryUse::Both},
    ArgKindRow{ArgKind::Size, "size_of", "s", "size", "", "size", "its size in bytes, at least 1",
               ArgShape::Size},
    ArgKindRow{ArgKind::SizeOrZero, "size_of_or_zero", "s", "size or 0", "", "size",
               "its size in bytes, may be zero", ArgShape::Size},
    ArgKindRow{ArgKind::AllocatedMemory, "record", "", "acquired void *", "void *", "record",
               "memory that a helper acquired"},
    ArgKindRow{ArgKind::Callback, "callback", "", "function", "void *", "callback",
               "a function of this program"},
    ArgKindRow{ArgKind::StackPointer, "stack_pointer", "", "stack *", "void *", "callback_ctx",
               "address in the stack, handed to the function"},
    ArgKindRow{ArgKind::SocketReference, "socket", "", "socket", "void *", "sock",
               "a socket that a helper acquired"},
    ArgKindRow{ArgKind::ConstString, "const_string", "", "const string", "const char *", "string",
               "ends with a NUL, in read-only data"},
    ArgKindRow{ArgKind::OpaqueHandle, "handle", "", "opaque", "void *", "object",
               "an object of the kernel; Assay does not model it yet"},
    ArgKindRow{ArgKind::NewObject, "new_object", "", "new object *", "void *", "object",
               "on the stack: becomes an object, which must be released", ArgShape::Pointer,
               MemoryUse::Written},
    ArgKindRow{ArgKind::StackObject, "stack_object", "", "object *", "void *", "object",
               "an object that a helper made on the stack"},
};
static_assert(
    [] {
      std::size_t at = 0;
      for (const ArgKindRow& row : kArgKinds) {
        if (row.kind != static_cast<ArgKind>(at++)) return false;
      }
      return true;
    }(),
    "the rows stand in the order of the kinds");

[[nodiscard]] constexpr const ArgKindRow& row_of(ArgKind kind) {
  return kArgKinds.at(static_cast<std::size_t>(kind));
}
[[nodiscard]] constexpr bool is_size(ArgKind kind) { return row_of(kind).shape == ArgShape::Size; }
[[nodiscard]] constexpr bool is_buffer(ArgKind kind) {
  return row_of(kind).shape == ArgShape::Buffer;
}
[[nodiscard]] constexpr bool is_map_part(ArgKind kind) {
  return row_of(kind).shape == ArgShape::MapPart;
}
[[nodiscard]] constexpr bool is_number(ArgKind kind) {
  return row_of(kind).shape == ArgShape::Number || is_size(kind);
}
[[nodiscard]] constexpr bool is_read(ArgKind kind) {
  const MemoryUse use = row_of(kind).use;
  return use == MemoryUse::Read || use == MemoryUse::Both;
}
[[nodiscard]] constexpr bool is_written(ArgKind kind) {
  const MemoryUse use = row_of(kind).use;
  return use == MemoryUse::Written || use == MemoryUse::Both;
}

}  // namespace assay
