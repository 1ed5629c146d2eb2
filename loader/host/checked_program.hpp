// SPDX-License-Identifier: Apache-2.0
// The programs of an accepted package for the executor, out of the checker's own views: nothing is
// read a second time, so that what runs is what was checked.
#pragma once

#include <memory>
#include <vector>

#include "ir/program/program.hpp"
#include "loader/base/outcome.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay::loader {

/// The programs in the order of the result, which is one of an acceptance. Each has all maps of the
/// package, by their indices there. CheckMissing where the executor reads the instructions
/// otherwise than the checker did, which is a fault of ours.
[[nodiscard]] Outcome<std::vector<std::shared_ptr<const Program>>> checked_programs(
    const assay_check_result& result);

}  // namespace assay::loader
