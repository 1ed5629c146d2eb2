// SPDX-License-Identifier: Apache-2.0
// What a CO-RE relocation speaks of, in the types of one BTF: a type, an enumerator, or a field
// that an access path ends at; and the numbers that follow from it.
//
// Paths and numbers are those of libbpf's relo_core.c: what it refuses is an error here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/types/btf.hpp"
#include "ir/types/btf_ext.hpp"

namespace assay {

/// enum bpf_core_relo_kind; the numbers are the format's.
enum class CoreKind : std::uint8_t {
  ByteOffset,
  ByteSize,
  FieldExists,
  Signed,
  LeftShift,
  RightShift,
  LocalTypeId,
  TargetTypeId,
  TypeExists,
  TypeSize,
  EnumeratorExists,
  EnumeratorValue,
  TypeMatches
};
inline constexpr std::uint32_t kCoreKinds = static_cast<std::uint32_t>(CoreKind::TypeMatches) + 1;

[[nodiscard]] bool asks_of_field(CoreKind kind);
[[nodiscard]] bool asks_of_type(CoreKind kind);
[[nodiscard]] bool asks_of_enumerator(CoreKind kind);

/// A step of a path that C spells out: a member with a name, or an element of an array (which the
/// first step is, of the array that the pointer points into).
struct CoreStep {
  std::string_view name;    // of the member or enumerator; empty: an element
  TypeId type = kVoid;      // a member: the struct or union; an element: its own type
  std::uint32_t index = 0;  // of the member, enumerator or element
};

/// Steps through members without a name are counted but not kept.
struct CoreSpec {
  TypeId root = kVoid;           // the type as the relocation names it
  std::vector<CoreStep> steps;   // empty for a type
  std::uint64_t bit_offset = 0;  // of the field, from the root's begin; at most 2^32 - 1
  std::uint32_t depth = 0;       // steps, those without a name included; at most kMostCoreSteps
};
inline constexpr std::uint32_t kMostCoreSteps = 64;

/// Whether the array, which the step `before` ends at, has as many elements as there is memory: it
/// says that it has none, and is the last member of its struct.
[[nodiscard]] bool is_flexible(const BtfArray& array, const CoreStep& before, const Btf& btf);

/// CoreRelocationMalformed: what is wrong with a relocation or the types that it names.
[[nodiscard]] Error malformed_relocation(std::string_view what);

/// The relocation's own spec, in the types of its object. Error: CoreRelocationMalformed.
[[nodiscard]] Result<CoreSpec> core_spec(const CoreRecord& record, CoreKind kind, const Btf& btf);

/// A number, whether the compiler must have written the same, and of an offset what is there.
struct CoreNumber {
  std::uint64_t number = 0;
  bool certain = true;
  std::uint32_t access_bytes = 0;  // of the scalar that lies at the offset; 0: a bit field
  TypeId access_type = kVoid;      // its type; void: a bit field
};
/// The number that a relocation of that kind gives for a spec of these types. `kind` is none of
/// LocalTypeId and TargetTypeId. Error: CoreRelocationMalformed.
[[nodiscard]] Result<CoreNumber> core_number(CoreKind kind, const Btf& btf, const CoreSpec& spec);

/// Whether the spec ends at a number of at most 8 bytes, a pointer, or a bit field.
[[nodiscard]] bool ends_at_scalar(const Btf& btf, const CoreSpec& spec);

/// "sk_family", "addr.port[2]"; empty for a type.
[[nodiscard]] std::string path_text(const CoreSpec& spec);

}  // namespace assay
