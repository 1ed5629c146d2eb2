// SPDX-License-Identifier: Apache-2.0
// Which code an entry stands for (DWARF 5, section 2.17; DWARF 4, section 2.17.3).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/object/dwarf/unit.hpp"

namespace assay::dwarf {

/// Bytes [low, high) of a section of code, by its ELF index.
struct CodeRange {
  std::uint32_t section = 0;
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// The ranges of entries, with a bound on the work of all together.
class EntryRanges {
 public:
  /// Those of `entry`; none when they cannot be read. Error: LimitExceeded.
  [[nodiscard]] Result<std::vector<CodeRange>> of(const Entry& entry);

 private:
  /// One list under way.
  struct Run {
    const Unit& unit;
    CodeAddress base;
    std::vector<CodeRange> found = {};

    /// A range whose ends are counted from the same place; code that was discarded has no section.
    void add(const CodeAddress& low, std::uint64_t high) {
      if (low.section != 0 && high > low.offset) found.push_back({low.section, low.offset, high});
    }
  };
  [[nodiscard]] bool take() { return ++taken_ <= kMost; }
  [[nodiscard]] bool read_pairs(Run& run, std::uint64_t offset);
  [[nodiscard]] bool read_list(Run& run, std::uint64_t offset);

  static constexpr std::uint64_t kMost = 1u << 20;  // entries of lists, and single ranges
  std::uint64_t taken_ = 0;
};

}  // namespace assay::dwarf
