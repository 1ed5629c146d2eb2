// SPDX-License-Identifier: Apache-2.0
// The maps of programs that are sealed together, as one table.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/package/package.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Maps by name, while they are gathered; `inner` of a row is not set.
class MapGathering {
 public:
  /// Adds the maps that the program's code names, and those that they hold. Error: NotSealable for
  /// one without a name, and for two that have one name and are not the same.
  [[nodiscard]] std::optional<Error> add(const Program& program);
  /// The table, sorted by name.
  [[nodiscard]] std::vector<SealedMap> table() const;

 private:
  struct Row {
    SealedMap map;
    std::string inner;  // its name, or empty
    friend bool operator==(const Row&, const Row&) = default;
  };
  [[nodiscard]] std::uint32_t index_of(const std::string& name) const;

  std::map<std::string, Row> rows_;
};

/// For each of the program's maps its index in a package that was made of it; of one that is not in
/// it, 0.
[[nodiscard]] std::vector<std::uint32_t> map_numbers(const SealedPackage& package,
                                                     const Program& program);

/// The map as a package has it, without what it holds.
[[nodiscard]] SealedMap sealed_map(const Map& map);

}  // namespace assay
