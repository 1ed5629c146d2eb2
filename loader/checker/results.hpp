// SPDX-License-Identifier: Apache-2.0
// What was checked, as the C interface shows it.
#pragma once

#include "loader/checker/assay_checker.h"
#include "loader/checker/program_view.hpp"

namespace assay::checker {

[[nodiscard]] assay_check_bytes shown(Bytes bytes);
[[nodiscard]] assay_checked_map shown(const MapView& map);
/// All but which contract it was checked against.
[[nodiscard]] assay_checked_program shown(const ProgramView& program);

void set_place(assay_check_result& result, assay_check_place kind, uint64_t place);

}  // namespace assay::checker
