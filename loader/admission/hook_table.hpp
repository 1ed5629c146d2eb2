// SPDX-License-Identifier: Apache-2.0
// Which programs run at which hook, as data that never changes: other tables take its place.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loader/admission/check.hpp"
#include "loader/admission/tally.hpp"

namespace assay::loader {

struct AttachedProgram {
  std::string package;
  std::uint64_t version = 0;
  std::uint64_t bound = 0;
  std::shared_ptr<const Runnable> program;
  std::shared_ptr<Tally> tally;  // of the version: shared by its programs
  /// Among all programs of the tables, once they are the switchboard's. Until then none, so that no
  /// machine is kept: it would be another program's.
  std::size_t number = std::numeric_limits<std::size_t>::max();
};

struct HookTable {
  std::uint64_t default_answer = 0;
  std::vector<AttachedProgram> programs;  // at most one of each package and program name
  /// HookSpec::read: what its results are. Without it each is a number of 64 bits.
  std::shared_ptr<const Contract> contract = nullptr;
};

/// A hash of a hook's name that costs little: its length, and the letters at its end.
struct HookHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view name) const noexcept {
    std::uint32_t end = 0;
    if (name.size() >= sizeof end) {
      std::memcpy(&end, name.data() + name.size() - sizeof end, sizeof end);
    }
    return name.size() + end;
  }
};

using HookTables = std::unordered_map<std::string, HookTable, HookHash, std::equal_to<>>;

/// What one event at a time uses to run the programs of tables, by their numbers; those behind its
/// end keep nothing.
using Machines = std::vector<std::unique_ptr<Machinery>>;

}  // namespace assay::loader
