// SPDX-License-Identifier: Apache-2.0
// The units of DWARF's `.debug_info`, one after another (DWARF 5, section 7.5.1).
#pragma once

#include <optional>

#include "ir/object/dwarf/unit.hpp"

namespace assay::dwarf {

class Info {
 public:
  /// Of `elf`, which was read with DebugRelocations::All and must outlive it. Errors:
  /// SectionMalformed, LimitExceeded.
  [[nodiscard]] static Result<Info> open(const ElfFile& elf);

  /// The next unit that is sound; nothing behind the last. Units refer to this object.
  [[nodiscard]] std::optional<Unit> next();

 private:
  explicit Info(const Sections& sections) : sections_(sections) {}
  [[nodiscard]] std::optional<Unit::Header> next_header();

  Sections sections_;
  std::uint64_t at_ = 0;
  Work work_;
};

}  // namespace assay::dwarf
