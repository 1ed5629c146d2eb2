// SPDX-License-Identifier: Apache-2.0
// The type of a variable as DWARF has it: its size, its scalars and how it is written.
//
// All walks are bounded; what takes more to follow has no size, no parts or no name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/object/dwarf/unit.hpp"
#include "ir/program/frame_layout.hpp"

namespace assay {

class FrameTypes {
 public:
  /// Fills all of `variable` that follows from its type; false where that is not known.
  [[nodiscard]] bool describe(const dwarf::Entry& type, FrameVariable& variable);

 private:
  struct Place {
    std::string path;
    std::uint64_t offset = 0;
    int depth = 0;
  };
  [[nodiscard]] bool take_step() { return ++steps_ <= kMaxSteps; }
  dwarf::Entry without_names(dwarf::Entry type);
  std::string spelling(dwarf::Entry type);
  std::optional<std::uint64_t> size_of(const dwarf::Entry& type, int depth);
  std::optional<std::uint64_t> count_of(const dwarf::Entry& array);
  bool add_parts(const dwarf::Entry& type, const Place& place, std::vector<VariablePart>& parts);
  bool add_members(const dwarf::Entry& type, const Place& place, std::vector<VariablePart>& parts);
  bool add_elements(const dwarf::Entry& array, const Place& place,
                    std::vector<VariablePart>& parts);

  static constexpr std::uint64_t kMaxSteps = 1u << 20;  // of all variables together
  std::uint64_t steps_ = 0;
};

}  // namespace assay
