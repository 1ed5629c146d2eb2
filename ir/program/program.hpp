// SPDX-License-Identifier: Apache-2.0
// A linked program: one entry, the subprograms that it reaches, its maps and where lines came from.
//
// Every reader (ELF object, assembly text) delivers this; interpreter and verifier take nothing
// else.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/isa/instruction.hpp"
#include "ir/program/load_time.hpp"
#include "ir/program/special_field.hpp"

namespace assay {

/// Where an instruction came from. `file` indexes Program::files; line and column count from 1, and
/// 0 means unknown. `text` indexes Program::line_texts (the source line as BTF keeps it), or -1.
struct SourceLocation {
  std::int32_t file = -1;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::int32_t text = -1;
};
/// Whether both name one character of one file.
[[nodiscard]] inline bool same_place(const SourceLocation& a, const SourceLocation& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column;
}

/// Bytes that all programs of an object share: a table may have many megabytes, and an object
/// hundreds of programs.
class SharedBytes {
 public:
  SharedBytes() = default;
  SharedBytes(std::vector<std::uint8_t> bytes)
      : held_(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes))) {}
  SharedBytes(std::initializer_list<std::uint8_t> bytes)
      : SharedBytes(std::vector<std::uint8_t>(bytes)) {}

  [[nodiscard]] std::size_t size() const { return held_ ? held_->size() : 0; }
  /// Requires index < size().
  [[nodiscard]] std::uint8_t operator[](std::size_t index) const { return (*held_)[index]; }
  /// A copy of one's own.
  [[nodiscard]] std::vector<std::uint8_t> copy() const {
    return held_ ? *held_ : std::vector<std::uint8_t>{};
  }

 private:
  std::shared_ptr<const std::vector<std::uint8_t>> held_;
};

/// Where the bytes of read-only data come from.
enum class ContentsFrom : std::uint8_t {
  Object,    // as the object has them
  Settings,  // so too, but for settings, which have any value (all bytes, where none are known)
  Any,       // any bytes
  Recorded,  // as a file has them that the user gave
};

/// A variable of a data section. Settings (C: const volatile) are meant to be set by the loader.
struct DataVariable {
  std::string name;
  std::uint32_t offset = 0;  // bytes from the section's begin
  std::uint32_t size = 0;    // bytes
  bool is_setting = false;
};
struct DataLayout {
  std::vector<DataVariable> variables;  // ascend by offset
};

/// What a map is for the verifier and the interpreter.
struct Map {
  std::string name;
  std::uint32_t kind = 0;        // the platform's number for the map kind (BPF_MAP_TYPE_*)
  std::uint32_t key_size = 0;    // bytes
  std::uint32_t value_size = 0;  // bytes
  std::uint32_t max_entries = 0;
  std::uint32_t flags = 0;
  std::optional<std::uint32_t> inner;  // index into Program::maps of the inner map's template
  bool is_data = false;                // .rodata, .data, .bss: one value, addressed directly
  bool read_only = false;              // frozen: .rodata and the like
  SharedBytes contents;                // initial bytes when is_data (value_size of them)
  /// Read-only data: what of `contents` holds when the program runs.
  ContentsFrom contents_from = ContentsFrom::Object;
  std::shared_ptr<const DataLayout> layout;  // its variables, where they are known; may be null
  /// Bytes of each value that the kernel keeps for itself, in the order of their offsets. None
  /// where the object has no type of the values, or one of another size.
  std::vector<SpecialField> special_fields;
  /// Its declaration has it pinned: loaders take a map that is there already in its place, and
  /// compare kind, sizes, entries and flags alone.
  bool is_pinned = false;
};

/// The symbol that Assay's header of a platform leaves in objects: this, then the platform's name.
/// Absolute and local, so that no loader looks at it.
inline constexpr std::string_view kPlatformMark = "__assay_platform_";

/// An instruction's place in an object: slot `slot` of the ELF section with index `section`.
struct CodePlace {
  std::uint32_t section = 0;  // 0: not from an object
  std::uint32_t slot = 0;
};

/// A function inside Program::instructions: slots [begin, end).
struct Function {
  std::string name;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  CodePlace first = {};         // where the object has the instruction at `begin`
  bool is_global = false;       // by type and symbol: the platform goes by its type alone
  bool returns_number = false;  // by its type; false where none is known
};

/// A symbol that the object names and does not define.
struct ExternalSymbol {
  std::string name;
  /// It is weak: where the kernel does not have it, its address is 0 (a kernel function that newer
  /// kernels alone have).
  bool may_be_absent = false;

  friend bool operator==(const ExternalSymbol&, const ExternalSymbol&) = default;
};

struct Program {
  std::string object;           // path of the object as given
  std::string section;          // ELF section of the entry
  std::string name;             // entry function
  std::string context_type;     // BTF name of what the first argument points to, or empty
  std::string context_typedef;  // BTF typedef name of it, or empty
  std::string platform_mark;    // "linux", "windows": whose header of Assay's it includes; or empty
  /// Slot-indexed. The entry function is first and begins at slot 0; subprograms follow.
  std::vector<Instruction> instructions;
  std::vector<SourceLocation> locations;  // one a slot
  std::vector<Function> functions;        // functions[0] is the entry; in order, without gaps
  std::vector<Map> maps;
  /// Two maps (indices into `maps`) that the object declares with one struct type, where there are
  /// such: a platform that tells maps apart by their types takes one for the other.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> maps_of_one_type;
  std::vector<std::string> files;
  std::vector<std::string> line_texts;
  std::vector<ExternalSymbol> unresolved;
  LoadTime load_time;  // what the loader decides of the code
  /// Slots of what a loader makes that links by copies, each function behind every other that calls
  /// it, and with it what lies in its section up to what its calls seem to reach. 0: not of an
  /// object, so that it is loaded as it is.
  std::uint64_t copied_slots = 0;
  /// The license that the object declares. Nothing: it declares none, and its loader has to.
  std::optional<std::string> license;
};

/// Whether the `size` bytes at `offset` of read-only data are those of Map::contents when the
/// program runs; false also where they do not lie inside.
[[nodiscard]] bool contents_hold(const Map& map, std::uint64_t offset, std::uint64_t size);

/// Index into program.functions of the function that holds `slot` (an InternalFault when none
/// does).
[[nodiscard]] std::size_t function_at(const Program& program, std::uint32_t slot);

/// Where the object has the instruction at `slot`, which lies in a function of the program.
[[nodiscard]] CodePlace code_place(const Program& program, std::uint32_t slot);

}  // namespace assay
