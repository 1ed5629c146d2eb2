// SPDX-License-Identifier: Apache-2.0
// Which bytes of a type the kernel keeps for itself when a map's values have it (see
// ir/program/special_field.hpp).
//
// More is found than any one kernel finds: also through typedefs and qualifiers, in unions, at any
// alignment, and of whatever size the object gives the struct.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/special_field.hpp"
#include "ir/types/btf.hpp"

namespace assay {

/// So many fields of one type are kept apart; the kernel takes 11 in all.
inline constexpr std::size_t kMostSpecialFields = 64;

/// Puts fields in the order of their offsets; where they are very many, one stands for all from the
/// first to the last.
void settle(std::vector<SpecialField>& fields);

/// Finds the special fields of types, of each type once.
class SpecialFields {
 public:
  /// `btf` must outlive this.
  explicit SpecialFields(const Btf& btf) : btf_(btf) {}

  /// Those of the type with that id, settled; each begins inside it. Error:
  /// BtfMalformed for types that nest without end, or deeper than the kernel takes.
  [[nodiscard]] Result<std::vector<SpecialField>> of(TypeId type);

 private:
  using Fields = std::vector<SpecialField>;
  Result<Fields> find(TypeId type, unsigned depth);
  Result<Fields> of_members(TypeId record, unsigned depth);
  Result<Fields> of_array(const BtfArray& array, unsigned depth);
  [[nodiscard]] Fields of_pointer(TypeId pointer) const;

  const Btf& btf_;
  std::map<TypeId, Fields> known_;
};

}  // namespace assay
