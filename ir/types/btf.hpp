// SPDX-License-Identifier: Apache-2.0
// BTF: types as the kernel and its programs describe them (the kernel's Documentation/bpf/btf.rst).
//
// A Btf owns all that it says and never changes once it is read (btf_reader.hpp), so that whoever
// needs its types shares them. What it must not know: objects, maps, code, relocations.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// The number of a type in its BTF.
enum class TypeId : std::uint32_t {};
inline constexpr TypeId kVoid{0};
[[nodiscard]] constexpr std::uint32_t to_number(TypeId id) {
  return static_cast<std::uint32_t>(id);
}

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
/// A typedef, a qualifier or a type tag: the type that it refers to, under another name.
[[nodiscard]] bool is_alias(BtfKind kind);
/// A struct or a union.
[[nodiscard]] bool is_record(BtfKind kind);
/// An enumeration, of whichever width.
[[nodiscard]] bool is_enumeration(BtfKind kind);

/// Names are offsets in the string table; 0: none. What a type consists of (members and the like)
/// is asked of its Btf.
struct BtfType {
  BtfKind kind = BtfKind::Void;
  bool kind_flag = false;  // enumerations: values are signed; Forward: a union, not a struct
  std::uint32_t name = 0;
  std::uint32_t size = 0;      // bytes, where the kind has a size
  TypeId type = kVoid;         // the type referred to, where there is one; Function: a Prototype
  std::uint32_t encoding = 0;  // Int: the word that follows; Variable, Function: linkage; others: 0
  std::uint32_t first = 0;     // position of its first part among those of its kind
  std::uint32_t count = 0;     // of its parts
};

/// Of a struct or union.
struct BtfMember {
  std::uint32_t name = 0;
  TypeId type = kVoid;
  std::uint32_t bit_offset = 0;
  std::uint32_t bits = 0;  // of a bit field; 0: it is none
};
struct BtfEnumerator {
  std::uint32_t name = 0;
  std::uint64_t value = 0;  // with its sign where the enumeration says that values are signed
};
struct BtfParameter {
  std::uint32_t name = 0;
  TypeId type = kVoid;
};
/// A variable of a data section.
struct BtfPlaced {
  TypeId variable = kVoid;
  std::uint32_t offset = 0;  // bytes
  std::uint32_t size = 0;    // bytes
};
struct BtfArray {
  TypeId element = kVoid;
  TypeId index = kVoid;
  std::uint32_t count = 0;  // of elements
};

/// Linkage of a variable, as BtfType::encoding has it.
inline constexpr std::uint32_t kBtfStaticVariable = 0;
inline constexpr std::uint32_t kBtfGlobalVariable = 1;
inline constexpr std::uint32_t kBtfExternVariable = 2;

class Btf {
 public:
  /// No types but void.
  Btf();

  /// Number of types, those of a base included; ids are 0 (void) to size() - 1.
  [[nodiscard]] std::uint32_t size() const {
    return first_ + static_cast<std::uint32_t>(types_.size());
  }
  [[nodiscard]] bool has(TypeId id) const { return to_number(id) < size(); }
  /// The types whose ids and strings these go on from; null: there are none.
  [[nodiscard]] const std::shared_ptr<const Btf>& base() const { return base_; }

  /// Each of these requires has(id).
  [[nodiscard]] const BtfType& type(TypeId id) const;
  [[nodiscard]] BtfKind kind(TypeId id) const { return type(id).kind; }
  [[nodiscard]] std::string_view name(TypeId id) const { return string(type(id).name); }
  /// The id behind typedefs and qualifiers; nothing when the chain is longer than 64.
  [[nodiscard]] std::optional<TypeId> resolve(TypeId id) const;
  /// Bytes that an object of the type takes; nothing for functions, void and endless types.
  [[nodiscard]] std::optional<std::uint64_t> size_of(TypeId id) const;

  /// What a type of that kind consists of. Each requires has(id), and the kind.
  [[nodiscard]] std::span<const BtfMember> members(TypeId record) const;
  [[nodiscard]] std::span<const BtfEnumerator> enumerators(TypeId enumeration) const;
  [[nodiscard]] std::span<const BtfParameter> parameters(TypeId prototype) const;
  [[nodiscard]] std::span<const BtfPlaced> variables(TypeId data_section) const;
  [[nodiscard]] const BtfArray& array(TypeId id) const;

  /// Whether a string may begin at `offset`.
  [[nodiscard]] bool has_string(std::uint32_t offset) const {
    return offset < base_string_bytes() + strings_.size();
  }
  /// The string at `offset`, cut at 4095 bytes; empty when there is none. Lives as long as this,
  /// or its base.
  [[nodiscard]] std::string_view string(std::uint32_t offset) const;

  /// Ids of the types of a kind by name; of several of one name the first.
  [[nodiscard]] std::map<std::string_view, TypeId> named(BtfKind kind) const;

 private:
  friend class BtfReader;
  [[nodiscard]] std::size_t base_string_bytes() const { return base_ ? base_->strings_.size() : 0; }
  /// Whose own the type is: this, or the base.
  [[nodiscard]] const Btf& holder(TypeId id) const {
    return base_ && to_number(id) < first_ ? *base_ : *this;
  }

  std::shared_ptr<const Btf> base_;
  std::uint32_t first_ = 0;  // id of the first of `types_`
  std::vector<BtfType> types_;
  std::vector<BtfMember> members_;
  std::vector<BtfEnumerator> enumerators_;
  std::vector<BtfParameter> parameters_;
  std::vector<BtfPlaced> variables_;
  std::vector<BtfArray> arrays_;
  std::string strings_;
  /// As `types_`: the answers of resolve() and size_of(), found once, so that a hostile object
  /// cannot have long chains walked again and again. kNoType, kNoSize: nothing.
  static constexpr TypeId kNoType{~std::uint32_t{0}};
  static constexpr std::uint64_t kNoSize = ~std::uint64_t{0};
  std::vector<TypeId> resolved_;
  std::vector<std::uint64_t> sizes_;
};

/// "struct sock", "enum x", or the name of a typedef.
[[nodiscard]] std::string type_text(const Btf& btf, TypeId id);

/// Whether C declares the variable of that type, or the elements of the array that it is, volatile;
/// also where the type is not understood.
[[nodiscard]] bool is_volatile(const Btf& btf, TypeId id);

}  // namespace assay
