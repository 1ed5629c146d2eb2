// SPDX-License-Identifier: Apache-2.0
// BTF: the types of an object (the kernel's Documentation/bpf/btf.rst), read into plain data.
//
// What it must not know: maps, code, relocations. A bounded reader of our own, because LLVM's
// BTFParser needs LLVM's generic object reader, which hostile input can abort, and keeps no data
// sections.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

/// Numbers as in the format.
enum class BtfKind : std::uint8_t {
  Void,
  Int,
  Pointer,
  Array,
  Struct,
  Union,
  Enum,
  Forward,
  Typedef,
  Volatile,
  Const,
  Restrict,
  Function,
  Prototype,
  Variable,
  DataSection,
  Float,
  DeclTag,
  TypeTag,
  Enum64
};

/// One element of what follows a type: a member (a: type, b: bit offset, c: bitfield width or 0),
/// an enumerator (a: low and b: high half of its value, sign-extended), a parameter (a: type), a
/// section's variable (a: type, b: offset, c: size), an array (a: element type, b: number, c: index
/// type).
struct BtfPart {
  std::uint32_t name = 0;  // offset of the name in the string table; 0: none
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

struct BtfType {
  BtfKind kind = BtfKind::Void;
  bool kind_flag = false;        // enum: values are signed
  std::uint32_t name = 0;        // offset of the name in the string table; 0: none
  std::uint32_t size = 0;        // bytes, where the kind has a size
  std::uint32_t type = 0;        // the type referred to, where the kind refers to one
  std::uint32_t encoding = 0;    // Int, Variable (its linkage): the word that follows; others: 0
  std::uint32_t first_part = 0;  // index of the first of `parts` parts
  std::uint32_t parts = 0;
};

/// Linkage of a variable, as BtfType::encoding has it.
inline constexpr std::uint32_t kBtfStaticVariable = 0;
inline constexpr std::uint32_t kBtfGlobalVariable = 1;
inline constexpr std::uint32_t kBtfExternVariable = 2;

class Btf {
 public:
  /// Reads the section `.BTF`. Every type id and string offset inside is checked.
  /// Error: BtfMalformed.
  [[nodiscard]] static Result<Btf> read(std::span<const std::uint8_t> section);
  /// Reads a section whose types and strings go on where those of `base` end (split BTF, as kernel
  /// modules have it). Holds both; the bytes that `base` was read from must live as long.
  [[nodiscard]] static Result<Btf> read_split(std::span<const std::uint8_t> section,
                                              const Btf& base);

  /// Number of types; ids are 0 (void) to size() - 1.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(types_.size()); }
  /// Requires id < size().
  [[nodiscard]] const BtfType& type(std::uint32_t id) const;
  [[nodiscard]] std::span<const BtfPart> parts(const BtfType& type) const;

  /// Whether a string may begin at `offset`.
  [[nodiscard]] bool has_string(std::uint32_t offset) const {
    return offset < base_strings_.size() + strings_.size();
  }
  /// The string at `offset`, cut at 4095 bytes; empty when there is none. Lives as long as the
  /// bytes given to read().
  [[nodiscard]] std::string_view string(std::uint32_t offset) const;
  [[nodiscard]] std::string_view name(std::uint32_t id) const { return string(type(id).name); }

  /// The id behind typedefs and qualifiers; nothing when the chain is longer than 64.
  [[nodiscard]] std::optional<std::uint32_t> resolve(std::uint32_t id) const;
  /// Ids of the types of a kind by name; of several of one name the first.
  [[nodiscard]] std::map<std::string_view, std::uint32_t> named(BtfKind kind) const;
  /// Bytes that an object of the type takes; nothing for functions, void and endless types.
  [[nodiscard]] std::optional<std::uint64_t> size_of(std::uint32_t id) const;

 private:
  friend class BtfReader;
  std::vector<BtfType> types_;
  std::vector<BtfPart> parts_;
  std::string_view base_strings_;  // before `strings_`, where the types go on from a base's
  std::string_view strings_;
  /// By id: the answers of resolve() and size_of(), found once, so that a hostile object cannot
  /// have long chains walked again and again. kNone: nothing.
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::uint64_t kNoSize = ~std::uint64_t{0};
  std::vector<std::uint32_t> resolved_;
  std::vector<std::uint64_t> sizes_;
};

}  // namespace assay
