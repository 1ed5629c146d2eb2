// SPDX-License-Identifier: Apache-2.0
// The shapes of entries: which attributes they have, in which forms (DWARF 5, section 7.5.3).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/object/dwarf/form.hpp"

namespace assay::dwarf {

struct ShapeAttribute {
  Attribute name{};
  Form form{};
  std::int64_t implicit = 0;  // the value, of Form::ImplicitConstant
};

struct Shape {
  std::uint64_t code = 0;
  Tag tag{};
  bool has_children = false;
  std::vector<ShapeAttribute> attributes;
};

class Abbreviations {
 public:
  /// The table at `offset` of `.debug_abbrev`; nothing where it is not sound, or larger than any
  /// compiler makes it.
  [[nodiscard]] static std::optional<Abbreviations> read(std::span<const std::uint8_t> section,
                                                         std::uint64_t offset);

  /// Index of the shape with that code; nothing when there is none.
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t code) const;
  [[nodiscard]] const Shape& at(std::uint32_t index) const { return shapes_[index]; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  std::vector<Shape> shapes_;  // ascend by code
  std::uint64_t bytes_ = 0;
};

}  // namespace assay::dwarf
