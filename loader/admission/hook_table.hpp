// SPDX-License-Identifier: Apache-2.0
// Which programs run at which hook, as data that never changes: other tables take its place.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
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
};

struct HookTable {
  std::uint64_t default_answer = 0;
  std::vector<AttachedProgram> programs;  // at most one of each package and program name
  /// HookSpec::read: what its results are. Without it each is a number of 64 bits.
  std::shared_ptr<const Contract> contract = nullptr;
};

using HookTables = std::map<std::string, HookTable, std::less<>>;

}  // namespace assay::loader
